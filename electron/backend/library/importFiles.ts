import { createHash } from "node:crypto";
import { type LibraryDocuments, libraryDocuments } from "../../../db/libraryDocuments.ts";
import { type LibraryIndex, libraryIndex } from "../../../db/libraryIndex.ts";
import type { Database } from "../../../db/open.ts";
import { discardStaged } from "./applyPackage.ts";
import { buildIndex } from "./buildIndex.ts";
import type { VectorModel } from "./learned/buildVectors.ts";
import type { ImportedFile, ImportFile, ImportProgress } from "./library.ts";
import { type ParsedDocument, parseDocument } from "./parseDocument.ts";
import { validitySpans } from "./validity.ts";
import type { Segmenter } from "./words.ts";

export type ImportRequest = {
  db: Database;
  segmenter: Segmenter;
  model?: VectorModel | undefined;
  /** Taken one by one, so that a large folder need not be in memory at once. */
  files: Iterable<ImportFile>;
  total: number;
  onProgress?: (progress: ImportProgress) => void;
  /** Called between transactions, so that saves of the desk get their turn. */
  rest?: () => void;
};

const filesPerTransaction = 20;

/**
 * Imports documents: same bytes again change nothing, another edition of a known title becomes a version of it.
 * Small transactions; the index follows at the end in a segment of its own, and searches go on meanwhile.
 */
export function importFiles({
  db,
  segmenter,
  model,
  files,
  total,
  onProgress,
  rest = () => {},
}: ImportRequest): ImportedFile[] {
  const documents = libraryDocuments(db);
  const index = libraryIndex(db);
  discardStaged(db, rest);
  const reports: ImportedFile[] = [];
  let batch: ImportFile[] = [];
  const store = () => {
    const parsed = batch.map((file) => ({ name: file.name, outcome: parseDocument(file.name, file.bytes) }));
    db.transaction(() => {
      for (const { name, outcome } of parsed) {
        reports.push(
          outcome.ok ? storeDocument(documents, index, name, outcome.value) : refused(name, outcome.rule),
        );
      }
    }).immediate();
    batch = [];
    onProgress?.({ done: reports.length, total });
    rest();
  };
  for (const file of files) {
    batch.push(file);
    if (batch.length === filesPerTransaction) store();
  }
  if (batch.length > 0) store();
  buildIndex({ db, documents, index, segmenter, model, rest });
  return reports;
}

function refused(file: string, rule: string): ImportedFile {
  return { file, outcome: "refused", title: null, clauses: 0, rule, versionId: null };
}

function storeDocument(
  documents: LibraryDocuments,
  index: LibraryIndex,
  file: string,
  parsed: ParsedDocument,
): ImportedFile {
  const known = documents.documentOf(parsed.identity);
  // Ids follow from the content, so that a citation made on one seat can be opened on another.
  const documentId = known ?? `d${digest(parsed.identity)}`;
  const report = { file, title: parsed.title, clauses: parsed.clauses.length, rule: null };
  const same = known ? documents.versionByHash(documentId, parsed.contentHash) : null;
  if (same) return { ...report, outcome: "unchanged", versionId: same };
  if (!known) documents.addDocument(documentId, parsed.identity, parsed.title);
  const versionId = `v${digest(`${parsed.identity}\n${parsed.contentHash}`)}`;
  const { clauses, identity: _, repeals, ...version } = parsed;
  documents.addVersion(
    { ...version, documentId, versionId, sourceFile: file, validFrom: null, validTo: null, replaced: false },
    clauses,
  );
  settleValidity(documents, index, documentId);
  const since = parsed.effectiveFrom ?? parsed.promulgatedOn;
  if (since !== null) {
    for (const identity of repeals) {
      documents.addRepeal(identity, versionId, since);
      const ended = documents.documentOf(identity);
      if (ended) settleValidity(documents, index, ended);
    }
  }
  return { ...report, outcome: known ? "new-version" : "added", versionId };
}

function settleValidity(documents: LibraryDocuments, index: LibraryIndex, documentId: string): void {
  const versions = documents.versionsOf(documentId);
  const editions = versions.map(({ versionId, effectiveFrom, promulgatedOn, statedUntil }) => ({
    versionId,
    start: effectiveFrom ?? promulgatedOn,
    statedUntil,
  }));
  const spans = validitySpans(editions, documents.repealsOf(documentId));
  versions.forEach((version, at) => {
    const span = spans[at];
    if (!span) return;
    documents.setValidity(version.versionId, span);
    if (span.replaced && !version.replaced) index.bury(version.firstPassage, version.clauseCount);
  });
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 24);
}
