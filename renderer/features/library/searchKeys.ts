import type { LibraryStore } from "./library.store.ts";

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "shiftKey" | "metaKey">;
/** Where the caret stands in the box. */
export type Caret = { value: string; selectionStart: number | null; selectionEnd: number | null };

/**
 * What a key in the search box does; false leaves it to the box. Enter belongs to the results unless the keys are among
 * the suggestions; → and ← belong to the text unless the caret has nowhere to go.
 */
export function onSearchKey(press: Press, caret: Caret, library: LibraryStore): boolean {
  if (press.ctrlKey || press.metaKey) return false;
  if (press.altKey) return onReasonsKey(press, library);
  switch (press.key) {
    case "ArrowDown":
      return step(library, 1);
    case "ArrowUp":
      return step(library, -1);
    case "Enter":
      return enter(library);
    case "Tab":
      return !press.shiftKey && take(library, library.getState().suggestions.length > 0);
    case "ArrowRight":
      return !press.shiftKey && isAtEnd(caret) && right(library);
    case "ArrowLeft":
      return !press.shiftKey && isAtEnd(caret) && library.actions.fold("fold");
    case "Backspace":
      return caret.selectionEnd === 0 && dropLastFacet(library);
    default:
      return false;
  }
}

function onReasonsKey({ key }: Press, { actions, getState }: LibraryStore): boolean {
  const isOpen = getState().reasonsOf !== null;
  if (!(key === "ArrowDown" && !isOpen) && !(key === "ArrowUp" && isOpen)) return false;
  actions.toggleReasons(getState().reasonsOf ?? undefined);
  return true;
}

function step({ actions, getState }: LibraryStore, by: 1 | -1): boolean {
  const { suggestions, results, opened } = getState();
  const isSuggesting = suggestions.length > 0;
  if (by === 1 && results.name === "none" && !opened) return intoHome();
  if (!isSuggesting || !actions.moveSuggestion(by)) actions.move(by);
  return true;
}

/** From the empty box to what lies under it. */
function intoHome(): boolean {
  const first = document.querySelector<HTMLElement>("[data-library-home] li > :first-child");
  first?.focus();
  return first !== null;
}

function enter(library: LibraryStore): boolean {
  if (take(library, library.getState().suggestionAt >= 0)) return true;
  library.actions.closeSuggestions();
  void library.actions.openSelected();
  return true;
}

function take({ actions }: LibraryStore, isWanted: boolean): boolean {
  if (isWanted) void actions.takeSuggestion();
  return isWanted;
}

function right(library: LibraryStore): boolean {
  return take(library, library.getState().suggestionAt >= 0) || library.actions.fold("unfold");
}

function dropLastFacet({ actions, getState }: LibraryStore): boolean {
  const last = Object.keys(getState().narrowing).at(-1);
  if (last === undefined) return false;
  void actions.widen(last as Parameters<typeof actions.widen>[0]);
  return true;
}

function isAtEnd({ value, selectionStart, selectionEnd }: Caret): boolean {
  return selectionStart === value.length && selectionEnd === value.length;
}
