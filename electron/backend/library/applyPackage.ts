import { createHash } from "node:crypto";
import { libraryAliases } from "../../../db/libraryAliases.ts";
import { type LibraryDocuments, libraryDocuments } from "../../../db/libraryDocuments.ts";
import { libraryIndex } from "../../../db/libraryIndex.ts";
import { type LibraryPackages, libraryPackages } from "../../../db/libraryPackages.ts";
import type { Database } from "../../../db/open.ts";
import type { PackageDocument } from "../../../shared/domain/libraryPackage.ts";
import type { PackageProgress } from "../../../shared/rpc/libraryPackageContract.ts";
import { type IndexContext, mergeSegments, stageIndex } from "./buildIndex.ts";
import type { VectorModel } from "./learned/buildVectors.ts";
import type { VerifiedPackage } from "./packageFormat.ts";
import { keyIdOf } from "./packageKeys.ts";
import { type ValiditySpan, validitySpans } from "./validity.ts";
import type { Segmenter } from "./words.ts";

export type ApplyRequest = {
  db: Database;
  segmenter: Segmenter;
  model?: VectorModel | undefined;
  content: VerifiedPackage;
  by: string;
  now: string;
  onProgress?: (progress: PackageProgress) => void;
  /** Called between transactions, so that saves of the desk get their turn. */
  rest?: () => void;
};

const versionsPerTransaction = 20;

/**
 * Brings a verified and trusted package into the library. Everything new is laid ready unseen, index included; one
 * short transaction then makes it visible, so that readers and a power cut know only the old library or the new one.
 * @returns how many versions were new here.
 */
export function applyPackage({
  db,
  segmenter,
  model,
  content,
  by,
  now,
  onProgress,
  rest = () => {},
}: ApplyRequest): number {
  const packages = libraryPackages(db);
  const documents = libraryDocuments(db);
  const index = libraryIndex(db);
  const context: IndexContext = { db, documents, index, segmenter, model, rest };
  discardStaged(db, rest);
  const fresh = content.documents.filter((document) => isNew(documents, document));
  for (let at = 0; at < fresh.length; at += versionsPerTransaction) {
    const batch = fresh.slice(at, at + versionsPerTransaction);
    db.transaction(() => {
      for (const document of batch) stage(documents, packages, document);
    }).immediate();
    onProgress?.({
      phase: "storing",
      done: Math.min(at + versionsPerTransaction, fresh.length),
      total: fresh.length,
    });
    rest();
  }
  onProgress?.({ phase: "indexing", done: fresh.length, total: fresh.length });
  const segments = stageIndex(context);
  const spans = affectedSpans(documents, packages, fresh);
  onProgress?.({ phase: "switching", done: fresh.length, total: fresh.length });
  db.transaction(() => {
    for (const span of spans) settle(context, span);
    for (const segment of segments) index.publish(segment, []);
    index.bump();
    packages.unstageAll();
    libraryAliases(db).takeNewer(content.manifest.aliases ?? []);
    remember(packages, content, by, now);
  }).immediate();
  mergeSegments(context);
  return fresh.length;
}

/** Removes what an apply that was cut off had laid ready. Nobody has seen any of it. */
export function discardStaged(db: Database, rest: () => void): void {
  const packages = libraryPackages(db);
  if (!packages.isStaged()) return;
  const discardSome = db.transaction(() => {
    for (let count = 0; count < versionsPerTransaction; count++) if (!packages.discardOne()) return false;
    return true;
  });
  while (discardSome.immediate()) rest();
  db.transaction(() => packages.dropEmptyDocuments()).immediate();
}

/** What of the package this seat does not have yet. */
export function isNew(documents: LibraryDocuments, { identity, contentHash }: PackageDocument): boolean {
  const known = documents.documentOf(identity);
  return known === null || documents.versionByHash(known, contentHash) === null;
}

function stage(documents: LibraryDocuments, packages: LibraryPackages, document: PackageDocument): void {
  const { identity, clauses, repeals, ...version } = document;
  const known = documents.documentOf(identity);
  const documentId = known ?? `d${createHash("sha256").update(identity).digest("hex").slice(0, 24)}`;
  if (!known) documents.addDocument(documentId, identity, version.title);
  packages.stage(version.versionId);
  documents.addVersion(
    { ...version, documentId, validFrom: null, validTo: null, replaced: false },
    clauses.map(([label, chapter, body]) => ({ label, chapter, body })),
  );
  for (const [ended, onDay] of repeals) documents.addRepeal(ended, version.versionId, onDay);
}

/** The spans of all editions that the new ones may have moved: of their own documents and of those they end. */
function affectedSpans(
  documents: LibraryDocuments,
  packages: LibraryPackages,
  fresh: readonly PackageDocument[],
): ValiditySpan[] {
  const identities = new Set(
    fresh.flatMap(({ identity, repeals }) => [identity, ...repeals.map(([ended]) => ended)]),
  );
  return [...identities].flatMap((identity) => {
    const documentId = documents.documentOf(identity);
    if (documentId === null) return [];
    const editions = packages
      .everyVersionOf(documentId)
      .map(({ versionId, effectiveFrom, promulgatedOn, statedUntil }) => ({
        versionId,
        start: effectiveFrom ?? promulgatedOn,
        statedUntil,
      }));
    return validitySpans(editions, documents.repealsOf(documentId));
  });
}

function settle({ documents, index }: IndexContext, span: ValiditySpan): void {
  const version = documents.storedVersion(span.versionId);
  if (!version) return;
  if (version.validFrom !== span.from || version.validTo !== span.to || version.replaced !== span.replaced)
    documents.setValidity(span.versionId, span);
  if (span.replaced && !version.replaced) index.bury(version.firstPassage, version.clauseCount);
}

function remember(
  packages: LibraryPackages,
  { manifest, publicKey, hash }: VerifiedPackage,
  by: string,
  now: string,
): void {
  const keyId = keyIdOf(publicKey);
  packages.add({
    sequence: manifest.sequence,
    direction: "applied",
    hash,
    keyId,
    madeAt: manifest.madeAt,
    madeBy: manifest.madeBy,
    takenAt: now,
    versions: manifest.contents.map(([versionId, title]) => [versionId, title]),
  });
  if (manifest.nextKey === null) return;
  packages.distrust(keyId);
  packages.trust({
    keyId: keyIdOf(manifest.nextKey),
    publicKey: manifest.nextKey,
    source: "rotation",
    trustedAt: now,
    trustedBy: by,
  });
}
