import type { AliasTable } from "./aliases.ts";
import { questionCharacters, stopWords } from "./stopWords.ts";
import { indexTerms, isIdeograph } from "./tokens.ts";
import type { Segmenter } from "./words.ts";

/** One way to say a concept; an alias counts less than what was typed. */
export type Alternative = { text: string; weight: number };

/** One thing the query is about. `typed` is the stretch of the canonical query it stands for. */
export type Concept = { typed: string; alternatives: Alternative[] };

export type QueryPlan = {
  query: string;
  concepts: Concept[];
  /** Index terms with their weight in the first stage. */
  terms: Map<string, number>;
};

/** What a pair counts: inside a word, in an alias of it, across two words. */
export const planWeights = { word: 1, alias: 0.7, bridge: 0.5 };

/** Concepts and weighted index terms of a canonical query. */
export function planQuery(
  query: string,
  segmenter: Segmenter,
  aliases: AliasTable,
  spoken: readonly Concept[] = [],
): QueryPlan {
  const matches = aliases.matches(query);
  const words = locateWords(query, segmenter);
  const concepts: Concept[] = [...spoken];
  for (const match of matches) {
    concepts.push({
      typed: query.slice(match.start, match.end),
      alternatives: [
        { text: query.slice(match.start, match.end), weight: 1 },
        ...match.officials.map((text) => ({ text, weight: planWeights.alias })),
      ],
    });
  }
  for (const word of words) {
    if (word.isStop || word.text.length < 2) continue;
    if (spoken.some((concept) => concept.typed === word.text)) continue;
    if (matches.some((match) => match.start <= word.start && match.end >= word.start + word.text.length))
      continue;
    concepts.push({ typed: word.text, alternatives: [{ text: word.text, weight: 1 }] });
  }
  return { query, concepts: distinct(concepts), terms: weighTerms(query, concepts, words) };
}

type Word = { text: string; start: number; isStop: boolean };

function locateWords(query: string, segmenter: Segmenter): Word[] {
  const words: Word[] = [];
  let start = 0;
  for (const text of segmenter.cut(query)) {
    if (/[\p{L}\p{N}]/u.test(text)) words.push({ text, start, isStop: stopWords.has(text) });
    start += text.length;
  }
  return words;
}

function distinct(concepts: readonly Concept[]): Concept[] {
  return [...new Map(concepts.map((concept) => [concept.typed, concept])).values()];
}

function weighTerms(
  query: string,
  concepts: readonly Concept[],
  words: readonly Word[],
): Map<string, number> {
  const terms = new Map<string, number>();
  const add = (term: string, weight: number) => terms.set(term, Math.max(terms.get(term) ?? 0, weight));
  for (const { text, weight } of concepts.flatMap((concept) => concept.alternatives)) {
    for (const term of innerTerms(text)) add(term, weight * planWeights.word);
  }
  for (const pair of bridges(query, words)) add(pair, planWeights.bridge);
  return terms;
}

/** Pairs across word borders (休|产假): the segmenter may have cut wrongly, and order matters a little. */
function bridges(query: string, words: readonly Word[]): string[] {
  const pairs: string[] = [];
  for (let at = 0; at + 1 < words.length; at++) {
    const left = words[at] as Word;
    const right = words[at + 1] as Word;
    if (left.isStop || right.isStop || left.start + left.text.length !== right.start) continue;
    const pair = query.slice(right.start - 1, right.start + 1);
    const isPair = isIdeograph(pair.charCodeAt(0)) && isIdeograph(pair.charCodeAt(1));
    if (isPair && !hasQuestion(pair)) pairs.push(pair);
  }
  return pairs;
}

function hasQuestion(pair: string): boolean {
  for (const character of pair) if (questionCharacters.has(character)) return true;
  return false;
}

/** Terms of a phrase that say something: its pairs and runs, without the lone last ideograph. */
export function innerTerms(text: string): string[] {
  const terms = indexTerms(text);
  const strong = terms.filter((term) => term.length > 1 || !isIdeograph(term.charCodeAt(0)));
  return strong.length > 0 ? strong : terms;
}
