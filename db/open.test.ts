import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../shared/errors.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { openSeatDatabase } from "./open.ts";

let folder = "";
const key = randomBytes(32);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-db-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

function newSeatFile(): string {
  const file = join(folder, "seat.db");
  const db = openSeatDatabase({ file, key });
  migrate(db, migrations);
  db.prepare("INSERT INTO setting VALUES ('greeting', '您好，这里是12333')").run();
  db.close();
  return file;
}

describe("the seat database", () => {
  it("is encrypted on disk and durable on every open", () => {
    const file = newSeatFile();
    expect(readFileSync(file).includes("12333")).toBe(false);
    const db = openSeatDatabase({ file, key });
    expect(db.pragma("synchronous", { simple: true })).toBe(2);
    expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(db.prepare("SELECT value FROM setting").pluck().get()).toBe("您好，这里是12333");
    db.close();
  });

  it("refuses a wrong key without printing either key", () => {
    const file = newSeatFile();
    const wrong = randomBytes(32);
    const error = failure(() => openSeatDatabase({ file, key: wrong }));
    expect(error.rule).toBe("database.wrongKey");
    const told = `${error.message} ${error.stack} ${JSON.stringify(error.detail ?? {})}`;
    expect(told).not.toContain(wrong.toString("hex"));
    expect(told).not.toContain(key.toString("hex"));
  });

  it("refuses a key that is not 32 bytes", () => {
    expect(failure(() => openSeatDatabase({ file: ":memory:", key: Buffer.alloc(31) })).code).toBe(
      "internal",
    );
  });

  it("refuses a file from a newer release and leaves it as it was", () => {
    const file = newSeatFile();
    const db = openSeatDatabase({ file, key });
    db.pragma("user_version = 999");
    const error = failure(() => migrate(db, migrations));
    expect(error).toMatchObject({ rule: "database.newer", detail: { file: 999 } });
    expect(db.prepare("SELECT count(*) FROM setting").pluck().get()).toBe(1);
    db.close();
  });

  it("names a truncated file and a file that is no database", () => {
    const file = newSeatFile();
    truncateSync(file, Math.floor(statSync(file).size / 2));
    const cut = failure(() => {
      const db = openSeatDatabase({ file, key });
      try {
        db.pragma("quick_check");
        const verdict = db.pragma("quick_check", { simple: true });
        if (verdict !== "ok") throw new AppError("unavailable", "damaged", { rule: "database.damaged" });
      } finally {
        db.close();
      }
    });
    expect(["database.damaged", "database.wrongKey"]).toContain(cut.rule);
    const garbage = join(folder, "garbage.db");
    writeFileSync(garbage, randomBytes(8_192));
    expect(failure(() => openSeatDatabase({ file: garbage, key })).rule).toBe("database.wrongKey");
  });

  it("takes an empty file for a damaged one and leaves it and its log alone", () => {
    const file = newSeatFile();
    writeFileSync(`${file}-wal`, "what was saved last");
    truncateSync(file, 0);
    expect(failure(() => openSeatDatabase({ file, key })).rule).toBe("database.damaged");
    expect(readFileSync(`${file}-wal`, "utf8")).toBe("what was saved last");
    const nowhere = join(folder, "no such folder", "seat.db");
    expect(failure(() => openSeatDatabase({ file: nowhere, key })).rule).toBe("database.cannotOpen");
  });

  it("keeps audit rows: they can be neither changed nor removed", () => {
    const db = openSeatDatabase({ file: ":memory:", key });
    migrate(db, migrations);
    db.prepare(
      "INSERT INTO audit VALUES (1, '2026-11-22T00:00:00.000Z', '061', 's1', 'session.signIn', '061', '', 'h')",
    ).run();
    expect(() => db.prepare("DELETE FROM audit").run()).toThrow(/kept/);
    expect(() => db.prepare("UPDATE audit SET agent_id = '062'").run()).toThrow(/kept/);
    db.close();
  });
});

describe("migrations", () => {
  it("run once, all or nothing", () => {
    const db = openSeatDatabase({ file: ":memory:", key });
    expect(migrate(db, migrations)).toBe(migrations.length);
    expect(migrate(db, migrations)).toBe(0);
    const broken = [
      ...migrations,
      {
        version: migrations.length + 1,
        name: "broken",
        up: () => db.exec("CREATE TABLE half (a) STRICT; nonsense"),
      },
    ];
    expect(() => migrate(db, broken)).toThrow();
    expect(db.pragma("user_version", { simple: true })).toBe(migrations.length);
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'half'").pluck().get()).toBe(0);
    db.close();
  });
});
