import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { toInstant } from "../../../shared/domain/time.ts";
import { bringIn } from "../../../tests/support/carriedLibrary.ts";
import { createManualClock } from "../../../tests/support/manualClock.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
let timers: ReturnType<typeof createManualClock>;

const sheet = (title: string, region: string, ...answers: string[]) =>
  `---\nkind: qa\nlevel: city\nregion: ${region}\nissuer: ${title.slice(0, 2)}编辑组\nnumber: 示知〔2026〕${region.slice(0, 4)}号\npromulgated: 2026-03-02\n` +
  `effectiveFrom: 2020-01-01\ntopic: annual-leave\n---\n# ${title}\n\n` +
  answers.map((answer, at) => `## 问 ${at + 1}：${answer}怎么办\n\n${answer}按规定办理。\n`).join("\n");

/** One desk with its library, copied for every test. */
let original: { folder: string; key: Buffer };

beforeAll(async () => {
  const first = openTestSeat();
  await first.signIn("001");
  await bringIn(first, {
    "杭州年休假问答.md": sheet("杭州年休假问答", "330100", "年休假跨年", "年休假工资", "年休假折算"),
    "宁波年休假问答.md": sheet("宁波年休假问答", "330200", "年休假跨年", "年休假工资"),
    "工伤问答.md": sheet("工伤认定问答", "000000", "工伤认定", "停工留薪"),
  });
  await first.close({ keep: true });
  original = first;
});
afterAll(() => rmSync(original.folder, { recursive: true, force: true }));

beforeEach(async () => {
  timers = createManualClock();
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-use-"));
  cpSync(original.folder, folder, { recursive: true });
  seat = openTestSeat({ folder, key: original.key, after: timers.after });
  await seat.signIn("061");
});
afterEach(async () => {
  await seat.close();
  rmSync(seat.folder, { recursive: true, force: true });
});

const search = async (query: string, more: object = {}) =>
  await seat.api.call("library.search", { query, limit: 30, ...more });
const home = () => seat.api.call("library.home", {});
const best = async (query: string) => (await search(query)).hits[0]?.clauseId ?? "";
const misses = () =>
  seat.repositories.libraryUse.misses("2026-01-01T00:00:00.000Z", 9).map(({ query }) => query);

describe("narrowing", () => {
  it("counts what the results can be narrowed by and leaves out what does not fit", async () => {
    const { facets, pool, hits } = await search("年休假跨年");
    const regions = facets.filter(({ facet }) => facet === "region");
    expect(regions.map(({ value, label, documents }) => [value, label, documents])).toEqual(
      expect.arrayContaining([
        ["330100", "杭州市", 1],
        ["330200", "宁波市", 1],
      ]),
    );
    expect(pool).toMatchObject({ clauses: hits.length, isCut: false });
    const narrowed = await search("年休假跨年", { narrow: { region: "330200" } });
    expect(new Set(narrowed.hits.map(({ version }) => version.title))).toEqual(new Set(["宁波年休假问答"]));
    expect(narrowed.pool.documents).toBe(1);
    expect((await search("年休假", { narrow: { region: "330200", kind: "law" } })).hits).toEqual([]);
  });

  it("holds for a document that is named outright", async () => {
    const regions = async (narrow: object) => {
      const { hits } = await search("示知〔2026〕3301号", { narrow });
      return hits.map(({ version }) => version.region);
    };
    expect((await regions({}))[0]).toBe("330100");
    expect(await regions({ region: "330200" })).not.toContain("330100");
  });

  it("finds its thirty also where the best hundred are all of another kind", async () => {
    await seat.signIn("001");
    const many = Array.from({ length: 60 }, (_, at) => `失业保险金第${at}种情形`);
    await bringIn(seat, {
      "甲失业问答.md": sheet("甲地失业保险金问答", "330100", ...many, ...many.map((text) => `${text}之二`)),
      "乙失业指南.md": sheet("乙地失业指南", "330200", ...many.map((text) => `${text}的材料`)),
    });
    const narrow = { region: "330200" };
    const { hits, pool } = await search("失业保险金", { narrow });
    expect(hits).toHaveLength(30);
    expect(pool).toMatchObject({ clauses: 60, documents: 1, isCut: false });
  });
});

describe("what is remembered", () => {
  it("is a query that rested, not its prefixes, and never a long number", async () => {
    await search("年");
    await search("年休");
    await search("年休假 13800138000");
    await timers.pass(1_999);
    expect((await home()).recent).toEqual([]);
    await timers.pass(1);
    expect((await home()).recent).toEqual(["年休假 ***********"]);
    seat.clock.ms += 60_000;
    await search("工伤认定");
    await seat.api.call("library.emptied", {});
    await timers.pass(0);
    expect((await home()).recent).toEqual(["工伤认定", "年休假 ***********"]);
    expect(misses()).toEqual(["工伤认定", "年休假 ***********"]);
  });

  it("is written after the answer has gone", async () => {
    const clauseId = await best("年休假跨年");
    await seat.api.call("library.open", { clauseId });
    expect((await home()).hotToday).toEqual([]);
    await timers.pass(0);
    expect((await home()).hotToday).toMatchObject([{ clauseId, opened: 1, cited: 0 }]);
  });

  it("is what a search led to, at which place, in which call; the server gets the clause and no query", async () => {
    const callId = uuidv7();
    const startedAt = toInstant(seat.clock.ms);
    const interval = { intervalId: uuidv7(), state: "talking" as const, reason: null, callId, startedAt };
    await seat.api.call("agentState.record", { intervals: [{ ...interval, endedAt: null }] });
    const { hits } = await search("年休假跨年");
    const clauseId = hits[1]?.clauseId ?? "";
    await seat.api.call("library.open", { clauseId });
    await seat.api.call("library.cite", { clauseId });
    await timers.pass(0);
    const since = "2026-01-01T00:00:00.000Z";
    expect(seat.repositories.libraryUse.pairs(since, 9)).toMatchObject([
      { query: "年休假跨年", clauseId, opened: 1, cited: 1, bestRank: 2 },
    ]);
    expect(misses()).toEqual([]);
    const calls = seat.desk.prepare<[], { call_id: string }>(
      "test.calls",
      "SELECT call_id FROM library_search",
    );
    expect(calls.all()).toEqual([{ call_id: callId }]);
    const sent = seat.outbox().filter(({ kind }) => kind === "libraryUse.add");
    expect(sent.map(({ fields }) => Object.keys(fields as object).sort())).toEqual(
      Array(2).fill(["clauseId", "deed", "label", "site", "title", "useId", "usedAt"]),
    );
    expect(JSON.stringify(sent)).not.toContain("跨年");
  });

  it("stays at this seat when it was practice", async () => {
    const at = toInstant(seat.clock.ms);
    const callId = uuidv7();
    const leg = { callId, line: "practice" as const, direction: "inbound" as const, number: "13800138000" };
    const rest = { queue: null, menu: null, heldMs: 0, endReason: null };
    await seat.api.call("calls.record", {
      leg: { ...leg, ...rest, ringingAt: at, answeredAt: at, endedAt: null },
    });
    const interval = { intervalId: uuidv7(), state: "talking" as const, reason: null, callId, startedAt: at };
    await seat.api.call("agentState.record", { intervals: [{ ...interval, endedAt: null }] });
    await seat.api.call("library.open", { clauseId: await best("年休假跨年") });
    await timers.pass(0);
    expect((await home()).hotToday).toHaveLength(1);
    expect(seat.outbox().some(({ kind }) => kind === "libraryUse.add")).toBe(false);
  });

  it("is written when the desk closes before the query could rest", async () => {
    await search("停工留薪");
    await seat.close({ keep: true });
    seat = openTestSeat({ folder: seat.folder, key: seat.key, after: timers.after });
    await seat.signIn("061");
    expect((await home()).recent).toEqual(["停工留薪"]);
  });

  it("belongs to one agent", async () => {
    await search("停工留薪");
    await timers.pass(2_000);
    await seat.signIn("062");
    expect((await home()).recent).toEqual([]);
  });
});

describe("suggestions", () => {
  it("are own questions first, then words, then titles, each once and never what stands there", async () => {
    await search("年休假跨年怎么算");
    await timers.pass(2_000);
    const offered = await seat.api.call("library.suggest", { query: "年休假" });
    expect(offered[0]).toEqual({ kind: "recent", text: "年休假跨年怎么算" });
    expect(offered.filter(({ kind }) => kind === "title").map(({ text }) => text)).toEqual([
      "杭州年休假问答",
      "宁波年休假问答",
    ]);
    const order = { recent: 0, word: 1, title: 2 };
    const kinds = offered.map(({ kind }) => order[kind]);
    expect(kinds).toEqual([...kinds].sort());
    expect(new Set(offered.map(({ text }) => text)).size).toBe(offered.length);
    expect(offered.map(({ text }) => text)).not.toContain("年休假");
    expect(await seat.api.call("library.suggest", { query: " " })).toEqual([]);
  });
});

describe("favourites", () => {
  it("are kept per agent with today's validity, and dropped", async () => {
    const { hits } = await search("工伤认定");
    const { clauseId, version } = hits[0] ?? { clauseId: "", version: { versionId: "" } };
    const { versionId } = version;
    await seat.api.call("library.star", { versionId, clauseId, starred: true });
    const kept = await seat.api.call("library.star", { versionId, clauseId: null, starred: true });
    const title = "工伤认定问答";
    expect(kept).toHaveLength(2);
    expect(kept).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ clauseId, title, label: "问 1", validity: "in-force" }),
        expect.objectContaining({ clauseId: null, title, label: null }),
      ]),
    );
    await seat.api.call("library.star", { versionId, clauseId, starred: false });
    expect((await home()).favourites.map((each) => each.clauseId)).toEqual([null]);
    await seat.signIn("062");
    expect((await home()).favourites).toEqual([]);
  });

  it("are no made-up ids", async () => {
    const unknown = { versionId: "v0", clauseId: null, starred: true };
    await expect(seat.api.call("library.star", unknown)).rejects.toMatchObject({ code: "not_found" });
  });
});

it("without a server the team is this seat, and says so", async () => {
  const clauseId = await best("年休假跨年");
  await seat.api.call("library.open", { clauseId });
  await timers.pass(0);
  expect(await seat.api.call("library.team", {})).toMatchObject({
    server: false,
    clauses: [{ clauseId, opened: 1 }],
  });
});
