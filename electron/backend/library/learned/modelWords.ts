import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { isIdeograph } from "../tokens.ts";

let plain: Jieba | null = null;

/**
 * Words of canonical text as the model counts them: the general dictionary alone, so that editing the alias table never
 * changes what a stored vector means. Parts of long words come as well (劳动合同 gives 劳动, 合同, 劳动合同).
 */
export function modelWords(text: string): string[] {
  return dictionary().cutForSearch(text, false);
}

/** The words of a text one after the other, by the general dictionary. */
export function plainCut(text: string): string[] {
  return dictionary().cut(text, false);
}

/** Takes 0.2 s and 40 MB once. */
function dictionary(): Jieba {
  plain ??= Jieba.withDict(dict);
  return plain;
}

/** A word that can stand in the vocabulary by itself: two ideographs and more, or a run of letters or digits. */
export function isModelWord(word: string): boolean {
  if (word.length === 1) return !isIdeograph(word.charCodeAt(0)) && /[\p{L}\p{N}]/u.test(word);
  return word.length <= 12 && /[\p{L}\p{N}]/u.test(word);
}

/** The vocabulary entry of a single ideograph; words of one ideograph are characters and nothing else. */
export function characterEntry(character: string): string {
  return `#${character}`;
}
