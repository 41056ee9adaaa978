/** Remembers where the caret was before a key took it elsewhere, so that Esc can bring it back. */
export function createCaretMemory(page: Document): CaretMemory {
  let before: HTMLElement | null = null;
  return {
    goTo(place) {
      const target = page.querySelector<HTMLElement>(`[data-focus="${place}"]`);
      if (!target) return;
      const now = page.activeElement;
      if (now instanceof HTMLElement && now !== target && now !== page.body) before = now;
      target.focus();
      if (target instanceof HTMLInputElement) target.select();
    },
    goBack() {
      if (before?.isConnected) before.focus();
      before = null;
    },
  };
}

/** Places carry `data-focus`; a key goes there, nothing else does. */
export type CaretMemory = {
  goTo(place: "library" | "tickets" | "record" | "complaint"): void;
  goBack(): void;
};
