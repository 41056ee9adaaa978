import { languageOf, type Sentences, useText } from "./text.ts";

/**
 * The sentences of a part of the screen that is fetched only when it is opened. They lie beside the part, in both
 * languages, and not in the catalogue that every start loads.
 */
export function usePartText<T>(part: { zh: T; en: Sentences<T> }): Sentences<T> {
  return languageOf(useText()) === "zh" ? (part.zh as Sentences<T>) : part.en;
}
