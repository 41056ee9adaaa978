import type { StoredTerm } from "../../../db/libraryIndex.ts";
import { impactOf, occurrenceWeight } from "./impact.ts";
import { encodePosting, postingSize } from "./postings.ts";
import { indexTerms } from "./tokens.ts";

/** Canonical text of one passage by field; passages must be added in rising order of their ids. */
export type PassageText = { passageId: number; title: string; head: string; body: string };

export type SegmentBuilder = {
  add(passage: PassageText): void;
  /** Postings held so far; a caller bounds memory by it. */
  size(): number;
  passages(): { count: number; low: number; high: number };
  /** All terms in their order, in chunks of about `chunk` terms. */
  terms(chunk: number): Iterable<StoredTerm[]>;
};

/** Collects postings of many passages in flat arrays: about 9 bytes a posting until they are written. */
export function createSegmentBuilder(): SegmentBuilder {
  const ids = new Map<string, number>();
  let weights = new Float32Array(1 << 16);
  let termColumn = new Uint32Array(1 << 16);
  let passageColumn = new Uint32Array(1 << 16);
  let impactColumn = new Uint8Array(1 << 16);
  let size = 0;
  let count = 0;
  let low = 0;
  let high = 0;
  let titleText = "";
  let titleTerms: string[] = [];
  const touched: number[] = [];

  const idOf = (term: string): number => {
    const known = ids.get(term);
    if (known !== undefined) return known;
    const id = ids.size;
    ids.set(term, id);
    if (id >= weights.length) weights = grown(weights, new Float32Array(weights.length * 2));
    return id;
  };
  const weigh = (terms: readonly string[], each: number) => {
    for (const term of terms) {
      const id = idOf(term);
      const before = weights[id] as number;
      if (before === 0) touched.push(id);
      weights[id] = before + each;
    }
  };
  const reserve = (more: number) => {
    if (size + more <= termColumn.length) return;
    const capacity = Math.max(termColumn.length * 2, size + more);
    termColumn = grown(termColumn, new Uint32Array(capacity));
    passageColumn = grown(passageColumn, new Uint32Array(capacity));
    impactColumn = grown(impactColumn, new Uint8Array(capacity));
  };

  return {
    add({ passageId, title, head, body }) {
      if (title !== titleText) {
        titleText = title;
        titleTerms = indexTerms(title);
      }
      const headTerms = indexTerms(head);
      const bodyTerms = indexTerms(body);
      weigh(titleTerms, occurrenceWeight("title", titleTerms.length));
      weigh(headTerms, occurrenceWeight("head", headTerms.length));
      weigh(bodyTerms, occurrenceWeight("body", bodyTerms.length));
      reserve(touched.length);
      for (const id of touched) {
        termColumn[size] = id;
        passageColumn[size] = passageId;
        impactColumn[size] = impactOf(weights[id] as number);
        weights[id] = 0;
        size += 1;
      }
      touched.length = 0;
      if (count === 0) low = passageId;
      high = passageId;
      count += 1;
    },
    size: () => size,
    passages: () => ({ count, low, high }),
    terms: (chunk) => writeTerms({ ids, termColumn, passageColumn, impactColumn, size }, chunk),
  };
}

function grown<T extends Float32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

type Columns = {
  ids: ReadonlyMap<string, number>;
  termColumn: Uint32Array;
  passageColumn: Uint32Array;
  impactColumn: Uint8Array;
  size: number;
};

/** Counting sort by term, then one posting list after the other; passages stay in order within a term. */
function* writeTerms(columns: Columns, chunk: number): Generator<StoredTerm[]> {
  const { ids, termColumn, passageColumn, impactColumn, size } = columns;
  const starts = new Uint32Array(ids.size + 1);
  for (let at = 0; at < size; at++) starts[(termColumn[at] as number) + 1]! += 1;
  for (let id = 0; id < ids.size; id++) starts[id + 1]! += starts[id] as number;
  const cursor = starts.slice(0, ids.size);
  const order = new Uint32Array(size);
  for (let at = 0; at < size; at++) order[cursor[termColumn[at] as number]!++] = at;

  let ready: StoredTerm[] = [];
  for (const term of [...ids.keys()].sort()) {
    const id = ids.get(term) as number;
    const rows = order.subarray(starts[id], starts[id + 1]);
    ready.push({ term, frequency: rows.length, postings: packRows(rows, passageColumn, impactColumn) });
    if (ready.length >= chunk) {
      yield ready;
      ready = [];
    }
  }
  if (ready.length > 0) yield ready;
}

function packRows(rows: Uint32Array, passages: Uint32Array, impacts: Uint8Array): Uint8Array {
  let length = 0;
  let last = 0;
  for (const row of rows) {
    const passage = passages[row] as number;
    length += postingSize(passage - last);
    last = passage;
  }
  const target = new Uint8Array(length);
  let at = 0;
  last = 0;
  for (const row of rows) {
    const passage = passages[row] as number;
    at = encodePosting(target, at, passage - last, impacts[row] as number);
    last = passage;
  }
  return target;
}
