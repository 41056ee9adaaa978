import { canonicalText } from "./canonicalText.ts";
import type { Lexicon } from "./lexicon.ts";
import { stopWords } from "./stopWords.ts";

const most = 8;

/** Completions of what is being typed: the last stretch of letters by sound, else the last word by its beginning. */
export function suggestions(query: string, lexicon: Lexicon): string[] {
  const typed = canonicalText(query.slice(0, 200)).trimStart();
  const letters = /[a-z']+$/.exec(typed)?.[0];
  if (letters !== undefined) {
    const before = typed.slice(0, typed.length - letters.length);
    return lexicon.spoken(letters.replaceAll("'", ""), most).map(({ word }) => before + word);
  }
  const last = /[一-龥]{1,12}$/.exec(typed)?.[0];
  if (last === undefined) return [];
  for (let start = 0; start < last.length; start++) {
    const tail = last.slice(start);
    if (stopWords.has(tail) || (tail.length < 2 && typed.length > 1)) break;
    const found = lexicon.startingWith(tail, most + 1).filter((word) => word !== tail);
    const before = typed.slice(0, typed.length - tail.length);
    if (found.length > 0) return found.slice(0, most).map((word) => before + word);
  }
  return [];
}
