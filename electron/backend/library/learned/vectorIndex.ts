import type { LibraryVectors } from "../../../../db/libraryVectors.ts";
import { dimensions } from "./searchModel.ts";

/** A passage and how near its vector lies to the question's: −1 to 1. */
export type Near = { passage: number; cosine: number };

/** All vectors of a library in memory: 130 bytes a passage. */
export type VectorIndex = {
  /** Reads what was stored since the last time, up to this passage. */
  reload(highest: number): void;
  /** −1 to 1; 0 for a passage without a vector. */
  cosine(question: Float32Array, passage: number): number;
  /**
   * The nearest passages by cosine × weight, best first. Only the groups of passages around the centres nearest to the
   * question are looked at, so a few true neighbours may be missing.
   */
  nearest(question: Float32Array, options: { wanted: number; weightOf: (passage: number) => number }): Near[];
  /** Passages that have a vector. */
  count(): number;
};

/** No version counts more than this. */
const heaviest = 1.6;
/** Groups looked at for one question. */
const groupsRead = 64;
/** Vectors looked at for one question: bounds its time however large the library is. */
const mostRead = 40_000;

export function createVectorIndex(
  stored: Pick<LibraryVectors, "after">,
  encoderId: string,
  centres: Float32Array,
): VectorIndex {
  let vectors = new Int8Array(0);
  let lengths = new Float32Array(0);
  let groups = new Uint16Array(0);
  let last = 0;
  let lists = groupLists(groups, lengths, 0, centres.length / dimensions);
  const reserve = (size: number) => {
    if (lengths.length >= size) return;
    const capacity = Math.ceil(size * 1.1);
    vectors = grown(vectors, new Int8Array(capacity * dimensions));
    lengths = grown(lengths, new Float32Array(capacity));
    groups = grown(groups, new Uint16Array(capacity));
  };
  const cosine = (question: Float32Array, passage: number): number => {
    const length = lengths[passage] ?? 0;
    return length === 0 ? 0 : dot(question, vectors, passage * dimensions) / length;
  };
  return {
    reload(highest) {
      for (const block of stored.after(last, highest, encoderId)) {
        reserve(block.first + block.count);
        vectors.set(block.vectors, block.first * dimensions);
        groups.set(block.groups, block.first);
        for (let at = block.first; at < block.first + block.count; at++)
          lengths[at] = lengthOf(vectors, at * dimensions);
        last = Math.max(last, block.first + block.count - 1);
      }
      lists = groupLists(groups, lengths, last, centres.length / dimensions);
    },
    cosine,
    nearest(question, { wanted, weightOf }) {
      const best = bestOf(wanted);
      for (const passage of membersNear(question, centres, lists)) {
        const near = cosine(question, passage);
        const weight = near * heaviest > best.least() ? weightOf(passage) : 0;
        if (weight > 0) best.offer({ passage, cosine: near, score: near * weight });
      }
      return best.take();
    },
    count: () => lists.passages.length,
  };
}

/** The passages of the groups nearest to a question, as many as may be read. */
function membersNear(
  question: Float32Array,
  centres: Float32Array,
  { starts, passages }: GroupLists,
): Int32Array {
  const read = new Int32Array(Math.min(passages.length, mostRead + mostRead));
  let size = 0;
  for (const group of nearestGroups(question, centres)) {
    const members = passages.subarray(starts[group], starts[group + 1]);
    if (size > 0 && size + members.length > mostRead) break;
    const taken = members.subarray(0, read.length - size);
    read.set(taken, size);
    size += taken.length;
  }
  return read.subarray(0, size);
}

type Scored = Near & { score: number };

/** Collects the best so many; cheap as long as most offers are worse than the least of them. */
function bestOf(wanted: number) {
  const found: Scored[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const cut = () => {
    found.sort((a, b) => b.score - a.score || a.passage - b.passage);
    found.length = Math.min(found.length, wanted);
    if (found.length === wanted) least = found.at(-1)?.score ?? least;
  };
  return {
    least: () => least,
    offer(scored: Scored) {
      if (scored.score <= least) return;
      found.push(scored);
      if (found.length >= wanted * 4) cut();
    },
    take(): Scored[] {
      cut();
      return found;
    },
  };
}

function nearestGroups(question: Float32Array, centres: Float32Array): number[] {
  const scores: { group: number; score: number }[] = [];
  for (let group = 0; group * dimensions < centres.length; group++) {
    let score = 0;
    for (let axis = 0; axis < dimensions; axis++)
      score += (question[axis] as number) * (centres[group * dimensions + axis] as number);
    scores.push({ group, score });
  }
  return scores
    .sort((a, b) => b.score - a.score || a.group - b.group)
    .slice(0, groupsRead)
    .map(({ group }) => group);
}

/** The centre nearest to a vector. */
export function groupOf(vector: Int8Array, centres: Float32Array): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let group = 0; group * dimensions < centres.length; group++) {
    const score = dot(centres.subarray(group * dimensions, (group + 1) * dimensions), vector, 0);
    if (score > most) {
      most = score;
      best = group;
    }
  }
  return best;
}

type GroupLists = { starts: Int32Array; passages: Int32Array };

/** Passages by group: those of group g are passages[starts[g]…starts[g+1]]. */
function groupLists(groups: Uint16Array, lengths: Float32Array, last: number, count: number): GroupLists {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at <= last; at++) if (lengths[at]) starts[(groups[at] as number) + 1]! += 1;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group] as number;
  const passages = new Int32Array(starts[count] as number);
  const cursor = starts.slice(0, count);
  for (let at = 0; at <= last; at++) if (lengths[at]) passages[cursor[groups[at] as number]!++] = at;
  return { starts, passages };
}

function dot(left: Float32Array, right: Int8Array, from: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let axis = 0; axis < dimensions; axis += 4) {
    a += (left[axis] as number) * (right[from + axis] as number);
    b += (left[axis + 1] as number) * (right[from + axis + 1] as number);
    c += (left[axis + 2] as number) * (right[from + axis + 2] as number);
    d += (left[axis + 3] as number) * (right[from + axis + 3] as number);
  }
  return a + b + c + d;
}

function lengthOf(vectors: Int8Array, from: number): number {
  let square = 0;
  for (let axis = 0; axis < dimensions; axis++) square += (vectors[from + axis] as number) ** 2;
  return Math.sqrt(square);
}

function grown<T extends Int8Array | Float32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
