import type { Database } from "./open.ts";

/** The postings of one term in one segment: varint deltas of passage ids, each followed by one byte of impact. */
export type StoredTerm = { term: string; frequency: number; postings: Uint8Array };
export type SegmentTerm = StoredTerm & { segment: number };
export type TermFrequency = { segment: number; frequency: number };
export type Segment = { segment: number; low: number; high: number; passages: number };
export type LexiconWord = { word: string; pinyin: string; initials: string; frequency: number };

export type LibraryIndex = ReturnType<typeof libraryIndex>;

/** The search index inside the encrypted file. Segments become visible when `publish` lists them. */
export function libraryIndex(db: Database) {
  const statements = prepare(db);
  return {
    segments: (): Segment[] => statements.segments.all() as Segment[],
    nextSegment: (): number => ((statements.lastSegment.get() as { last: number | null }).last ?? 0) + 1,
    addTerms: (segment: number, terms: readonly StoredTerm[]): void => {
      for (const { term, frequency, postings } of terms)
        statements.addTerm.run(term, segment, frequency, postings);
    },
    /** Makes a finished segment visible in place of others, in the caller's transaction. */
    publish: (segment: Segment, replaced: readonly number[]): void => {
      for (const old of replaced) statements.dropSegment.run(old);
      statements.addSegment.run(segment.segment, segment.low, segment.high, segment.passages);
      statements.bump.run();
    },
    /** Readers that see another number than last time reload what they hold in memory. */
    generation: (): number => (statements.generation.get() as { generation: number }).generation,
    /** Changes whenever another connection has committed; costs microseconds. */
    dataVersion: (): number => statements.dataVersion.get() as number,
    bump: (): void => {
      statements.bump.run();
    },
    /** Removes up to `limit` terms of segments that are not listed; returns how many went. */
    sweep: (limit: number): number => statements.sweep.run(limit).changes,
    /** All postings of a term, oldest segment first; the caller passes over segments that are not listed. */
    postings: (term: string): SegmentTerm[] => statements.postings.all(term) as SegmentTerm[],
    /** The same without the postings, which may be long. */
    frequencies: (term: string): TermFrequency[] => statements.frequencies.all(term) as TermFrequency[],
    /** Terms that begin with `prefix`, most frequent first. */
    termsWithPrefix: (prefix: string, limit: number): string[] =>
      (statements.withPrefix.all(prefix, `${prefix}\u{10ffff}`, limit) as { term: string }[]).map(
        (row) => row.term,
      ),
    /** The next terms of the given segments in term order, for a merge. */
    termsAfter: (segments: readonly number[], after: string, limit: number): SegmentTerm[] =>
      statements.termsAfter.all(after, JSON.stringify(segments), limit) as SegmentTerm[],
    bury: (firstPassage: number, count: number): void => {
      for (let passage = firstPassage; passage < firstPassage + count; passage++)
        statements.bury.run(passage);
    },
    dead: (): number[] => statements.dead.all() as number[],
    addWord: ({ word, pinyin, initials, frequency }: LexiconWord): void => {
      statements.addWord.run(word, pinyin, initials, frequency);
    },
    words: (least: number): LexiconWord[] => statements.words.all(least) as LexiconWord[],
    bytes: (): number => (statements.bytes.get() as { bytes: number | null }).bytes ?? 0,
  };
}

function prepare(db: Database) {
  return {
    segments: db.prepare("SELECT segment, low, high, passages FROM search_segment ORDER BY low"),
    lastSegment: db.prepare(`SELECT max(segment) AS last FROM
      (SELECT max(segment) AS segment FROM search_segment UNION ALL SELECT max(segment) FROM search_term)`),
    addTerm: db.prepare("INSERT INTO search_term (term, segment, frequency, postings) VALUES (?, ?, ?, ?)"),
    addSegment: db.prepare("INSERT INTO search_segment VALUES (?, ?, ?, ?)"),
    dropSegment: db.prepare("DELETE FROM search_segment WHERE segment = ?"),
    bump: db.prepare("UPDATE search_generation SET generation = generation + 1"),
    generation: db.prepare("SELECT generation FROM search_generation"),
    dataVersion: db.prepare("PRAGMA data_version").pluck(),
    sweep: db.prepare(`DELETE FROM search_term WHERE rowid IN
      (SELECT rowid FROM search_term WHERE segment NOT IN (SELECT segment FROM search_segment) LIMIT ?)`),
    postings: db.prepare(
      "SELECT term, segment, frequency, postings FROM search_term WHERE term = ? ORDER BY segment",
    ),
    frequencies: db.prepare("SELECT segment, frequency FROM search_term WHERE term = ?"),
    withPrefix: db.prepare(`SELECT term, sum(frequency) AS frequency FROM search_term
      WHERE term >= ? AND term < ? AND segment IN (SELECT segment FROM search_segment)
      GROUP BY term ORDER BY frequency DESC, term LIMIT ?`),
    termsAfter: db.prepare(`SELECT term, segment, frequency, postings FROM search_term
      WHERE term > ? AND segment IN (SELECT value FROM json_each(?)) ORDER BY term LIMIT ?`),
    bury: db.prepare("INSERT OR IGNORE INTO search_dead (passage_id) VALUES (?)"),
    dead: db.prepare("SELECT passage_id FROM search_dead").pluck(),
    addWord: db.prepare(`INSERT INTO search_word (word, pinyin, initials, frequency) VALUES (?, ?, ?, ?)
      ON CONFLICT (word) DO UPDATE SET frequency = frequency + excluded.frequency`),
    words: db.prepare("SELECT word, pinyin, initials, frequency FROM search_word WHERE frequency >= ?"),
    bytes: db.prepare("SELECT sum(length(term) + length(postings) + 12) AS bytes FROM search_term"),
  };
}
