import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDesk } from "./desk.ts";
import { libraryFavouriteRepository } from "./libraryFavourites.ts";
import { type LibraryUseRepository, type LoggedUse, libraryUseRepository } from "./libraryUse.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations/index.ts";
import { type Database, openSeatDatabase } from "./open.ts";

let db: Database;
let use: LibraryUseRepository;
let made = 0;

beforeEach(() => {
  db = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 1) });
  migrate(db, migrations);
  use = libraryUseRepository(createDesk(db, () => {}));
  made = 0;
});
afterEach(() => db.close());

const at = (minute: number) => `2026-11-23T01:${String(minute).padStart(2, "0")}:00.000Z`;
const who = { agentId: "061", site: "hangzhou", callId: null };

function searched(query: string, minute: number, more: { agentId?: string; searchId?: string } = {}): string {
  const searchId = more.searchId ?? `s${++made}`;
  use.putSearch({ ...who, ...more, searchId, query, results: 3, searchedAt: at(minute) });
  return searchId;
}

function used(searchId: string | null, minute: number, clauseId: string, more: Partial<LoggedUse> = {}) {
  const named = { title: "职工带薪年休假条例", label: "第三条" };
  const fact = { deed: "opened" as const, clauseId, rank: 2, usedAt: at(minute) };
  use.addUse({ ...who, ...named, ...fact, useId: `u${++made}`, searchId, ...more });
}

describe("the log of the library's use", () => {
  it("knows an agent's own latest questions, each once", () => {
    searched("产假", 1);
    searched("工伤", 2);
    searched("产假", 3);
    searched("失业金", 4, { agentId: "062" });
    expect(use.recent("061", 8)).toEqual(["产假", "工伤"]);
    expect(use.recent("061", 1)).toEqual(["产假"]);
    expect(use.recent("061", 8, "工")).toEqual(["工伤"]);
    expect(use.recent("061", 8, "工伤")).toEqual([]);
  });

  it("rewrites a search that was typed on", () => {
    const searchId = searched("产假", 1);
    searched("产假几天", 2, { searchId });
    expect(use.recent("061", 8)).toEqual(["产假几天"]);
  });

  it("tells what is used, citations first, since a moment", () => {
    used(null, 1, "v1.1");
    used(null, 2, "v1.1");
    used(null, 3, "v2.1", { deed: "cited" });
    used(null, 0, "v3.1");
    const named = { title: "职工带薪年休假条例", label: "第三条" };
    expect(use.hot(at(1), 8)).toEqual([
      { clauseId: "v2.1", ...named, opened: 0, cited: 1, lastAt: at(3) },
      { clauseId: "v1.1", ...named, opened: 2, cited: 0, lastAt: at(2) },
    ]);
  });

  it("tells which searches led nowhere and where the others led", () => {
    searched("购物卡", 1);
    searched("购物卡", 5);
    const found = searched("年休假", 2);
    used(found, 3, "v1.1");
    used(found, 4, "v1.1", { deed: "cited", rank: 1 });
    used(null, 4, "v9.1");
    expect(use.misses(at(0), 8)).toEqual([{ query: "购物卡", times: 2, results: 3, lastAt: at(5) }]);
    expect(use.misses(at(2), 8)).toEqual([{ query: "购物卡", times: 1, results: 3, lastAt: at(5) }]);
    expect(use.pairs(at(0), 8)).toEqual([
      {
        query: "年休假",
        clauseId: "v1.1",
        title: "职工带薪年休假条例",
        label: "第三条",
        opened: 1,
        cited: 1,
        bestRank: 1,
      },
    ]);
  });

  it("forgets what is old and what is too much, and keeps a use whose search is gone", () => {
    const old = searched("产假", 1);
    used(old, 5, "v1.1");
    for (const minute of [6, 7, 8]) searched(`第${minute}问`, minute);
    expect(use.prune(at(2), 100)).toBe(1);
    expect(use.hot(at(0), 8)).toHaveLength(1);
    expect(use.pairs(at(0), 8)).toEqual([]);
    use.prune(at(2), 2);
    expect(use.recent("061", 8)).toEqual(["第8问", "第7问"]);
  });
});

describe("favourites", () => {
  it("belong to one agent, stand once, newest first, and go again", () => {
    const favourites = libraryFavouriteRepository(createDesk(db, () => {}));
    const kept = { versionId: "v1", title: "工伤保险条例" };
    const clause = { ...kept, clauseId: "v1.3", label: "第三条", starredAt: at(2) };
    const whole = { ...kept, clauseId: null, label: null, starredAt: at(1) };
    favourites.put("061", whole);
    favourites.put("061", clause);
    favourites.put("061", { ...clause, starredAt: at(9) });
    favourites.put("062", whole);
    expect(favourites.ofAgent("061")).toEqual([clause, whole]);
    favourites.remove("061", "v1", "v1.3");
    expect(favourites.ofAgent("061")).toEqual([whole]);
    expect(favourites.ofAgent("062")).toEqual([whole]);
  });
});

it("a desk of the release before gets the tables and keeps what it has", () => {
  const before = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 1) });
  migrate(before, migrations.slice(0, 5));
  before.exec("INSERT INTO setting (name, value) VALUES ('kept', '1')");
  expect(migrate(before, migrations.slice(0, 6))).toBe(1);
  const tables = before.prepare(
    "SELECT name FROM sqlite_master WHERE name LIKE 'library_%' AND type = 'table'",
  );
  expect(tables.pluck().all()).toEqual(
    expect.arrayContaining(["library_search", "library_use", "library_favourite"]),
  );
  expect(before.prepare("SELECT count(*) FROM setting").pluck().get()).toBe(1);
  before.close();
});
