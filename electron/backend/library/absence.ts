import type { LibraryIndex } from "../../../db/libraryIndex.ts";
import { eachPosting } from "./postings.ts";

/** Read at most for all questions about one query: bounds its time however large the library is. */
const mostPostings = 20_000;
const mostBodies = 300;

type Texts = {
  index: Pick<LibraryIndex, "frequencies" | "postings">;
  /** Canonical body of a passage. */
  bodyOf: (passage: number) => string;
};

/**
 * For the length of one query: true when no passage holds the stretch. Looks at the rarest pairs first. What cannot be told
 * within the bounds stands in many places and is surely there.
 */
export function absenceIn({ index, bodyOf }: Texts): (stretch: string) => boolean {
  let postingsLeft = mostPostings;
  let bodiesLeft = mostBodies;
  return (stretch) => {
    let common: Set<number> | null = null;
    for (const { pair, frequency } of pairsOf(stretch, index)) {
      if (frequency > postingsLeft) break;
      postingsLeft -= frequency;
      const passages = passagesOf(pair, index);
      common = common === null ? passages : intersect(common, passages);
      if (common.size === 0) return true;
    }
    if (common === null || common.size > bodiesLeft) return false;
    bodiesLeft -= common.size;
    return ![...common].some((passage) => bodyOf(passage).includes(stretch));
  };
}

/** Rarest first. */
function pairsOf(stretch: string, index: Texts["index"]): { pair: string; frequency: number }[] {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < stretch.length; at++) pairs.add(stretch.slice(at, at + 2));
  return [...pairs]
    .map((pair) => ({
      pair,
      frequency: index.frequencies(pair).reduce((sum, { frequency }) => sum + frequency, 0),
    }))
    .sort((a, b) => a.frequency - b.frequency);
}

function passagesOf(term: string, index: Texts["index"]): Set<number> {
  const passages = new Set<number>();
  for (const { postings } of index.postings(term)) eachPosting(postings, (passage) => passages.add(passage));
  return passages;
}

function intersect(a: ReadonlySet<number>, b: ReadonlySet<number>): Set<number> {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  return new Set([...small].filter((passage) => large.has(passage)));
}
