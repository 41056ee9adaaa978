import {
  type LibraryDocuments,
  libraryDocuments,
  type StoredClause,
  type StoredVersion,
} from "../../../db/libraryDocuments.ts";
import { type LibraryIndex, libraryIndex, type Segment } from "../../../db/libraryIndex.ts";
import { libraryVectors } from "../../../db/libraryVectors.ts";
import type { Database } from "../../../db/open.ts";
import { canonicalText } from "./canonicalText.ts";
import { buildVectors, type VectorModel } from "./learned/buildVectors.ts";
import { pinyinKeys } from "./pinyinKeys.ts";
import { joinPostings } from "./postings.ts";
import { createSegmentBuilder, type PassageText, type SegmentBuilder } from "./segmentBuilder.ts";
import { isLexical, type Segmenter } from "./words.ts";

/** What indexing works on. `rest` is called between transactions, so that saves of the desk get their turn. */
export type IndexContext = {
  db: Database;
  documents: LibraryDocuments;
  index: LibraryIndex;
  segmenter: Segmenter;
  /** Gives passages their vectors; without one they have none. */
  model?: VectorModel | undefined;
  rest: () => void;
};

const postingsPerSegment = 12_000_000;
const termsPerTransaction = 4_000;
const mostSegments = 8;
const leastWordFrequency = 3;

/**
 * Brings the index up to the clauses: whatever lies above the last indexed passage gets a segment, the newest
 * segments are merged when there are too many. Safe to repeat after a crash at any point.
 */
export function buildIndex(context: IndexContext): void {
  const { db, index } = context;
  for (const segment of stageIndex(context)) db.transaction(() => index.publish(segment, [])).immediate();
  mergeSegments(context);
}

/** Writes the segments of all clauses above the last indexed one and lists none: the caller publishes them. */
export function stageIndex(context: IndexContext): Segment[] {
  sweep(context);
  const highest = lastIndexed(context.index);
  const segments = indexFrom(context, highest + 1);
  if (context.model) buildVectors({ ...context, highest }, context.model);
  return segments;
}

/** The last passage that searches see. */
function lastIndexed(index: LibraryIndex): number {
  return Math.max(0, ...index.segments().map((segment) => segment.high));
}

/**
 * True when an import ended before its documents were indexed, or when another model has come since; importing nothing
 * makes up for it.
 */
export function isIndexBehind(db: Database, model: Pick<VectorModel, "encoderId"> | undefined): boolean {
  const highest = lastIndexed(libraryIndex(db));
  if (libraryDocuments(db).passagesFrom(highest + 1, 1).length > 0) return true;
  return model !== undefined && libraryVectors(db).last(model.encoderId) < highest;
}

function indexFrom(context: IndexContext, first: number): Segment[] {
  const written: Segment[] = [];
  const words = new Map<string, number>();
  const versions = new Map<string, { title: string; extra: string }>();
  let builder = createSegmentBuilder();
  let next = first;
  for (;;) {
    const clauses = context.documents.passagesFrom(next, 2_000);
    if (clauses.length === 0) break;
    for (const clause of clauses) {
      const passage = passageText(clause, titleOf(context, versions, clause.versionId));
      builder.add(passage);
      countWords(words, context.segmenter, passage.body);
    }
    next = (clauses.at(-1)?.passageId ?? next) + 1;
    if (builder.size() >= postingsPerSegment) {
      written.push(writeSegment(context, builder, written.length));
      builder = createSegmentBuilder();
    }
  }
  if (builder.passages().count > 0) written.push(writeSegment(context, builder, written.length));
  writeWords(context, words);
  return written;
}

function titleOf(
  context: IndexContext,
  known: Map<string, { title: string; extra: string }>,
  versionId: string,
): { title: string; extra: string } {
  let entry = known.get(versionId);
  if (!entry) {
    const version = context.documents.storedVersion(versionId) as StoredVersion;
    entry = indexedTitle(version);
    known.set(versionId, entry);
  }
  return entry;
}

/** Title and aliases of a version as they are indexed. */
export function indexedTitle(version: Pick<StoredVersion, "title" | "aliases" | "topic">): {
  title: string;
  extra: string;
} {
  const title = canonicalText(version.title).replace(/^中华人民共和国/, "");
  return { title, extra: canonicalText([...version.aliases, version.topic ?? ""].join(" ")).trim() };
}

/** Canonical fields of a clause. A headed section is found by its heading; article numbers are not text. */
export function passageText(clause: StoredClause, title: { title: string; extra: string }): PassageText {
  const heading = clause.label !== null && /^第.+条|^问 ?\S+$/.test(clause.label) ? "" : (clause.label ?? "");
  return {
    passageId: clause.passageId,
    title: title.extra === "" ? title.title : `${title.title} ${title.extra}`,
    head: canonicalText(`${clause.chapter ?? ""} ${heading}`),
    body: canonicalText(clause.body),
  };
}

function countWords(words: Map<string, number>, segmenter: Segmenter, text: string): void {
  for (const word of segmenter.cut(text)) {
    if (isLexical(word)) words.set(word, (words.get(word) ?? 0) + 1);
  }
}

function writeWords({ db, index, rest }: IndexContext, words: ReadonlyMap<string, number>): void {
  const frequent = [...words].filter(([, frequency]) => frequency >= leastWordFrequency);
  for (let at = 0; at < frequent.length; at += termsPerTransaction) {
    const rows = frequent.slice(at, at + termsPerTransaction).map(([word, frequency]) => {
      const { full, initials } = pinyinKeys(word);
      return { word, pinyin: full, initials, frequency };
    });
    db.transaction(() => rows.forEach(index.addWord)).immediate();
    rest();
  }
}

/** `ahead` segments were written before this one and are not listed yet. */
function writeSegment({ db, index, rest }: IndexContext, builder: SegmentBuilder, ahead: number): Segment {
  const { count, low, high } = builder.passages();
  const segment = nextSegment(index) + ahead;
  for (const terms of builder.terms(termsPerTransaction)) {
    db.transaction(() => index.addTerms(segment, terms)).immediate();
    rest();
  }
  return { segment, low, high, passages: count };
}

function nextSegment(index: LibraryIndex): number {
  return Math.max(0, ...index.segments().map((segment) => segment.segment)) + 1;
}

/** Joins the smallest neighbouring segments into one; their ranges of passage ids do not overlap. */
export function mergeSegments(context: IndexContext): void {
  const { db, index, rest } = context;
  const segments = index.segments();
  if (segments.length <= mostSegments) return;
  const small = [...segments]
    .sort((a, b) => a.passages - b.passages)
    .slice(0, segments.length - mostSegments / 2);
  const merged = small.sort((a, b) => a.low - b.low);
  const numbers = merged.map((part) => part.segment);
  const dead = new Set(index.dead());
  const target = nextSegment(index);
  let after = "";
  for (;;) {
    const rows = index.termsAfter(numbers, after, termsPerTransaction);
    if (rows.length === 0) break;
    // A term may be cut in two by the limit: its last rows are left for the next round.
    const last = rows.at(-1)?.term ?? "";
    const whole = rows.length < termsPerTransaction ? rows : rows.filter((row) => row.term !== last);
    after = whole.at(-1)?.term ?? last;
    const terms = joinTerms(whole, merged, dead);
    db.transaction(() => index.addTerms(target, terms)).immediate();
    rest();
  }
  publishMerged(context, target, merged);
}

function joinTerms(
  rows: readonly { term: string; segment: number; postings: Uint8Array }[],
  order: readonly Segment[],
  dead: ReadonlySet<number>,
) {
  const rank = new Map(order.map((part, at) => [part.segment, at]));
  const groups = Map.groupBy(rows, (row) => row.term);
  return [...groups].flatMap(([term, parts]) => {
    const sorted = parts.sort((a, b) => (rank.get(a.segment) ?? 0) - (rank.get(b.segment) ?? 0));
    const joined = joinPostings(
      sorted.map((part) => part.postings),
      (passage) => dead.has(passage),
    );
    return joined.frequency === 0 ? [] : [{ term, ...joined }];
  });
}

function publishMerged(context: IndexContext, target: number, merged: readonly Segment[]): void {
  const low = merged[0]?.low ?? 0;
  const high = merged.at(-1)?.high ?? 0;
  const passages = merged.reduce((sum, part) => sum + part.passages, 0);
  const replaced = merged.map((part) => part.segment);
  context.db
    .transaction(() => context.index.publish({ segment: target, low, high, passages }, replaced))
    .immediate();
  sweep(context);
}

function sweep({ index, db, rest }: IndexContext): void {
  while (db.transaction(() => index.sweep(termsPerTransaction)).immediate() > 0) rest();
}
