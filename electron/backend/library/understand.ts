import type { LibraryIndex } from "../../../db/libraryIndex.ts";
import { absenceIn } from "./absence.ts";
import type { AliasTable } from "./aliases.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Concept } from "./queryPlan.ts";

/** A query with pinyin and homophone slips resolved; `spoken` keeps the other readings of a pinyin stretch. */
export type Understood = { query: string; corrected: boolean; spoken: Concept[] };

type Knowledge = {
  lexicon: Lexicon;
  aliases: AliasTable;
  index: LibraryIndex;
  /** Canonical body of a passage. */
  bodyOf: (passage: number) => string;
};

const longestTerm = 8;
const readings = 4;

/** Resolves Latin stretches by sound, then slips of the ear or input method in words of the trade. */
export function understand(query: string, knowledge: Knowledge): Understood {
  const spoken = resolvePinyin(query, knowledge);
  const typed = correctHomophones(spoken.query, knowledge);
  return {
    query: typed ?? spoken.query,
    corrected: spoken.corrected || typed !== null,
    spoken: spoken.spoken,
  };
}

function resolvePinyin(query: string, { lexicon, aliases }: Knowledge): Understood {
  const known = aliases.matches(query);
  const spoken: Concept[] = [];
  let corrected = false;
  const resolved = query.replace(/[a-z]+(?:'[a-z]+)*/g, (run: string, at: number) => {
    const letters = run.replaceAll("'", "");
    // A name such as n+1 or app in the alias table is meant as it stands.
    if (letters.length < 2 || known.some((match) => match.start <= at && match.end >= at + run.length))
      return run;
    const words = readingsOf(letters, query.slice(at + run.length), lexicon);
    const [best] = words;
    if (!best) return run;
    corrected = true;
    if (words.length > 1) spoken.push(readingConcept(words));
    return best.word;
  });
  return { query: resolved, corrected, spoken };
}

type Reading = { word: string; weight: number };

/** The other readings count by their weight beside the best one. */
function readingConcept(words: readonly Reading[]): Concept {
  const top = words[0]?.weight || 1;
  return {
    typed: words[0]?.word ?? "",
    alternatives: words.map(({ word, weight }, at) => ({
      text: word,
      weight: at === 0 ? 1 : 0.6 * Math.min(1, weight / top),
    })),
  };
}

function readingsOf(letters: string, after: string, lexicon: Lexicon): Reading[] {
  const found = lexicon.spoken(letters, 24);
  const next = /^[一-龥]{1,3}/.exec(after)?.[0] ?? "";
  if (next !== "") {
    // shiye|保险金: only 失业 goes on like that.
    const fitting = found.filter(({ word }) => lexicon.startingWith(word + next.slice(0, 2), 1).length > 0);
    if (fitting.length > 0) return fitting.slice(0, 1);
  }
  if (found.length > 0) return found.slice(0, readings);
  const split = splitLetters(letters, lexicon);
  return split === null ? [] : [{ word: split, weight: 1 }];
}

type Split = { text: string; cost: number };

/** gongshangrending → 工伤认定 where no single word is spelled like that: as few and as usual words as possible. */
function splitLetters(letters: string, lexicon: Lexicon): string | null {
  if (letters.length > 40) return null;
  const best: (Split | null)[] = [{ text: "", cost: 0 }];
  for (let end = 1; end <= letters.length; end++) best.push(bestSplit(letters, end, best, lexicon));
  return best[letters.length]?.text ?? null;
}

function bestSplit(
  letters: string,
  end: number,
  before: readonly (Split | null)[],
  lexicon: Lexicon,
): Split | null {
  let best: Split | null = null;
  for (let start = Math.max(0, end - 24); start <= end - 2; start++) {
    const head = before[start];
    const word = head ? lexicon.spelled(letters.slice(start, end))[0] : undefined;
    if (!head || !word) continue;
    const cost = head.cost + 12 - word.weight / 2;
    if (best === null || cost < best.cost) best = { text: head.text + word.word, cost };
  }
  return best;
}

/**
 * Replaces stretches that sound like a term of the trade, look at least half like it and occur nowhere in the library
 * (the naive rule "sounds alike" spoils right queries).
 */
function correctHomophones(query: string, knowledge: Knowledge): string | null {
  const { lexicon, aliases } = knowledge;
  const isAbsent = absenceIn(knowledge);
  let result = query;
  for (let length = Math.min(longestTerm, query.length); length >= 3; length--) {
    for (let start = 0; start + length <= result.length; start++) {
      const window = result.slice(start, start + length);
      const [term] = lexicon.soundingLike(window);
      if (!term || aliases.terms().has(window) || !isAbsent(window)) continue;
      result = result.slice(0, start) + term + result.slice(start + length);
    }
  }
  return result === query ? null : result;
}
