import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Database, openSeatDatabase } from "../../../db/open.ts";

/** An encrypted file of its own for an engine inside SQLite: what it says on disk is as safe as the library. */
export function openPeerFile(folder: string, name: string): Database {
  const file = join(folder, `${name}.db`);
  rmSync(file, { force: true });
  const db = openSeatDatabase({ file, key: Buffer.alloc(32, 0x5a) });
  db.pragma("synchronous = OFF");
  // As much as the library itself takes.
  db.pragma("cache_size = -32000");
  return db;
}

/** Rows in one transaction for every `size`; call `end` after the last. */
export function inBatches(db: Database, size = 2_000): { row(run: () => void): void; end(): void } {
  let rows = 0;
  return {
    row(run) {
      if (rows === 0) db.exec("BEGIN");
      run();
      rows += 1;
      if (rows < size) return;
      db.exec("COMMIT");
      rows = 0;
    },
    end() {
      if (rows > 0) db.exec("COMMIT");
      rows = 0;
    },
  };
}

export function pagesMegabytes(db: Database): number {
  const [pages, size] = ["page_count", "page_size"].map(
    (name) => db.pragma(name, { simple: true }) as number,
  );
  return ((pages ?? 0) * (size ?? 0)) / 1e6;
}
