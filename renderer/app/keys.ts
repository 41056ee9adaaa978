import { isComposing } from "../ui/composition.ts";
import type { Text } from "../ui/text.ts";

/** What a key can do. The table below is the one source for handling, button hints and the help page. */
export type KeyAction =
  | "answer"
  | "hangUp"
  | "hold"
  | "mute"
  | "wrapUpDone"
  | "search"
  | "tickets"
  | "cite"
  | "star"
  | "hint"
  | "phrases"
  | "complaint"
  | "submit"
  | "help"
  | "back";

export type KeyBinding = { action: KeyAction; code: string; ctrl: boolean; alt?: true; hint: string };

/** `code` is the key's `KeyboardEvent.key`, lower case. On a Mac the command key counts as Ctrl. */
export const keyTable: readonly KeyBinding[] = [
  { action: "phrases", code: "f1", ctrl: false, hint: "F1" },
  { action: "answer", code: "f2", ctrl: false, hint: "F2" },
  { action: "hangUp", code: "f3", ctrl: false, hint: "F3" },
  { action: "hold", code: "f4", ctrl: false, hint: "F4" },
  { action: "mute", code: "f6", ctrl: false, hint: "F6" },
  { action: "wrapUpDone", code: "f10", ctrl: false, hint: "F10" },
  { action: "search", code: "k", ctrl: true, hint: "Ctrl+K" },
  { action: "tickets", code: "j", ctrl: true, hint: "Ctrl+J" },
  { action: "cite", code: "i", ctrl: true, hint: "Ctrl+I" },
  { action: "star", code: "b", ctrl: true, hint: "Ctrl+B" },
  { action: "hint", code: "l", ctrl: false, alt: true, hint: "Alt+L" },
  { action: "complaint", code: "d", ctrl: true, hint: "Ctrl+D" },
  { action: "submit", code: "enter", ctrl: true, hint: "Ctrl+Enter" },
  { action: "help", code: "/", ctrl: true, hint: "Ctrl+/" },
  { action: "back", code: "escape", ctrl: false, hint: "Esc" },
];

/** Lines of the help page that are no single binding. */
export const extraKeys: readonly { hint: string; name: keyof Text["keys"] }[] = [
  { hint: "Alt+1…5", name: "screens" },
  { hint: "↑ ↓", name: "nextResult" },
  { hint: "Enter", name: "openResult" },
  { hint: "→ ←", name: "foldResult" },
  { hint: "Tab", name: "takeSuggestion" },
  { hint: "Alt+↓", name: "reasons" },
];

/** The hint to show on the button that does the same. */
export function keyHint(action: KeyAction): string {
  return keyTable.find((binding) => binding.action === action)?.hint ?? "";
}

type KeyPress = {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  repeat?: boolean;
  isComposing?: boolean;
  keyCode?: number;
};

export type KeyMeaning =
  | { do: KeyAction }
  | { screen: number }
  /** Not ours to act on, but the browser must not act either: the page never reloads or opens its own search. */
  | "swallow"
  | "ignore";

/** What a key press means. While an input method composes it means nothing to us. */
export function meaningOf(press: KeyPress): KeyMeaning {
  if (isComposing(press)) return "ignore";
  const key = press.key.toLowerCase();
  const ctrl = press.ctrlKey || press.metaKey;
  if (press.altKey && !ctrl && /^[1-9]$/.test(key)) return { screen: Number(key) };
  const binding = keyTable.find(
    (each) => each.code === key && each.ctrl === ctrl && (each.alt ?? false) === press.altKey,
  );
  if (binding && !press.shiftKey) return press.repeat === true ? "swallow" : { do: binding.action };
  return isBrowserKey(key, ctrl) ? "swallow" : "ignore";
}

/** F11 and F12 stay with the browser; F1 to F10, reload, print and save-page would take the agent away from the call. */
function isBrowserKey(key: string, ctrl: boolean): boolean {
  if (/^f([1-9]|10)$/.test(key)) return true;
  return ctrl && ["r", "p", "s", "g", "f5"].includes(key);
}
