import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createDesk } from "./desk.ts";
import { openSeatDatabase } from "./open.ts";

it("tells the log the name of what took longer than 40 ms, and none of its values", () => {
  const db = openSeatDatabase({ file: ":memory:", key: randomBytes(32) });
  const slow: [string, number][] = [];
  const desk = createDesk(db, (name, tookMs) => slow.push([name, tookMs]));
  desk.prepare("quick", "SELECT 1").get();
  expect(slow).toEqual([]);
  desk
    .prepare<[string], unknown>(
      "long",
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000)
       SELECT count(*), ? FROM n`,
    )
    .get("13800138621");
  expect(slow.map(([name]) => name)).toEqual(["long"]);
  expect(slow[0]?.[1]).toBeGreaterThan(40);
});

it("says what hinders a write in the desk's own words, and lets a bug be a bug", () => {
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-desk-"));
  const [file, key] = [join(folder, "seat.db"), randomBytes(32)];
  const db = openSeatDatabase({ file, key });
  const desk = createDesk(db, () => {});
  desk.prepare("make", "CREATE TABLE note (body TEXT NOT NULL) STRICT").run();
  const note = desk.prepare<[string | null]>("note", "INSERT INTO note VALUES (?)");
  const write = () => desk.transaction("write", () => note.run("字".repeat(9_000)));

  db.pragma(`max_page_count = ${db.pragma("page_count", { simple: true })}`);
  expect(write).toThrow(expect.objectContaining({ code: "unavailable", rule: "database.full" }));
  db.pragma("max_page_count = 1000");
  write();

  const other = openSeatDatabase({ file, key });
  other.exec("BEGIN IMMEDIATE");
  db.pragma("busy_timeout = 1");
  expect(write).toThrow(expect.objectContaining({ code: "unavailable", rule: "database.locked" }));
  other.close();
  expect(() => note.run(null)).toThrow(expect.not.objectContaining({ code: "unavailable" }));
  db.close();
  rmSync(folder, { recursive: true });
});
