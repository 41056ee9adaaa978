/** Remembers where the caret was before a key took it elsewhere, so that Esc can bring it back. */
export function createCaretMemory(page: Document): CaretMemory {
  let before: HTMLElement | null = null;
  return {
    goTo(place) {
      const target = page.querySelector<HTMLElement>(`[data-focus="${place}"]`);
      if (!target) return false;
      const now = page.activeElement;
      if (now instanceof HTMLElement && now !== target && now !== page.body) before = now;
      target.focus();
      if (target instanceof HTMLInputElement) target.select();
      return true;
    },
    goBack() {
      if (before?.isConnected) before.focus();
      before = null;
    },
  };
}

/** Places carry `data-focus`; a key goes there, nothing else does. */
export type CaretMemory = {
  /** False when the place is not on the screen. */
  goTo(place: "library" | "tickets" | "record" | "complaint"): boolean;
  goBack(): void;
};
