import { libraryEn } from "./library.en.ts";
import { libraryZh } from "./library.zh.ts";
import { languageOf, type Sentences, useText } from "./text.ts";

export type LibraryText = Sentences<typeof libraryZh>;

/** The library's own sentences in the language now chosen. */
export function useLibraryText(): LibraryText {
  return languageOf(useText()) === "zh" ? libraryZh : libraryEn;
}
