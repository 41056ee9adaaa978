/** Remembers where the caret was before a key took it elsewhere, so that Esc can bring it back. */
export function createCaretMemory(page: Document): CaretMemory {
  let before: HTMLElement | null = null;
  let inRecord: TextField | null = null;
  page.addEventListener("focusin", ({ target }) => {
    if (isTextField(target) && target.closest("[data-record]")) inRecord = target;
  });
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
    insert(words) {
      const field = inRecord;
      if (!field?.isConnected) return false;
      field.focus();
      const start = field.selectionStart ?? 0;
      // A sentence begins a line of its own where there can be lines.
      const needsLine = field instanceof HTMLTextAreaElement && /[^\n]$/.test(field.value.slice(0, start));
      field.setRangeText(needsLine ? `\n${words}` : words, start, field.selectionEnd ?? start, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      before = null;
      return true;
    },
  };
}

type TextField = HTMLTextAreaElement | HTMLInputElement;

function isTextField(target: EventTarget | null): target is TextField {
  return (
    target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === "text")
  );
}

/** Places carry `data-focus`; a key goes there, nothing else does. */
export type CaretMemory = {
  /** False when the place is not on the screen. */
  goTo(place: "library" | "tickets" | "record" | "complaint" | "phrases"): boolean;
  goBack(): void;
  /** Writes at the last caret in the record, which gets the focus. False where there was none. */
  insert(words: string): boolean;
};
