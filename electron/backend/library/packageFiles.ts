import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { isAbsolute, join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { PackageSource } from "../../../shared/rpc/libraryPackageContract.ts";

/** Ten times the law of the country would still fit. */
const largestPackage = 400_000_000;

/** The bytes of a package. @throws AppError `package.unreadable`, `package.pathNotAbsolute`, `package.tooLarge` */
export function readSource(source: PackageSource): Buffer {
  if ("base64" in source) return Buffer.from(source.base64, "base64");
  if (!isAbsolute(source.path)) throw refused("package.pathNotAbsolute");
  return trying("package.unreadable", () => {
    if (statSync(source.path).size > largestPackage) throw refused("package.tooLarge");
    return readFileSync(source.path);
  });
}

export type Target = {
  /** A folder, or the file itself ending in `.zxlib`. */
  path: string;
  name: string;
  bytes: Buffer;
  key: { keyId: string; publicKey: string; fingerprint: string };
};

/**
 * Writes a package whole or not at all, with the public key as a small text beside it; returns where it lies.
 * @throws AppError `package.unwritable`, `package.pathNotAbsolute`
 */
export function writeTarget({ path, name, bytes, key }: Target): string {
  if (!isAbsolute(path)) throw refused("package.pathNotAbsolute");
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  if (!isFolder && !path.endsWith(".zxlib")) throw refused("package.pathNotAbsolute");
  const file = isFolder ? join(path, name) : path;
  const part = `${file}.part`;
  trying("package.unwritable", () => {
    try {
      writeDurably(part, bytes);
      renameSync(part, file);
      const text = `keyId: ${key.keyId}\npublicKey: ${key.publicKey}\nfingerprint: ${key.fingerprint}\n`;
      writeFileSync(file.replace(/\.zxlib$/, ".key.txt"), text);
    } finally {
      rmSync(part, { force: true });
    }
  });
  return file;
}

/** A stick may be pulled out the moment the screen says it is done. */
function writeDurably(file: string, bytes: Buffer): void {
  const handle = openSync(file, "w");
  try {
    for (let at = 0; at < bytes.byteLength; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function trying<T>(rule: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const isOfTheSystem = error instanceof Error && "syscall" in error;
    throw isOfTheSystem ? new AppError("unavailable", "File system refused", { rule }) : error;
  }
}

function refused(rule: string): AppError {
  return new AppError("rule_violated", `Refused by ${rule}`, { rule });
}
