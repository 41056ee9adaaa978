import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Driver from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openSqliteStore } from "./sqlite.ts";
import { inTransaction } from "./store.ts";

test("the embedded store waits for the disk and keeps a second server out", async () => {
  const file = join(folder(), "server.db");
  const store = await openSqliteStore(file);
  await expect(openSqliteStore(file)).rejects.toMatchObject({ rule: "server.dataInUse" });
  await store.close();
  const again = await openSqliteStore(file);
  await again.close();
});

test("a store written by a newer server and a file that is none are refused", async () => {
  const file = join(folder(), "server.db");
  await (await openSqliteStore(file)).close();
  const driver = new Driver(file);
  driver.exec("UPDATE schema_version SET version = 999");
  driver.close();
  await expect(openSqliteStore(file)).rejects.toMatchObject({ rule: "server.newerStore" });
  writeFileSync(file, Buffer.alloc(8_192, 7));
  await expect(openSqliteStore(file)).rejects.toMatchObject({ rule: "server.dataDamaged" });
});

test("a transaction that lost a race is run again, any other failure is not", async () => {
  const store = await openSqliteStore(":memory:");
  onTestFinished(() => store.close());
  const racing = { ...store, isRetryable: (error: unknown) => error === "40001" };
  let runs = 0;
  const result = await inTransaction(racing, async (trx) => {
    await trx.insertInto("feed").values({ feed: "reference", pos: 0, epoch: "e" }).execute();
    runs += 1;
    if (runs < 3) throw "40001";
    return await trx.selectFrom("feed").selectAll().execute();
  });
  expect([runs, result.length]).toEqual([3, 1]);
  await expect(inTransaction(racing, async () => Promise.reject(new Error("bug")))).rejects.toThrow("bug");
  await expect(inTransaction(racing, () => Promise.reject("40001"))).rejects.toBe("40001");
});

test("a store of the first schema learns when its facts began", async () => {
  const file = join(folder(), "server.db");
  await (await openSqliteStore(file)).close();
  const driver = new Driver(file);
  driver.exec(`DROP INDEX fact_began; DROP INDEX ticket_submitted; DROP TABLE library_use;
    ALTER TABLE fact DROP COLUMN began_at;
    UPDATE schema_version SET version = 1;`);
  const insert =
    driver.prepare(`INSERT INTO fact (feed, id, kind, version, closed, ticket_id, body, site, audience,
    sealed, owner, pos, origin, origin_seq, at) VALUES ('city:a', ?, ?, 1, 1, NULL, ?, 's', 'site', 0, 1, 1, 'o', 1, 't')`);
  const moment = "2026-11-20T01:00:00.000Z";
  insert.run("1", "call", JSON.stringify({ ringingAt: moment }));
  insert.run("2", "interval", JSON.stringify({ startedAt: moment }));
  insert.run("3", "consultation", JSON.stringify({ filedAt: moment }));
  insert.run("4", "step", JSON.stringify({ at: moment }));
  driver.close();
  const store = await openSqliteStore(file);
  onTestFinished(() => store.close());
  const rows = await store.db.selectFrom("fact").select(["id", "began_at"]).orderBy("id").execute();
  expect(rows.map((row) => row.began_at)).toEqual([moment, moment, moment, null]);
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "zuoxi-store-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
