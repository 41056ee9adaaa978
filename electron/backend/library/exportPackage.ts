import { libraryAliases } from "../../../db/libraryAliases.ts";
import { libraryDocuments } from "../../../db/libraryDocuments.ts";
import { type LibraryPackages, libraryPackages } from "../../../db/libraryPackages.ts";
import type { Database } from "../../../db/open.ts";
import {
  type PackageDocument,
  type PackageManifest,
  packageChanges,
} from "../../../shared/domain/libraryPackage.ts";
import { AppError } from "../../../shared/errors.ts";
import { writePackage } from "./packageFormat.ts";
import { keyIdOf, newSigningKey, readSigningKey, type SigningKey } from "./packageKeys.ts";

export type ExportRequest = { db: Database; by: string; now: string; rotateKey: boolean };

/** The finished file and what the seat remembers of it once it is written. */
export type MadePackage = {
  bytes: Buffer;
  manifest: Omit<PackageManifest, "bodyBytes" | "contents">;
  publicKey: string;
  remember(hash: string): void;
};

const signingKey = "library.signingKey";

/**
 * Makes a signed package of the whole library. The first export makes this seat's signing key, which stays in the
 * encrypted database. `remember` is called after the file is safely where it belongs.
 * @throws AppError `package.empty`
 */
export function exportPackage({ db, by, now, rotateKey }: ExportRequest): MadePackage {
  const packages = libraryPackages(db);
  const documents = readLibrary(db, packages);
  if (documents.length === 0) throw new AppError("rule_violated", "Empty library", { rule: "package.empty" });
  const before = packages.newest();
  const versions = documents.map(({ versionId, title }): [string, string] => [versionId, title]);
  const key = ownKey(db, packages, by, now);
  const aliases = libraryAliases(db).all();
  const next = rotateKey ? newSigningKey() : null;
  const manifest = {
    sequence: (before?.sequence ?? 0) + 1,
    madeAt: now,
    madeBy: by,
    documents: new Set(documents.map((document) => document.identity)).size,
    versions: documents.length,
    clauses: documents.reduce((sum, document) => sum + document.clauses.length, 0),
    changes: before ? packageChanges(before.versions, versions) : null,
    nextKey: next?.publicKey ?? null,
    ...(aliases.length > 0 && { aliases }),
  };
  const bytes = writePackage(manifest, documents, key);
  const remember = (hash: string) => {
    db.transaction(() => {
      packages.add({
        sequence: manifest.sequence,
        direction: "exported",
        hash,
        keyId: keyIdOf(key.publicKey),
        madeAt: now,
        madeBy: by,
        takenAt: now,
        versions,
      });
      if (next) {
        packages.setSetting(signingKey, next.text);
        packages.distrust(keyIdOf(key.publicKey));
        packages.trust(trusted(next, by, now));
      }
    }).immediate();
  };
  return { bytes, manifest, publicKey: key.publicKey, remember };
}

function ownKey(db: Database, packages: LibraryPackages, by: string, now: string): SigningKey {
  const stored = packages.setting(signingKey);
  if (stored) return readSigningKey(stored);
  const made = newSigningKey();
  db.transaction(() => {
    packages.setSetting(signingKey, made.text);
    packages.trust(trusted(made, by, now));
  }).immediate();
  return made;
}

function trusted({ publicKey }: SigningKey, trustedBy: string, trustedAt: string) {
  return { keyId: keyIdOf(publicKey), publicKey, source: "own" as const, trustedAt, trustedBy };
}

/** Every edition of every document, oldest passage first; corrected wordings stay at home. */
function readLibrary(db: Database, packages: LibraryPackages): PackageDocument[] {
  const documents = libraryDocuments(db);
  const read = db.transaction(() =>
    documents
      .allVersions()
      .filter((version) => !version.replaced)
      .map(
        ({
          documentId,
          validFrom: _from,
          validTo: _to,
          replaced: _r,
          firstPassage: _p,
          clauseCount: _c,
          ...rest
        }) => ({
          ...rest,
          identity: packages.identityOf(documentId) ?? "",
          clauses: documents
            .clausesOf(rest.versionId)
            .map(({ label, chapter, body }): [string | null, string | null, string] => [
              label,
              chapter,
              body,
            ]),
          repeals: packages.repealsBy(rest.versionId),
        }),
      ),
  );
  return read();
}
