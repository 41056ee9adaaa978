import { createHash } from "node:crypto";
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { openSeatDatabase } from "../../db/open.ts";
import aliases from "../../electron/backend/library/data/aliases.json" with { type: "json" };
import { doPackageTask } from "../../electron/backend/library/packageTask.ts";

/**
 * Applies a library package in a process of its own and says a line at every step, until it is done or somebody kills
 * it. Arguments: folder and key (hex) of a prepared seat, path of the package.
 */
function main([folder = "", key = "", path = ""]: string[]): void {
  const db = openSeatDatabase({ file: join(folder, "seat.db"), key: Buffer.from(key, "hex") });
  const tell = () => void writeSync(1, "step\n");
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
  doPackageTask({
    ...{ db, aliases, onProgress: tell, rest: tell },
    task: { name: "apply", source: { path }, hash, by: "001", now: "2026-11-23T01:00:00.000Z" },
  });
  db.close();
}

main(process.argv.slice(2));
