import { existsSync, rmSync, statSync } from "node:fs";
import Driver from "better-sqlite3";
import { AppError } from "../shared/errors.ts";

export type Database = Driver.Database;
export type Statement<P extends unknown[] = unknown[], R = unknown> = Driver.Statement<P, R>;

export type OpenOptions = {
  /** Path of the file, or `:memory:` for a throw-away database (not encrypted). */
  file: string;
  /** Raw 32-byte key; no derivation takes place, so opening costs milliseconds. */
  key: Buffer;
  readonly?: boolean;
};

/**
 * Opens the seat's encrypted database (sqlcipher scheme, WAL, synchronous=FULL).
 * @throws AppError `unavailable` with rule `database.wrongKey`, `database.damaged` or `database.locked`.
 */
export function openSeatDatabase({ file, key, readonly = false }: OpenOptions): Database {
  const hex = key.toString("hex");
  // The key meets a PRAGMA as text; nothing but 64 hex digits may ever get there.
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new AppError("internal", "Database key must be 32 bytes");
  const isNew = file === ":memory:" || !existsSync(file);
  // SQLite would take an empty file for a new database and throw away the log that may still lie beside it.
  if (!isNew && statSync(file).size === 0) throw damaged();
  const db = openFile(file, readonly);
  try {
    if (file !== ":memory:") {
      db.pragma("cipher='sqlcipher'");
      db.pragma(`key="x'${hex}'"`);
    }
    firstRead(db);
    if (!readonly) db.pragma("journal_mode = WAL");
    // The driver silently runs synchronous=NORMAL in WAL mode, which loses acknowledged writes on power cut.
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    db.pragma("temp_store = MEMORY");
    assertDurable(db);
    return db;
  } catch (error) {
    db.close();
    // A new file that could not be begun (a full disk) must not look like a damaged one next time.
    if (isNew && existsSync(file) && statSync(file).size === 0) rmSync(file);
    throw asOpenError(error);
  }
}

/**
 * What the driver threw as the desk speaks of it: `database.full`, `database.locked` or `database.damaged`. Anything
 * else is a bug and comes back as it was.
 */
export function asDatabaseError(error: unknown): unknown {
  const code = sqliteCode(error) ?? "";
  if (code === "SQLITE_FULL") return new AppError("unavailable", "Disk is full", { rule: "database.full" });
  if (code.startsWith("SQLITE_BUSY"))
    return new AppError("unavailable", "Database is locked", { rule: "database.locked" });
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(code)) return damaged();
  return error;
}

/** SQLite error names the seat answers to; anything else is a bug. */
export function sqliteCode(error: unknown): string | null {
  return error instanceof Driver.SqliteError ? error.code : null;
}

function firstRead(db: Database): void {
  db.prepare("SELECT count(*) FROM sqlite_master").get();
}

function assertDurable(db: Database): void {
  firstRead(db);
  if (db.pragma("synchronous", { simple: true }) !== 2)
    throw new AppError("internal", "synchronous=FULL was not accepted");
}

/** The error text of the driver may quote SQL with the key in it, so only its code is looked at. */
function asOpenError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = sqliteCode(error);
  if (code === "SQLITE_NOTADB") {
    return new AppError("unavailable", "Database key rejected or file is not a database", {
      rule: "database.wrongKey",
    });
  }
  const known = asDatabaseError(error);
  if (known instanceof AppError) return known;
  return new AppError("unavailable", "Database cannot be opened", { rule: "database.cannotOpen" });
}

function openFile(file: string, readonly: boolean): Database {
  try {
    return new Driver(file, { readonly, timeout: 2_000 });
  } catch (error) {
    throw asOpenError(error);
  }
}

function damaged(): AppError {
  return new AppError("unavailable", "Database is damaged", { rule: "database.damaged" });
}
