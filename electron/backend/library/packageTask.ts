import { createHash } from "node:crypto";
import { libraryAliases } from "../../../db/libraryAliases.ts";
import { libraryDocuments } from "../../../db/libraryDocuments.ts";
import { libraryPackages } from "../../../db/libraryPackages.ts";
import type { Database } from "../../../db/open.ts";
import { packageChanges } from "../../../shared/domain/libraryPackage.ts";
import { AppError, type Refused } from "../../../shared/errors.ts";
import type {
  ExportedPackage,
  PackageInspection,
  PackageProgress,
  PackageSource,
} from "../../../shared/rpc/libraryPackageContract.ts";
import { applyPackage, isNew } from "./applyPackage.ts";
import { librarySegmenter } from "./createLibrary.ts";
import { exportPackage } from "./exportPackage.ts";
import { libraryModel, type ModelFile } from "./learned/libraryModel.ts";
import type { AliasConcept } from "./library.ts";
import { readSource, writeTarget } from "./packageFiles.ts";
import { readPackage, type VerifiedPackage } from "./packageFormat.ts";
import type { PackageResults, PackageTask } from "./packageJob.ts";
import { fingerprintOf, keyIdOf } from "./packageKeys.ts";

export type TaskParts<T extends PackageTask = PackageTask> = {
  db: Database;
  aliases: readonly AliasConcept[];
  task: T;
  onProgress?: (progress: PackageProgress) => void;
  rest?: () => void;
  modelFile?: ModelFile;
};

/** Does one package task on the given connection. @throws AppError when the package or the path is refused. */
export function doPackageTask(parts: TaskParts): PackageResults[keyof PackageResults] {
  const { db, task } = parts;
  if (task.name === "inspect") return inspect(db, task.source);
  if (task.name === "apply") return apply({ ...parts, task });
  return make(db, task);
}

function inspect(db: Database, source: PackageSource): PackageInspection {
  const bytes = readSource(source);
  const content = verified(bytes);
  const refusal = refusalOf(db, content);
  const documents = libraryDocuments(db);
  const here = documents.allVersions().map(({ versionId, title }): [string, string] => [versionId, title]);
  const fresh = content.documents.filter((document) => isNew(documents, document));
  const { contents: _, aliases: _aliases, ...manifest } = content.manifest;
  return {
    hash: content.hash,
    bytes: bytes.byteLength,
    key: keyOf(content.publicKey),
    rule: refusal?.rule ?? null,
    detail: refusal?.detail ?? {},
    manifest,
    aliasesHere: newerAliases(db, content),
    changesHere: packageChanges(
      here,
      fresh.map(({ versionId, title }) => [versionId, title]),
    ),
  };
}

function newerAliases(db: Database, { manifest }: VerifiedPackage): number {
  const here = new Map(
    libraryAliases(db)
      .all()
      .map(({ id, changedAt }) => [id, changedAt]),
  );
  return (manifest.aliases ?? []).filter(({ id, changedAt }) => changedAt > (here.get(id) ?? "")).length;
}

function apply({
  db,
  aliases,
  task,
  onProgress,
  rest,
  modelFile,
}: TaskParts<Extract<PackageTask, { name: "apply" }>>): PackageResults["apply"] {
  onProgress?.({ phase: "checking", done: 0, total: 1 });
  const bytes = readSource(task.source);
  const isTheSame = createHash("sha256").update(bytes).digest("hex") === task.hash;
  const content = verified(bytes);
  const refusal = refusalOf(db, content);
  if (refusal) throw violated(refusal);
  if (!isTheSame) throw violated({ ok: false, rule: "package.changedMeanwhile" });
  const segmenter = librarySegmenter(aliases);
  const { by, now } = task;
  const added = applyPackage({
    ...{ db, segmenter, content, by, now, model: libraryModel(db, modelFile) },
    ...(onProgress && { onProgress }),
    ...(rest && { rest }),
  });
  return { sequence: content.manifest.sequence, added };
}

function make(db: Database, task: Extract<PackageTask, { name: "export" }>): ExportedPackage {
  const made = exportPackage({ db, by: task.by, now: task.now, rotateKey: task.rotateKey });
  const { manifest, bytes } = made;
  const name = `zuoxi-library-${String(manifest.sequence).padStart(4, "0")}.zxlib`;
  const key = keyOf(made.publicKey);
  const path = task.path === null ? null : writeTarget({ path: task.path, name, bytes, key });
  made.remember(createHash("sha256").update(bytes).digest("hex"));
  return {
    sequence: manifest.sequence,
    path,
    name,
    base64: path === null ? bytes.toString("base64") : null,
    bytes: bytes.byteLength,
    documents: manifest.documents,
    clauses: manifest.clauses,
    changes: manifest.changes,
    key,
  };
}

function verified(bytes: Buffer): VerifiedPackage {
  const outcome = readPackage(bytes);
  if (outcome.ok) return outcome.value;
  throw violated(outcome);
}

/** Trust comes first: what a stranger's package says of its version is nothing. */
function refusalOf(db: Database, { manifest, publicKey }: VerifiedPackage): Refused | null {
  const packages = libraryPackages(db);
  if (packages.key(keyIdOf(publicKey))?.publicKey !== publicKey)
    return { ok: false, rule: "package.unknownKey" };
  const current = packages.newest()?.sequence ?? 0;
  if (manifest.sequence > current) return null;
  return { ok: false, rule: "package.older", detail: { sequence: manifest.sequence, current } };
}

function violated({ rule, detail }: Refused): AppError {
  return new AppError("rule_violated", `Refused by ${rule}`, detail ? { rule, detail } : { rule });
}

function keyOf(publicKey: string) {
  return { keyId: keyIdOf(publicKey), publicKey, fingerprint: fingerprintOf(publicKey) };
}
