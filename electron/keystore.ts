import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { safeStorage } from "electron";
import { AppError } from "../shared/errors.ts";

const fileName = "seat.key.wrapped";

/**
 * The database's raw 32-byte key, wrapped by the system's key store in a file of the data folder; made at the first
 * start. Call it after the app is ready.
 * @throws AppError `keystore.noKeyring` (nothing that deserves the name), `keystore.keyMissing` (a database without
 * its wrapped key) or `keystore.cannotUnwrap` (another user's or machine's file, or a damaged one).
 */
export async function readSystemKey(dataFolder: string, databaseFile: string): Promise<Buffer> {
  await requireKeyring();
  const file = join(dataFolder, fileName);
  if (existsSync(file)) return unwrap(file);
  // A new key could never open it, and would take the old one's place in an agent's trust.
  if (existsSync(databaseFile)) {
    throw new AppError("unavailable", "The database's wrapped key is gone", { rule: "keystore.keyMissing" });
  }
  const key = randomBytes(32);
  await wrap(file, key);
  return key;
}

async function requireKeyring(): Promise<void> {
  // `basic_text` encrypts with a password known to everybody.
  const isPlain = process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text";
  if (isPlain || !(await safeStorage.isAsyncEncryptionAvailable())) {
    throw new AppError("unavailable", "The system offers no key store", { rule: "keystore.noKeyring" });
  }
}

async function unwrap(file: string): Promise<Buffer> {
  const { result, shouldReEncrypt } = await decrypt(file);
  if (!/^[0-9a-f]{64}$/.test(result)) throw cannotUnwrap();
  const key = Buffer.from(result, "hex");
  if (shouldReEncrypt) await wrap(file, key);
  return key;
}

async function decrypt(file: string): Promise<{ result: string; shouldReEncrypt: boolean }> {
  try {
    return await safeStorage.decryptStringAsync(readFileSync(file));
  } catch {
    // The system's own error is dropped: nothing promises that it quotes no part of the key.
    throw cannotUnwrap();
  }
}

function cannotUnwrap(): AppError {
  return new AppError("unavailable", "The wrapped key cannot be opened", { rule: "keystore.cannotUnwrap" });
}

/** On disk before it is used: a database whose key was lost in a power cut would be lost with it. */
async function wrap(file: string, key: Buffer): Promise<void> {
  const wrapped = await safeStorage.encryptStringAsync(key.toString("hex"));
  const draft = `${file}.new`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeSync(handle, wrapped);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  if (process.platform !== "win32") syncFolder(dirname(file));
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
