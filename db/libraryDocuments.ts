import type { DocumentVersion } from "../shared/domain/policy.ts";
import type { LocalDate } from "../shared/domain/time.ts";
import type { Database } from "./open.ts";

/** A version as stored; validity on a day is derived from `validFrom` (inclusive) and `validTo` (exclusive). */
export type StoredVersion = Omit<DocumentVersion, "validity" | "effectiveTo"> & {
  statedUntil: LocalDate | null;
  topic: string | null;
  aliases: string[];
  sourceFile: string;
  validFrom: LocalDate | null;
  validTo: LocalDate | null;
  replaced: boolean;
  firstPassage: number;
  clauseCount: number;
};

export type StoredClause = {
  passageId: number;
  versionId: string;
  ordinal: number;
  label: string | null;
  chapter: string | null;
  body: string;
};

export type NewClause = Pick<StoredClause, "label" | "chapter" | "body">;

export type LibraryDocuments = ReturnType<typeof libraryDocuments>;

/** Documents, their versions and clauses. Callers open the transactions. */
export function libraryDocuments(db: Database) {
  const statements = prepare(db);
  return {
    versionByHash: (documentId: string, contentHash: string): string | null =>
      (statements.byHash.get(documentId, contentHash) as { version_id: string } | undefined)?.version_id ??
      null,
    addDocument: (documentId: string, identity: string, title: string): void => {
      statements.addDocument.run(documentId, identity, title);
    },
    documentOf: (identity: string): string | null =>
      (statements.documentOf.get(identity) as { document_id: string } | undefined)?.document_id ?? null,
    /** Stores a version with its clauses under the next passage ids; returns the first of them. */
    addVersion: (
      version: Omit<StoredVersion, "firstPassage" | "clauseCount">,
      clauses: readonly NewClause[],
    ): number => {
      const { last } = statements.lastPassage.get() as { last: number | null };
      const first = (last ?? 0) + 1;
      statements.addVersion.run(
        toVersionRow({ ...version, firstPassage: first, clauseCount: clauses.length }),
      );
      clauses.forEach((clause, ordinal) => {
        statements.addClause.run(
          first + ordinal,
          version.versionId,
          ordinal,
          clause.label,
          clause.chapter,
          clause.body,
        );
      });
      return first;
    },
    setValidity: (
      versionId: string,
      span: { from: LocalDate | null; to: LocalDate | null; replaced: boolean },
    ): void => {
      statements.setValidity.run(span.from, span.to, span.replaced ? 1 : 0, versionId);
    },
    addRepeal: (identity: string, byVersion: string, onDay: LocalDate): void => {
      statements.addRepeal.run(identity, byVersion, onDay);
    },
    /** Days on which another text ended the document; an edition that began later is not meant. */
    repealsOf: (documentId: string): LocalDate[] => statements.repealsOf.all(documentId) as LocalDate[],
    version: (versionId: string): StoredVersion | null => {
      const row = statements.version.get(versionId) as VersionRow | undefined;
      return row ? toVersion(row) : null;
    },
    /** Also one that is laid ready by a running apply: for the index. */
    storedVersion: (versionId: string): StoredVersion | null => {
      const row = statements.storedVersion.get(versionId) as VersionRow | undefined;
      return row ? toVersion(row) : null;
    },
    versionsOf: (documentId: string): StoredVersion[] =>
      (statements.versionsOf.all(documentId) as VersionRow[]).map(toVersion),
    allVersions: (): StoredVersion[] => (statements.allVersions.all() as VersionRow[]).map(toVersion),
    clausesOf: (versionId: string): StoredClause[] =>
      (statements.clausesOf.all(versionId) as ClauseRow[]).map(toClause),
    clause: (versionId: string, ordinal: number): StoredClause | null => {
      const row = statements.clause.get(versionId, ordinal) as ClauseRow | undefined;
      return row ? toClause(row) : null;
    },
    passage: (passageId: number): StoredClause | null => {
      const row = statements.passage.get(passageId) as ClauseRow | undefined;
      return row ? toClause(row) : null;
    },
    /** Up to `limit` passages from `first` on, in order: for (re)building the index. */
    passagesFrom: (first: number, limit: number): StoredClause[] =>
      (statements.passagesFrom.all(first, limit) as ClauseRow[]).map(toClause),
    counts: (): { documents: number; versions: number; clauses: number; newestOn: LocalDate | null } =>
      statements.counts.get() as {
        documents: number;
        versions: number;
        clauses: number;
        newestOn: LocalDate | null;
      },
  };
}

export type VersionRow = {
  version_id: string;
  document_id: string;
  title: string;
  kind: StoredVersion["kind"];
  level: StoredVersion["level"];
  region: string;
  issuer: string | null;
  document_number: string | null;
  promulgated_on: string | null;
  effective_from: string | null;
  stated_until: string | null;
  topic: string | null;
  aliases: string;
  content_hash: string;
  source_file: string;
  valid_from: string | null;
  valid_to: string | null;
  replaced: number;
  first_passage: number;
  clause_count: number;
};
type ClauseRow = {
  passage_id: number;
  version_id: string;
  ordinal: number;
  label: string | null;
  chapter: string | null;
  body: string;
};

function prepare(db: Database) {
  return {
    byHash: db.prepare("SELECT version_id FROM library_version WHERE document_id = ? AND content_hash = ?"),
    addDocument: db.prepare("INSERT INTO library_document (document_id, identity, title) VALUES (?, ?, ?)"),
    documentOf: db.prepare("SELECT document_id FROM library_document WHERE identity = ?"),
    lastPassage: db.prepare("SELECT max(passage_id) AS last FROM library_clause"),
    addVersion:
      db.prepare(`INSERT INTO library_version VALUES (@version_id, @document_id, @title, @kind, @level, @region,
      @issuer, @document_number, @promulgated_on, @effective_from, @stated_until, @topic, @aliases, @content_hash,
      @source_file, @valid_from, @valid_to, @replaced, @first_passage, @clause_count)`),
    addClause: db.prepare("INSERT INTO library_clause VALUES (?, ?, ?, ?, ?, ?)"),
    setValidity: db.prepare(
      "UPDATE library_version SET valid_from = ?, valid_to = ?, replaced = ? WHERE version_id = ?",
    ),
    addRepeal: db.prepare(
      "INSERT OR IGNORE INTO library_repeal (identity, by_version, on_day) VALUES (?, ?, ?)",
    ),
    repealsOf: db
      .prepare(`SELECT r.on_day FROM library_repeal r
        JOIN library_document d ON d.identity = r.identity WHERE d.document_id = ? ORDER BY r.on_day`)
      .pluck(),
    version: db.prepare("SELECT * FROM library_visible WHERE version_id = ?"),
    storedVersion: db.prepare("SELECT * FROM library_version WHERE version_id = ?"),
    versionsOf: db.prepare("SELECT * FROM library_visible WHERE document_id = ? ORDER BY first_passage"),
    allVersions: db.prepare("SELECT * FROM library_visible ORDER BY first_passage"),
    clausesOf: db.prepare("SELECT * FROM library_clause WHERE version_id = ? ORDER BY ordinal"),
    clause: db.prepare("SELECT * FROM library_clause WHERE version_id = ? AND ordinal = ?"),
    passage: db.prepare("SELECT * FROM library_clause WHERE passage_id = ?"),
    passagesFrom: db.prepare(
      "SELECT * FROM library_clause WHERE passage_id >= ? ORDER BY passage_id LIMIT ?",
    ),
    counts: db.prepare(`SELECT count(DISTINCT document_id) AS documents,
      count(*) FILTER (WHERE replaced = 0) AS versions,
      coalesce(sum(clause_count) FILTER (WHERE replaced = 0), 0) AS clauses,
      max(promulgated_on) AS newestOn FROM library_visible`),
  };
}

/** A version from a row of its table. */
export function toVersion(row: VersionRow): StoredVersion {
  return {
    versionId: row.version_id,
    documentId: row.document_id,
    title: row.title,
    kind: row.kind,
    level: row.level,
    region: row.region,
    issuer: row.issuer,
    documentNumber: row.document_number,
    promulgatedOn: row.promulgated_on,
    effectiveFrom: row.effective_from,
    statedUntil: row.stated_until,
    topic: row.topic,
    aliases: JSON.parse(row.aliases) as string[],
    contentHash: row.content_hash,
    sourceFile: row.source_file,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    replaced: row.replaced === 1,
    firstPassage: row.first_passage,
    clauseCount: row.clause_count,
  };
}

function toVersionRow(version: StoredVersion): VersionRow {
  return {
    version_id: version.versionId,
    document_id: version.documentId,
    title: version.title,
    kind: version.kind,
    level: version.level,
    region: version.region,
    issuer: version.issuer,
    document_number: version.documentNumber,
    promulgated_on: version.promulgatedOn,
    effective_from: version.effectiveFrom,
    stated_until: version.statedUntil,
    topic: version.topic,
    aliases: JSON.stringify(version.aliases),
    content_hash: version.contentHash,
    source_file: version.sourceFile,
    valid_from: version.validFrom,
    valid_to: version.validTo,
    replaced: version.replaced ? 1 : 0,
    first_passage: version.firstPassage,
    clause_count: version.clauseCount,
  };
}

function toClause(row: ClauseRow): StoredClause {
  return {
    passageId: row.passage_id,
    versionId: row.version_id,
    ordinal: row.ordinal,
    label: row.label,
    chapter: row.chapter,
    body: row.body,
  };
}
