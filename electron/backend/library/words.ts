import { plainCut } from "./learned/modelWords.ts";
import { isIdeograph } from "./tokens.ts";

/** Cuts canonical text into words. */
export type Segmenter = { cut(text: string): string[] };

const longestTerm = 12;

/**
 * The general dictionary's words, those of the trade put together again, so that 停工留薪期 stays one word. A term
 * whose ends fall inside words of the text is none there: 职工伤亡 does not speak of 工伤.
 */
export function createSegmenter(domainWords: Iterable<string>): Segmenter {
  const terms = new Set([...domainWords].filter((word) => /^[一-龥]{2,12}$/.test(word)));
  return { cut: (text) => joined(plainCut(text), terms) };
}

function joined(words: readonly string[], terms: ReadonlySet<string>): string[] {
  const result: string[] = [];
  for (let at = 0; at < words.length; ) {
    let best = at + 1;
    let text = words[at] as string;
    for (let end = at + 1; end < words.length && text.length < longestTerm; end++) {
      text += words[end];
      if (terms.has(text)) best = end + 1;
    }
    result.push(best === at + 1 ? (words[at] as string) : words.slice(at, best).join(""));
    at = best;
  }
  return result;
}

/** Worth knowing by its sound: two to six ideographs. */
export function isLexical(word: string): boolean {
  if (word.length < 2 || word.length > 6) return false;
  for (let at = 0; at < word.length; at++) if (!isIdeograph(word.charCodeAt(at))) return false;
  return true;
}
