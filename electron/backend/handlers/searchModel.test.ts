import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { libraryModels } from "../../../db/libraryModels.ts";
import { migrate } from "../../../db/migrate.ts";
import { migrations } from "../../../db/migrations/index.ts";
import { type Database, openSeatDatabase } from "../../../db/open.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import { bringIn } from "../../../tests/support/carriedLibrary.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { readModel, writeModel } from "../library/learned/searchModel.ts";
import { importTiny, tinyFiles, tinyPairs, trainTiny } from "../library/training/tinyModel.ts";

let folder: string;
/** A desk with its library, copied for every test. */
let original: { folder: string; key: Buffer };
let modelFile: string;
let pairs: ReturnType<typeof tinyPairs>;
let seat: TestSeat;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-model-"));
  modelFile = join(folder, "shipped.bin");
  const db = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 3) });
  migrate(db, migrations);
  importTiny(db);
  pairs = tinyPairs(db);
  writeFileSync(modelFile, await trainTiny(db));
  db.close();
  const first = openTestSeat({ modelFile });
  await first.signIn("001");
  await bringIn(first, Object.fromEntries(tinyFiles.map(({ name, text }) => [name, text])));
  await first.close({ keep: true });
  original = first;
}, 120_000);
afterAll(() => {
  rmSync(original.folder, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => openCopy(original.folder));
afterEach(() => seat.close());

async function openCopy(of: string): Promise<void> {
  const own = mkdtempSync(join(folder, "seat-"));
  cpSync(of, own, { recursive: true });
  await open(own);
}

async function open(own: string, file = modelFile): Promise<void> {
  seat = openTestSeat({ folder: own, key: original.key, modelFile: file });
  await seat.signIn("001");
}

async function reopen(file = modelFile): Promise<void> {
  const own = seat.folder;
  await seat.close();
  await open(own, file);
}

/** So many queries of agents and the clauses they cited. */
function remember(count: number): void {
  const at = toInstant(seat.clock.ms);
  const who = { agentId: "061", site: "hangzhou", callId: null };
  for (const [number, { query, clauseId, title, label }] of pairs.slice(0, count).entries()) {
    const searchId = `search-${number}`;
    seat.repositories.libraryUse.putSearch({ ...who, searchId, query, results: 5, searchedAt: at });
    const use = { ...who, searchId, clauseId, title, label, rank: 3, usedAt: at };
    seat.repositories.libraryUse.addUse({ ...use, useId: `use-${number}`, deed: "cited" });
  }
}

const info = () => seat.api.call("model.info", {});
/** Resolves when what is awaited holds; asked again whenever the models change. */
function until(holds: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = () =>
      void holds().then((is) => {
        if (!is) return;
        stop();
        resolve();
      }, reject);
    const stop = seat.api.on("model.changed", ask);
    ask();
  });
}

async function train(): Promise<string> {
  await seat.api.call("model.train", {});
  await until(async () => (await info()).training === null);
  const { candidate } = await info();
  return candidate?.madeAt ?? "";
}

async function accept(madeAt: string): Promise<void> {
  await seat.api.call("model.accept", { madeAt });
  await until(async () => !(await info()).isTakingOver);
}

const search = async (query: string) => (await seat.api.call("library.search", { query, limit: 10 })).hits;
/** How many of the centre's queries have their clause first. */
async function firstRight(count = 30): Promise<number> {
  let right = 0;
  for (const { query, title, label } of pairs.slice(0, count)) {
    const [hit] = await search(query);
    if (hit?.version.title === title && hit.label === label) right += 1;
  }
  return right;
}
/** What a search answers, to the last digit of the scores. */
const ranked = async () =>
  JSON.stringify((await search("工地磕碰着咋办")).map(({ clauseId, score }) => [clauseId, score]));
const deeds = () => seat.repositories.audit.all().filter(({ action }) => action.startsWith("model."));

function onDatabase<T>(look: (db: Database) => T): T {
  const db = openSeatDatabase({ file: join(seat.folder, "seat.db"), key: seat.key });
  try {
    return look(db);
  } finally {
    db.close();
  }
}
const encoders = () =>
  onDatabase((db) => db.prepare("SELECT DISTINCT encoder FROM search_vector").pluck().all());

describe("a training", () => {
  it("is refused below a number of queries, and says how many are missing", async () => {
    remember(20);
    expect((await info()).material).toMatchObject({ queries: 20, cited: 20, missingQueries: 40 });
    await expect(seat.api.call("model.train", {})).rejects.toMatchObject({
      rule: "model.tooFewQueries",
      detail: { queries: 20, missing: 40 },
    });
  });

  it("is nobody's but an administrator's", async () => {
    await seat.signIn("061");
    for (const method of ["model.info", "model.train", "model.restore"] as const)
      await expect(seat.api.call(method, {})).rejects.toMatchObject({ code: "forbidden" });
  });

  it("goes on beside the desk, tells how far it is, and changes nothing but a candidate with its report", async () => {
    remember(120);
    const before = await firstRight();
    const told: number[] = [];
    seat.api.on("model.progress", ({ share }) => told.push(share));
    await seat.api.call("model.train", {});
    await expect(seat.api.call("model.train", {})).rejects.toMatchObject({ rule: "model.running" });
    expect(await firstRight()).toBe(before);
    await until(async () => (await info()).training === null);
    expect(told.length).toBeGreaterThan(10);
    const { candidate, searching, isTakingOver, rule } = await info();
    expect({ isTakingOver, rule, origin: searching?.origin }).toEqual({
      ...{ isTakingOver: false, rule: null },
      origin: "shipped",
    });
    expect(candidate?.report).toMatchObject({ queries: 120, shipped: null, own: { current: null } });
    expect(candidate?.report.own.differences.mrr10.low).toBeGreaterThan(0);
    expect(await firstRight()).toBe(before);
    expect(deeds()).toMatchObject([{ action: "model.train", agentId: "001", subject: "120 / 60" }]);
  }, 60_000);

  it("ends when it is stopped, and leaves no candidate", async () => {
    remember(120);
    const begun = new Promise<void>((resolve) => seat.api.on("model.progress", () => resolve()));
    await seat.api.call("model.train", {});
    await begun;
    await seat.api.call("model.stop", {});
    await until(async () => (await info()).training === null);
    expect(await info()).toMatchObject({ candidate: null, rule: null });
  }, 60_000);
});

describe("a candidate", () => {
  let madeAt: string;
  let trained = "";
  beforeEach(async () => {
    if (trained === "") {
      remember(120);
      madeAt = await train();
      await seat.close();
      trained = seat.folder;
    } else await seat.close();
    await openCopy(trained);
  }, 60_000);

  it("searches once it is accepted, with no search in between that ranks by words alone", async () => {
    const right = await firstRight();
    const former = await ranked();
    await seat.api.call("model.accept", { madeAt });
    const answers = [await ranked()];
    while ((await info()).isTakingOver) {
      answers.push(await ranked());
      // Answers come without a turn of the event loop, and what the import has to say needs one.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    answers.push(await ranked());
    // First as before, then by the new one, and never in any third way.
    expect([...new Set(answers)]).toEqual([former, answers.at(-1)]);
    expect(answers.at(-1)).not.toBe(former);
    expect(await firstRight()).toBeGreaterThan(right + 8);
    const { searching, candidate } = await info();
    expect(searching).toMatchObject({ origin: "own", acceptedBy: "001" });
    expect(candidate).toBeNull();
    await seat.backend.close();
    expect(encoders()).toHaveLength(1);
    await open(seat.folder);
    expect(await firstRight()).toBeGreaterThan(right + 8);
  }, 60_000);

  it("can be turned down, and only the one that was looked at can be taken", async () => {
    await expect(seat.api.call("model.accept", { madeAt: "2026-01-01T00:00:00.000Z" })).rejects.toMatchObject(
      { rule: "model.candidateGone" },
    );
    await seat.api.call("model.reject", { madeAt });
    expect((await info()).candidate).toBeNull();
    await expect(seat.api.call("model.accept", { madeAt })).rejects.toMatchObject({
      rule: "model.candidateGone",
    });
    expect(deeds().map(({ action }) => action)).toEqual(["model.train", "model.reject"]);
  });

  it("gives way to the shipped model on one call, and every decision stands in the audit with its figures", async () => {
    const before = await firstRight();
    await accept(madeAt);
    await seat.api.call("model.restore", {});
    await until(async () => !(await info()).isTakingOver);
    expect((await info()).searching?.origin).toBe("shipped");
    expect(await firstRight()).toBe(before);
    await expect(seat.api.call("model.restore", {})).rejects.toMatchObject({ rule: "model.isShipped" });
    expect(deeds().map(({ action }) => action)).toEqual(["model.train", "model.accept", "model.restore"]);
    expect(deeds()[1]?.reason).toMatch(/^MRR@10 [01]\.\d{3} → [01]\.\d{3}$/);
  }, 60_000);

  it("accepted before the desk was cut off takes over after the next start; until then the former searches", async () => {
    const former = await ranked();
    // As a desk leaves it that is killed between the decision and the first vector.
    await seat.close();
    onDatabase((db) => libraryModels(db).rename("candidate", "accepted"));
    await open(seat.folder);
    expect(await ranked()).toBe(former);
    await until(async () => !(await info()).isTakingOver);
    expect(await ranked()).not.toBe(former);
    expect((await info()).searching?.origin).toBe("own");
  }, 60_000);

  it("stays in use when a later release ships another model, and says that there is one", async () => {
    await accept(madeAt);
    expect((await info()).isShippedNewer).toBe(false);
    const later = join(folder, "later.bin");
    const { encoderId: _, ...model } = readModel(Buffer.from(onDatabase((db) => ownFile(db))));
    writeFileSync(later, writeModel({ ...model, askScale: model.askScale.map((each) => each * 1.01) }));
    await reopen(later);
    expect(await info()).toMatchObject({ isShippedNewer: true, searching: { origin: "own" } });
    await seat.api.call("model.restore", {});
    await until(async () => !(await info()).isTakingOver);
    expect(await info()).toMatchObject({ isShippedNewer: false, searching: { origin: "shipped" } });
  }, 60_000);

  it("that cannot be read any more leaves the search to the shipped model", async () => {
    await accept(madeAt);
    await seat.close();
    onDatabase((db) => void db.exec("UPDATE library_model SET file = x'00'"));
    await open(seat.folder);
    expect(await info()).toMatchObject({ isUnreadable: true, searching: { origin: "shipped" } });
    expect((await search("工地伤害认定")).length).toBeGreaterThan(0);
  }, 60_000);
});

function ownFile(db: Database): Uint8Array {
  const own = libraryModels(db).get("accepted");
  if (!own) throw new Error("Nothing was accepted");
  return own.file;
}
