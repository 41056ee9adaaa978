import type { LibraryIndex, SegmentTerm } from "../../../db/libraryIndex.ts";
import { idfOf } from "./impact.ts";
import type { Snapshot } from "./snapshot.ts";

export type Candidate = { passage: number; score: number };
export type Collected = {
  /** Best first. */
  candidates: Candidate[];
  /** The passages that were asked for by name and are not among the best. */
  named: Candidate[];
  /** Passages that were touched within the budget. */
  total: number;
  /** idf of each term that was asked for; terms the library lacks are absent. */
  idf: Map<string, number>;
};

/** Postings read for one query: bounds its latency however large the library is. */
const budget = 60_000;

/** Reused between searches; grown when the library grows. All scores are 0 between two searches. */
let scores = new Float32Array(0);
let touched = new Int32Array(0);

export type CollectOptions = {
  depth: number;
  /** One factor (validity, region, kind) for each version of the snapshot. */
  factors: Float32Array;
  /** Passages whose sums are wanted however small they are. */
  named?: readonly number[] | undefined;
};

/** Adds up weighted impacts, rarest terms first within the budget, and keeps the best passages by score × factor. */
export function collect(
  index: LibraryIndex,
  snapshot: Snapshot,
  terms: ReadonlyMap<string, number>,
  options: CollectOptions,
): Collected {
  const found = readTerms(index, snapshot, terms);
  reserve(snapshot.highest + 1_024);
  let total = 0;
  let read = 0;
  for (const term of found) {
    if (read > 0 && read + term.frequency > budget) break;
    read += term.frequency;
    const rows = index.postings(term.term).filter((row) => snapshot.segments.has(row.segment));
    total = addPostings(rows, term.weight, snapshot.highest, total);
  }
  const candidates = best(total, snapshot, options);
  const taken = new Set(candidates.map(({ passage }) => passage));
  const named = (options.named ?? []).flatMap((passage): Candidate[] => {
    const factor = options.factors[snapshot.ordinals[passage] ?? 0] ?? 1;
    return taken.has(passage) ? [] : [{ passage, score: (scores[passage] ?? 0) * factor }];
  });
  for (let at = 0; at < total; at++) scores[touched[at] as number] = 0;
  return { candidates, named, total, idf: new Map(found.map((term) => [term.term, term.idf])) };
}

function reserve(size: number): void {
  if (scores.length >= size) return;
  scores = new Float32Array(size);
  touched = new Int32Array(size);
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
    let frequency = 0;
    for (const row of index.frequencies(term))
      if (snapshot.segments.has(row.segment)) frequency += row.frequency;
    if (frequency === 0) continue;
    const idf = idfOf(frequency, Math.max(frequency, snapshot.passages));
    found.push({ term, idf, weight: weight * idf, frequency });
  }
  return found.sort((a, b) => a.frequency - b.frequency);
}

/** Adds to the scores and returns how many passages have been touched so far. */
function addPostings(rows: readonly SegmentTerm[], weight: number, highest: number, before: number): number {
  const scale = weight / 255;
  const sums = scores;
  let count = before;
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
      // Imported since the snapshot was taken.
      if (passage > highest) break;
      const sum = sums[passage] as number;
      if (sum === 0) touched[count++] = passage;
      sums[passage] = sum + impact * scale;
    }
  }
  return count;
}

function best(total: number, snapshot: Snapshot, { depth, factors }: CollectOptions): Candidate[] {
  // A small binary heap with the worst of the kept on top; most passages fall below it even with the best factor.
  const heap: Candidate[] = [];
  const ceiling = factors.reduce((most, factor) => Math.max(most, factor), 0);
  let least = 0;
  for (let at = 0; at < total; at++) {
    const passage = touched[at] as number;
    const raw = scores[passage] as number;
    if (raw * ceiling <= least) continue;
    const score = raw * (factors[snapshot.ordinals[passage] as number] as number);
    if (score <= least || snapshot.isDead(passage)) continue;
    if (heap.length < depth) pushUp(heap, { passage, score });
    else sinkDown(heap, { passage, score });
    if (heap.length === depth) least = heap[0]?.score ?? 0;
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
