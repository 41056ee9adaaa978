import type { LibraryVectors } from "../../../../db/libraryVectors.ts";
import { createDotKernel, pageBytes } from "./dotKernel.ts";
import { quantised } from "./encoder.ts";
import { dimensions } from "./searchModel.ts";

/** A passage and how near its vector lies to the question's: −1 to 1. */
export type Near = { passage: number; cosine: number };

/** All vectors of a library in memory: 140 bytes a passage. */
export type VectorIndex = {
  /** Reads what was stored since the last time, up to this passage. */
  reload(highest: number): void;
  /** −1 to 1; 0 for a passage without a vector. */
  cosine(question: Float32Array, passage: number): number;
  /**
   * The nearest passages by cosine × weight, best first. In a very large library only the groups of passages around
   * the centres nearest to the question are looked at, so a few true neighbours may be missing.
   */
  nearest(question: Float32Array, options: { wanted: number; weightOf: (passage: number) => number }): Near[];
  /** Passages that have a vector. */
  count(): number;
};

/** No version counts more than this. */
const heaviest = 1.6;
/** A library of up to so many passages is looked through from front to back. */
const mostInOrder = 120_000;
/** Of a larger one so many are looked at, group by group; hopping about in memory, each takes several times as long. */
const mostInGroups = 40_000;
/** A question's numbers become whole numbers of 14 bits, so that sums fit in 32. */
const questionScale = 8_191;

export function createVectorIndex(
  stored: Pick<LibraryVectors, "after">,
  encoderId: string,
  centres: Float32Array,
): VectorIndex {
  const memory = vectorMemory();
  /** One over the length of each vector; 0 where there is none. */
  let scales = new Float32Array(0);
  let groups = new Uint16Array(0);
  let last = 0;
  let lists = groupLists({ groups, scales, last, count: centres.length / dimensions });
  const reserve = (size: number) => {
    if (scales.length >= size) return;
    const capacity = Math.ceil(size * 1.25);
    memory.reserve(capacity);
    scales = grown(scales, new Float32Array(capacity));
    groups = grown(groups, new Uint16Array(capacity));
  };
  const cosine = (question: Float32Array, passage: number): number => {
    const scale = scales[passage] ?? 0;
    return scale === 0 ? 0 : dot(question, memory.vectors(), passage * dimensions) * scale;
  };
  return {
    reload(highest) {
      for (const block of stored.after(last, highest, encoderId)) {
        reserve(block.first + block.count);
        const vectors = memory.vectors();
        vectors.set(block.vectors, block.first * dimensions);
        groups.set(block.groups, block.first);
        for (let at = block.first; at < block.first + block.count; at++)
          scales[at] = 1 / (lengthOf(vectors, at * dimensions) || Number.POSITIVE_INFINITY);
        last = Math.max(last, block.first + block.count - 1);
      }
      lists = groupLists({ groups, scales, last, count: centres.length / dimensions });
    },
    cosine,
    nearest(question, { wanted, weightOf }) {
      const members = membersNear(question, centres, lists);
      const products = memory.products(question, members);
      const best = bestOf(wanted);
      const lengths = scales;
      // What lies further away cannot be among the best, whatever its version counts.
      let floor = Number.NEGATIVE_INFINITY;
      for (let at = 0; at < members.length; at++) {
        const passage = members[at] as number;
        const near = (products[at] as number) * (lengths[passage] as number);
        if (near <= floor) continue;
        const weight = weightOf(passage);
        if (weight <= 0) continue;
        const cosine = near / questionScale;
        best.offer({ passage, cosine, score: cosine * weight });
        floor = (best.least() / heaviest) * questionScale;
      }
      return best.take();
    },
    count: () => lists.passages.length,
  };
}

/** Where the kernel finds the question, the vectors, the wanted numbers, and leaves the products. */
function vectorMemory() {
  const kernel = createDotKernel();
  const vectorsAt = 2 * dimensions;
  let capacity = 0;
  const idsAt = () => vectorsAt + capacity * dimensions;
  const productsAt = () => idsAt() + 4 * mostInOrder;
  return {
    reserve(size: number) {
      capacity = size;
      const missing = productsAt() + 4 * mostInOrder - kernel.memory.buffer.byteLength;
      if (missing > 0) kernel.memory.grow(Math.ceil(missing / pageBytes));
    },
    vectors: () => new Int8Array(kernel.memory.buffer, vectorsAt, capacity * dimensions),
    products(question: Float32Array, passages: Int32Array): Int32Array {
      if (capacity === 0) return new Int32Array(0);
      const asked = new Int16Array(kernel.memory.buffer, 0, dimensions);
      for (let axis = 0; axis < dimensions; axis++)
        asked[axis] = Math.round((question[axis] as number) * questionScale);
      new Int32Array(kernel.memory.buffer, idsAt(), mostInOrder).set(passages);
      kernel.scan(0, vectorsAt, idsAt(), passages.length, productsAt());
      return new Int32Array(kernel.memory.buffer, productsAt(), passages.length);
    },
  };
}

/** The passages of the groups nearest to a question, as many as may be read. */
function membersNear(
  question: Float32Array,
  centres: Float32Array,
  { starts, passages, inOrder }: GroupLists,
): Int32Array {
  if (passages.length <= mostInOrder) return inOrder;
  const read = new Int32Array(mostInGroups);
  let size = 0;
  for (const group of nearestGroups(question, centres)) {
    const members = passages.subarray(starts[group], starts[group + 1]).subarray(0, mostInGroups - size);
    read.set(members, size);
    size += members.length;
    if (size === mostInGroups) break;
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
      if (found.length >= wanted * 3) cut();
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
  return scores.sort((a, b) => b.score - a.score || a.group - b.group).map(({ group }) => group);
}

/** Finds the centre nearest to a vector. */
export function groupFinder(centres: Float32Array): (vector: Int8Array) => number {
  const count = centres.length / dimensions;
  const memory = vectorMemory();
  memory.reserve(count);
  const lengths = new Float32Array(count);
  const all = Int32Array.from({ length: count }, (_, group) => group);
  for (let group = 0; group < count; group++) {
    const rows = memory.vectors();
    rows.set(quantised(centres.subarray(group * dimensions, (group + 1) * dimensions)), group * dimensions);
    lengths[group] = lengthOf(rows, group * dimensions);
  }
  return (vector) => {
    const products = memory.products(
      Float32Array.from(vector, (value) => value / 127),
      all,
    );
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let group = 0; group < count; group++) {
      const score = (products[group] as number) / (lengths[group] as number);
      if (score > most) {
        most = score;
        best = group;
      }
    }
    return best;
  };
}

/** `inOrder` holds the same passages by their ids: reading memory from front to back is several times as fast. */
type GroupLists = { starts: Int32Array; passages: Int32Array; inOrder: Int32Array };
type Grouping = { groups: Uint16Array; scales: Float32Array; last: number; count: number };

/** Passages by group: those of group g are passages[starts[g]…starts[g+1]]. */
function groupLists({ groups, scales, last, count }: Grouping): GroupLists {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at <= last; at++) if (scales[at]) starts[(groups[at] as number) + 1]! += 1;
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group] as number;
  const passages = new Int32Array(starts[count] as number);
  const cursor = starts.slice(0, count);
  for (let at = 0; at <= last; at++) if (scales[at]) passages[cursor[groups[at] as number]!++] = at;
  return { starts, passages, inOrder: passages.toSorted() };
}

function dot(left: Float32Array, right: Int8Array, from: number): number {
  let sum = 0;
  for (let axis = 0; axis < dimensions; axis++)
    sum += (left[axis] as number) * (right[from + axis] as number);
  return sum;
}

function lengthOf(vectors: Int8Array, from: number): number {
  let square = 0;
  for (let axis = 0; axis < dimensions; axis++) square += (vectors[from + axis] as number) ** 2;
  return Math.sqrt(square);
}

function grown<T extends Float32Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
