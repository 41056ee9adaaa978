import Driver from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { AppError } from "../../shared/errors.ts";
import { migrateStore } from "./migrate.ts";
import type { Tables } from "./schema.ts";
import type { Store } from "./store.ts";

/**
 * Opens the embedded store and brings it to the newest schema.
 * @param file path of the database, `:memory:` for a throw-away one
 * @throws AppError `unavailable`: `server.dataInUse`, `server.dataDamaged`, `server.newerStore`
 */
export async function openSqliteStore(file: string): Promise<Store> {
  const driver = openDriver(file);
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: driver }) });
  try {
    await migrateStore(db);
  } catch (error) {
    await db.destroy();
    driver.close();
    throw error;
  }
  return {
    db,
    forUpdate: (query) => query,
    isRetryable: (error) => error instanceof Driver.SqliteError && error.code.startsWith("SQLITE_BUSY"),
    close: () => db.destroy(),
  };
}

function openDriver(file: string): Driver.Database {
  const driver = new Driver(file, { timeout: 500 });
  try {
    // Two servers on one folder would each keep their own tail of the feed; the lock dies with its process.
    driver.pragma("locking_mode = EXCLUSIVE");
    driver.pragma("journal_mode = WAL");
    driver.pragma("synchronous = FULL");
    driver.exec(
      "CREATE TABLE IF NOT EXISTS opened (at INTEGER); DELETE FROM opened; INSERT INTO opened VALUES (1)",
    );
    // The driver silently falls back to NORMAL in WAL mode, and says so only after a first read.
    driver.prepare("SELECT count(*) FROM sqlite_master").get();
    if (driver.pragma("synchronous", { simple: true }) !== 2)
      throw new AppError("internal", "synchronous=FULL was not accepted");
    return driver;
  } catch (error) {
    driver.close();
    throw asOpenError(error);
  }
}

function asOpenError(error: unknown): unknown {
  if (!(error instanceof Driver.SqliteError)) return error;
  if (error.code.startsWith("SQLITE_BUSY"))
    return new AppError("unavailable", "Another server uses this data folder", { rule: "server.dataInUse" });
  if (/^SQLITE_(NOTADB|CORRUPT|IOERR)/.test(error.code))
    return new AppError("unavailable", "The server's database is damaged", { rule: "server.dataDamaged" });
  return error;
}
