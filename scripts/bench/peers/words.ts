import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { questionCharacters, stopWords } from "../../../electron/backend/library/stopWords.ts";
import { isIdeograph, symbolRuns } from "../../../electron/backend/library/tokens.ts";

/** How texts and queries are cut for engines that want words. */
export type Cutter = { ofText(text: string): string[]; ofQuery(query: string): string[] };

/**
 * jieba as it comes, in its search mode (long words and the words inside them), with unknown words guessed. Questions lose
 * the library's own stop words: all these engines look for any of the words, and 怎么 or 可以 would drown the rest.
 */
export function jiebaCutter(): Cutter {
  const jieba = Jieba.withDict(dict);
  const ofText = (text: string) =>
    jieba.cutForSearch(text, true).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return {
    ofText,
    ofQuery: (query) => saying([...new Set(ofText(query))], (word) => !stopWords.has(word)),
  };
}

/** Pairs of neighbouring ideographs, lone ideographs, and runs of digits or letters. */
export function pairCutter(): Cutter {
  const ofText = (text: string) => {
    const pairs: string[] = [];
    for (const run of symbolRuns(text)) {
      run.forEach((symbol, at) => {
        const next = run[at + 1];
        if (!isHan(symbol)) pairs.push(symbol);
        else if (next !== undefined && isHan(next)) pairs.push(symbol + next);
        else if (run.length === 1) pairs.push(symbol);
      });
    }
    return pairs;
  };
  const isSaying = (pair: string) => ![...pair].some((character) => questionCharacters.has(character));
  return { ofText, ofQuery: (query) => saying([...new Set(ofText(query))], isSaying) };
}

/** A query of nothing but question words is taken literally. */
function saying(terms: string[], isSaying: (term: string) => boolean): string[] {
  const left = terms.filter(isSaying);
  return left.length > 0 ? left : terms;
}

function isHan(symbol: string): boolean {
  return isIdeograph(symbol.charCodeAt(0));
}
