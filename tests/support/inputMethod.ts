import type { Page } from "playwright-core";

/** A Chinese input method at a page: composition events as the browser itself makes them, keys taken as code 229. */
export type InputMethod = {
  /** Types letters into the composition, one key each; nothing of it is committed. */
  compose(letters: string): Promise<void>;
  /** Shows something else in the composition, as when the first word of it was chosen: `产'jia`. */
  show(text: string): Promise<void>;
  /** A key that the input method takes for itself, such as Enter or an arrow among its candidates. */
  press(key: string): Promise<void>;
  /** Commits the chosen word and ends the composition; without one this is how text comes that has no key. */
  choose(word: string): Promise<void>;
  /** Gives the composition up. */
  cancel(): Promise<void>;
};

/** What the browser reports for a key the input method took. */
const takenKey = 229;

export async function openInputMethod(page: Page): Promise<InputMethod> {
  const session = await page.context().newCDPSession(page);
  const show = async (text: string) => {
    const at = { selectionStart: text.length, selectionEnd: text.length };
    await session.send("Input.imeSetComposition", { text, ...at });
  };
  const press = async (key: string) => {
    await session.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key,
      windowsVirtualKeyCode: takenKey,
    });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: takenKey });
  };
  return {
    show,
    press,
    async compose(letters) {
      for (let length = 1; length <= letters.length; length += 1) {
        await press("Process");
        await show(letters.slice(0, length));
      }
    },
    async choose(word) {
      await session.send("Input.insertText", { text: word });
    },
    cancel: () => show(""),
  };
}
