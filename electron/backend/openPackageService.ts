import { libraryPackages } from "../../db/libraryPackages.ts";
import type { Database } from "../../db/open.ts";
import { AppError } from "../../shared/errors.ts";
import type {
  ExportedPackage,
  PackageInfo,
  PackageInspection,
  PackageProgress,
  PackageSource,
} from "../../shared/rpc/libraryPackageContract.ts";
import type { ModelFile } from "./library/learned/libraryModel.ts";
import type { AliasConcept } from "./library/library.ts";
import { type PackageResults, type PackageTask, runPackageTask } from "./library/packageJob.ts";
import { fingerprintOf, isFingerprintOf, keyIdOf } from "./library/packageKeys.ts";

/** Who does it and when (UTC). */
export type Deed = { by: string; now: string };

/** Library packages as the handlers use them. What refuses a package is thrown as `rule_violated`. */
export type PackageService = {
  info(): PackageInfo;
  inspect(source: PackageSource): Promise<PackageInspection>;
  apply(source: PackageSource, hash: string, deed: Deed): Promise<PackageResults["apply"]>;
  make(path: string | null, rotateKey: boolean, deed: Deed): Promise<ExportedPackage>;
  /** @throws AppError `package.fingerprintWrong` */
  trust(publicKey: string, fingerprint: string, deed: Deed): PackageInfo;
};

export type PackageServiceParts = {
  db: Database;
  file: string;
  key: Uint8Array;
  modelFile: ModelFile;
  /** The table in use, whose words the segmenter keeps whole. */
  aliases(): readonly AliasConcept[];
  signal: AbortSignal;
  /** Runs work after whatever else writes the library. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  onProgress(progress: PackageProgress): void;
  onChanged(): void;
};

export function openPackageService(parts: PackageServiceParts): PackageService {
  const packages = libraryPackages(parts.db);
  const run = <T extends PackageTask>(task: T) =>
    parts.inTurn(() =>
      runPackageTask(
        { database: parts.file, key: parts.key, aliases: parts.aliases(), task, modelFile: parts.modelFile },
        { onProgress: parts.onProgress, signal: parts.signal },
      ),
    );
  const info = (): PackageInfo => {
    const newest = packages.newest();
    return {
      current: newest && withoutVersions(newest),
      trusted: packages.keys().map((key) => ({ ...key, fingerprint: fingerprintOf(key.publicKey) })),
    };
  };
  return {
    info,
    inspect: (source) => run({ name: "inspect", source }),
    async apply(source, hash, deed) {
      const result = await run({ name: "apply", source, hash, ...deed });
      parts.onChanged();
      parts.onProgress({ phase: "done", done: 1, total: 1 });
      return result;
    },
    make: (path, rotateKey, deed) => run({ name: "export", path, rotateKey, ...deed }),
    trust(publicKey, fingerprint, { by, now }) {
      const isKey = Buffer.from(publicKey, "base64").byteLength === 32;
      if (!isKey || !isFingerprintOf(fingerprint, publicKey))
        throw new AppError("rule_violated", "Fingerprint differs", { rule: "package.fingerprintWrong" });
      const keyId = keyIdOf(publicKey);
      parts.db
        .transaction(() =>
          packages.trust({ keyId, publicKey, source: "confirmed", trustedAt: now, trustedBy: by }),
        )
        .immediate();
      return info();
    },
  };
}

function withoutVersions<T extends { versions: unknown; hash: unknown }>({
  versions: _v,
  hash: _h,
  ...rest
}: T) {
  return rest;
}
