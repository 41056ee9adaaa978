import type { LocalDate } from "../shared/domain/time.ts";
import { type StoredVersion, toVersion, type VersionRow } from "./libraryDocuments.ts";
import type { Database } from "./open.ts";

/** A package as this seat remembers it; `versions` are pairs of version id and title. */
export type StoredPackage = {
  sequence: number;
  direction: "exported" | "applied";
  /** SHA-256 of the whole file. */
  hash: string;
  keyId: string;
  madeAt: string;
  madeBy: string;
  takenAt: string;
  versions: [string, string][];
};

/** A key whose packages are taken here: this seat's own, one confirmed by its fingerprint, or a rotated one. */
export type TrustedKey = {
  keyId: string;
  /** 32 bytes in base64. */
  publicKey: string;
  source: "own" | "confirmed" | "rotation";
  trustedAt: string;
  trustedBy: string;
};

export type LibraryPackages = ReturnType<typeof libraryPackages>;

/** Packages and trusted keys of the seat, and the versions an apply lays ready. Callers open the transactions. */
export function libraryPackages(db: Database) {
  const statements = prepare(db);
  return {
    newest: (): StoredPackage | null => {
      const row = statements.newest.get() as PackageRow | undefined;
      return row ? toPackage(row) : null;
    },
    add: ({ versions, ...row }: StoredPackage): void => {
      statements.add.run({ ...row, versions: JSON.stringify(versions) });
    },
    keys: (): TrustedKey[] => statements.keys.all() as TrustedKey[],
    key: (keyId: string): TrustedKey | null => (statements.key.get(keyId) as TrustedKey | undefined) ?? null,
    trust: (key: TrustedKey): void => void statements.trust.run(key),
    distrust: (keyId: string): void => void statements.distrust.run(keyId),
    /** The text of a setting: the signing key lies among them. */
    setting: (name: string): string | null =>
      (statements.setting.get(name) as { value: string } | undefined)?.value ?? null,
    setSetting: (name: string, value: string): void => void statements.setSetting.run(name, value),
    stage: (versionId: string): void => void statements.stage.run(versionId),
    isStaged: (): boolean => statements.isStaged.get() !== undefined,
    /** Makes everything staged visible at once. */
    unstageAll: (): void => void statements.unstageAll.run(),
    /** Versions of a document including staged ones, in order of their passages. */
    everyVersionOf: (documentId: string): StoredVersion[] =>
      (statements.everyVersionOf.all(documentId) as VersionRow[]).map(toVersion),
    identityOf: (documentId: string): string | null =>
      (statements.identityOf.get(documentId) as { identity: string } | undefined)?.identity ?? null,
    repealsBy: (versionId: string): [string, LocalDate][] =>
      (statements.repealsBy.all(versionId) as { identity: string; on_day: string }[]).map((row) => [
        row.identity,
        row.on_day,
      ]),
    /** Removes one staged version with all that hangs on it; false when none is left. */
    discardOne: (): boolean => {
      const staged = statements.isStaged.get() as { version_id: string } | undefined;
      if (!staged) return false;
      for (const statement of statements.discard) statement.run(staged.version_id);
      return true;
    },
    /** Removes documents that have no version: a discarded one may have been their only. */
    dropEmptyDocuments: (): void => void statements.dropEmpty.run(),
  };
}

type PackageRow = Omit<StoredPackage, "versions"> & { versions: string };

function toPackage({ versions, ...row }: PackageRow): StoredPackage {
  return { ...row, versions: JSON.parse(versions) as [string, string][] };
}

function prepare(db: Database) {
  return {
    newest:
      db.prepare(`SELECT sequence, direction, hash, key_id AS keyId, made_at AS madeAt, made_by AS madeBy,
      taken_at AS takenAt, versions FROM library_package ORDER BY sequence DESC LIMIT 1`),
    add: db.prepare(`INSERT INTO library_package VALUES
      (@sequence, @direction, @hash, @keyId, @madeAt, @madeBy, @takenAt, @versions)`),
    keys: db.prepare(`SELECT key_id AS keyId, public_key AS publicKey, source, trusted_at AS trustedAt,
      trusted_by AS trustedBy FROM library_key ORDER BY trusted_at, key_id`),
    key: db.prepare(`SELECT key_id AS keyId, public_key AS publicKey, source, trusted_at AS trustedAt,
      trusted_by AS trustedBy FROM library_key WHERE key_id = ?`),
    trust: db.prepare(
      `INSERT OR IGNORE INTO library_key VALUES (@keyId, @publicKey, @source, @trustedAt, @trustedBy)`,
    ),
    distrust: db.prepare("DELETE FROM library_key WHERE key_id = ?"),
    setting: db.prepare("SELECT value FROM setting WHERE name = ?"),
    setSetting: db.prepare(
      "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    ),
    stage: db.prepare("INSERT INTO library_staged (version_id) VALUES (?)"),
    isStaged: db.prepare("SELECT version_id FROM library_staged LIMIT 1"),
    unstageAll: db.prepare("DELETE FROM library_staged"),
    everyVersionOf: db.prepare("SELECT * FROM library_version WHERE document_id = ? ORDER BY first_passage"),
    identityOf: db.prepare("SELECT identity FROM library_document WHERE document_id = ?"),
    repealsBy: db.prepare(
      "SELECT identity, on_day FROM library_repeal WHERE by_version = ? ORDER BY identity",
    ),
    discard: [
      "DELETE FROM library_repeal WHERE by_version = ?",
      "DELETE FROM library_clause WHERE version_id = ?",
      "DELETE FROM library_version WHERE version_id = ?",
      "DELETE FROM library_staged WHERE version_id = ?",
    ].map((sql) => db.prepare(sql)),
    dropEmpty: db.prepare(
      "DELETE FROM library_document WHERE document_id NOT IN (SELECT document_id FROM library_version)",
    ),
  };
}
