import type { LexiconWord } from "../../../db/libraryIndex.ts";
import { fuzzySound, pinyinKeys } from "./pinyinKeys.ts";
import { isLexical } from "./words.ts";

export type SpokenWord = { word: string; weight: number };

/** Words by sound and by beginning. */
export type Lexicon = {
  /** Words for a stretch of Latin letters: full pinyin, its beginning, or initials; best first. */
  spoken(letters: string, limit: number): SpokenWord[];
  /** Words spelled by exactly these letters. */
  spelled(letters: string): SpokenWord[];
  startingWith(prefix: string, limit: number): string[];
  /** Terms of the trade of three and more characters that sound like `text` and look at least half like it. */
  soundingLike(text: string): string[];
};

/** How much more a word of the trade is meant than a common word that sounds the same. */
const tradeWeight = 6;
const titleWeight = 2;

/** `trade` words come first among equals; `titles` are known by name, but do not correct anything. */
export function createLexicon(
  words: readonly LexiconWord[],
  trade: Iterable<string>,
  titles: Iterable<string>,
): Lexicon {
  const entries = new Map<string, { word: string; full: string; initials: string; weight: number }>();
  const add = (word: string, keys: { full: string; initials: string }, weight: number) => {
    const known = entries.get(word);
    entries.set(word, {
      word,
      full: keys.full,
      initials: keys.initials,
      weight: Math.max(known?.weight ?? 0, weight),
    });
  };
  for (const { word, pinyin, initials, frequency } of words) {
    add(word, { full: pinyin, initials }, Math.log(1 + frequency));
  }
  for (const title of titles) if (/^[一-龥]{2,16}$/.test(title)) add(title, keysOf(title), titleWeight);
  const bySound = new Map<string, string[]>();
  for (const word of trade) {
    if (!/^[一-龥]{2,14}$/.test(word)) continue;
    add(word, keysOf(word), tradeWeight + (entries.get(word)?.weight ?? 0));
    if (word.length >= 3) bySound.set(fuzzySound(word), [...(bySound.get(fuzzySound(word)) ?? []), word]);
  }
  return index([...entries.values()], bySound);
}

const cachedKeys = new Map<string, { full: string; initials: string }>();

function keysOf(word: string): { full: string; initials: string } {
  const known = cachedKeys.get(word) ?? pinyinKeys(word);
  cachedKeys.set(word, known);
  return known;
}

type Entry = { word: string; full: string; initials: string; weight: number };

function index(entries: Entry[], bySound: ReadonlyMap<string, string[]>): Lexicon {
  const byFull = [...entries].sort((a, b) =>
    a.full < b.full ? -1 : a.full > b.full ? 1 : b.weight - a.weight,
  );
  const byWord = [...entries].sort((a, b) => (a.word < b.word ? -1 : 1));
  const byInitials = Map.groupBy(entries, (entry) => entry.initials);
  const best = (found: readonly Entry[], limit: number) =>
    [...found].sort((a, b) => b.weight - a.weight || a.word.length - b.word.length).slice(0, limit);
  const beginning = (letters: string) => range(byFull, (entry) => entry.full, letters);
  const exact = (letters: string) => beginning(letters).filter((entry) => entry.full === letters);

  return {
    spelled: (letters) => best(exact(letters), 5),
    spoken(letters, limit) {
      const whole = best(exact(letters), limit);
      const short = best(byInitials.get(letters) ?? [], limit);
      const begun = letters.length >= 3 ? best(beginning(letters), limit) : [];
      const found = whole.length > 0 ? [...whole, ...short] : [...best([...short, ...begun], limit)];
      return [...new Map(found.map(({ word, weight }) => [word, { word, weight }])).values()].slice(0, limit);
    },
    startingWith: (prefix, limit) =>
      best(
        range(byWord, (entry) => entry.word, prefix),
        limit,
      ).map((entry) => entry.word),
    soundingLike(text) {
      if (text.length < 3 || !isLexical(text.slice(0, 6))) return [];
      return (bySound.get(fuzzySound(text)) ?? []).filter((term) => term !== text && halfInPlace(term, text));
    },
  };
}

function halfInPlace(term: string, text: string): boolean {
  if (term.length !== text.length) return false;
  let same = 0;
  for (let at = 0; at < term.length; at++) if (term[at] === text[at]) same += 1;
  return same * 2 >= term.length;
}

/** Entries whose key begins with `prefix`, from a list sorted by that key. */
function range(sorted: readonly Entry[], keyOf: (entry: Entry) => string, prefix: string): Entry[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(sorted[middle] as Entry) < prefix) low = middle + 1;
    else high = middle;
  }
  const found: Entry[] = [];
  for (let at = low; at < sorted.length && found.length < 2_000; at++) {
    const entry = sorted[at] as Entry;
    if (!keyOf(entry).startsWith(prefix)) break;
    found.push(entry);
  }
  return found;
}
