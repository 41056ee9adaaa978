import type { LibraryIndex, SegmentTerm } from "../../../db/libraryIndex.ts";
import { idfOf } from "./impact.ts";
import type { Snapshot } from "./snapshot.ts";

export type Candidate = { passage: number; score: number };
export type Collected = {
  /** Best first. */
  candidates: Candidate[];
  /** Passages that were touched within the budget. */
  total: number;
  /** idf of each term that was asked for; terms the library lacks are absent. */
  idf: Map<string, number>;
};

/** Postings read for one query: bounds its latency however large the library is. */
const budget = 60_000;

/** Scores reused between searches of one connection; grown when the library grows. */
let scores = new Float32Array(0);

/**
 * Adds up weighted impacts, rarest terms first within the budget, and keeps the `depth` best after `factorOf`
 * (validity, region, kind of the version) was applied.
 */
export function collect(
  index: LibraryIndex,
  snapshot: Snapshot,
  terms: ReadonlyMap<string, number>,
  options: { depth: number; factorOf: (version: number) => number },
): Collected {
  const found = readTerms(index, snapshot, terms);
  if (scores.length <= snapshot.highest) scores = new Float32Array(snapshot.highest + 1_024);
  const touched: number[] = [];
  let read = 0;
  for (const term of found) {
    if (read > 0 && read + term.frequency > budget) break;
    read += term.frequency;
    addPostings(index.postings(term.term), term.weight, snapshot.highest, touched);
  }
  const total = touched.length;
  const candidates = best(touched, snapshot, options);
  for (const passage of touched) scores[passage] = 0;
  return { candidates, total, idf: new Map(found.map((term) => [term.term, term.idf])) };
}

type WeightedTerm = { term: string; idf: number; weight: number; frequency: number };

/** Frequencies alone: the long lists of common terms are often not read at all. */
function readTerms(
  index: LibraryIndex,
  snapshot: Snapshot,
  terms: ReadonlyMap<string, number>,
): WeightedTerm[] {
  const found: WeightedTerm[] = [];
  for (const [term, weight] of terms) {
    const frequency = index.frequency(term);
    if (frequency === 0) continue;
    const idf = idfOf(frequency, Math.max(frequency, snapshot.passages));
    found.push({ term, idf, weight: weight * idf, frequency });
  }
  return found.sort((a, b) => a.frequency - b.frequency);
}

function addPostings(rows: readonly SegmentTerm[], weight: number, highest: number, touched: number[]): void {
  const scale = weight / 255;
  const sums = scores;
  for (const { postings } of rows) {
    let at = 0;
    let passage = 0;
    const end = postings.length;
    while (at < end) {
      let byte = postings[at++] as number;
      let delta = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
        byte = postings[at++] as number;
        delta |= (byte & 0x7f) << shift;
      }
      passage += delta;
      const impact = postings[at++] as number;
      if (passage > highest) return;
      const before = sums[passage] as number;
      if (before === 0) touched.push(passage);
      sums[passage] = before + impact * scale;
    }
  }
}

function best(
  touched: readonly number[],
  snapshot: Snapshot,
  { depth, factorOf }: { depth: number; factorOf: (version: number) => number },
): Candidate[] {
  // A small binary heap with the worst of the kept on top.
  const heap: Candidate[] = [];
  for (const passage of touched) {
    const score = (scores[passage] as number) * factorOf(snapshot.versionAt(passage));
    if (heap.length === depth && score <= (heap[0]?.score ?? 0)) continue;
    if (snapshot.isDead(passage)) continue;
    if (heap.length < depth) pushUp(heap, { passage, score });
    else sinkDown(heap, { passage, score });
  }
  return heap.sort((a, b) => b.score - a.score || a.passage - b.passage);
}

function pushUp(heap: Candidate[], entry: Candidate): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if ((heap[parent] as Candidate).score <= entry.score) break;
    heap[at] = heap[parent] as Candidate;
    at = parent;
  }
  heap[at] = entry;
}

function sinkDown(heap: Candidate[], entry: Candidate): void {
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as Candidate).score < (heap[child] as Candidate).score)
      child += 1;
    if ((heap[child] as Candidate).score >= entry.score) break;
    heap[at] = heap[child] as Candidate;
    at = child;
  }
  heap[at] = entry;
}
