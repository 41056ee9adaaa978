import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { statute } from "../library/testLibrary.ts";

let seat: TestSeat;
beforeEach(async () => {
  seat = openTestSeat();
  await seat.signIn("001");
});
afterEach(() => seat.close());

const rule = (title: string, articles: string[]) => statute(title, { articles });

function bringIn(where: TestSeat, texts: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = where.api.on("library.importProgress", ({ finished }) => {
      if (!finished) return;
      stop();
      resolve();
    });
    const files = Object.entries(texts).map(([name, text]) => ({
      name,
      base64: Buffer.from(text).toString("base64"),
    }));
    where.api.call("library.importFiles", { files }).catch(reject);
  });
}

const law = {
  "补偿办法.md": rule("补偿办法", ["本办法适用于本市。", "解除合同的，单位应当支付一次性安置费用。"]),
  "考勤办法.md": rule("考勤办法", ["职工应当打卡。"]),
};

/** Null where nothing is found. */
async function firstFound(where: TestSeat, query: string): Promise<string | null> {
  const { hits } = await where.api.call("library.search", { query, limit: 5 });
  return hits[0] ? `${hits[0].version.title} ${hits[0].label}` : null;
}

const own = { id: null, terms: ["散伙费"], official: ["一次性安置费用"], disabled: false };

describe("an entry of the centre", () => {
  it("is felt by the next search, and gone again with the one after it is switched off", async () => {
    await bringIn(seat, law);
    expect(await firstFound(seat, "散伙费")).toBeNull();
    const { id } = await seat.api.call("library.saveAlias", own);
    expect(await firstFound(seat, "散伙费")).toBe("补偿办法 第二条");
    await seat.api.call("library.saveAlias", { ...own, id, disabled: true });
    expect(await firstFound(seat, "散伙费")).toBeNull();
    const rows = await seat.api.call("library.aliases", {});
    expect(rows.find((row) => row.id === id)).toMatchObject({
      origin: "own",
      disabled: true,
      changedBy: "001",
    });
  });

  it("stands in the audit with its words", async () => {
    const { id } = await seat.api.call("library.saveAlias", own);
    expect(seat.repositories.audit.all().at(-1)).toMatchObject({
      agentId: "001",
      action: "library.saveAlias",
      subject: id,
      reason: "散伙费 → 一次性安置费用",
    });
  });

  it("is refused where one of its words has a place already", async () => {
    await expect(seat.api.call("library.saveAlias", { ...own, terms: ["年假"] })).rejects.toMatchObject({
      rule: "alias.termKnown",
      detail: { term: "年假" },
    });
  });

  it("is nobody's but an administrator's", async () => {
    await seat.signIn("061");
    await expect(seat.api.call("library.aliases", {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(seat.api.call("library.saveAlias", own)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is there after a restart", async () => {
    const { folder, key } = seat;
    const { id } = await seat.api.call("library.saveAlias", own);
    await seat.close({ keep: true });
    seat = openTestSeat({ folder, key });
    await seat.signIn("001");
    const rows = await seat.api.call("library.aliases", {});
    expect(rows.find((row) => row.id === id)?.terms).toEqual(["散伙费"]);
  });
});

describe("a shipped entry", () => {
  it("can be changed, switched off and put back as it was shipped", async () => {
    const find = async () =>
      (await seat.api.call("library.aliases", {})).find((row) => row.id === "annual-leave");
    const shipped = await find();
    expect(shipped).toMatchObject({ origin: "shipped", disabled: false, changedAt: null });
    const { terms, official } = shipped ?? own;
    await seat.api.call("library.saveAlias", {
      id: "annual-leave",
      terms: [...terms, "歇年假"],
      official,
      disabled: false,
    });
    expect(await find()).toMatchObject({ origin: "changed" });
    await seat.api.call("library.saveAlias", { id: "annual-leave", terms, official, disabled: true });
    expect(await find()).toMatchObject({ disabled: true });
    await seat.api.call("library.restoreAlias", { id: "annual-leave" });
    expect(await find()).toMatchObject({ origin: "shipped", disabled: false, terms });
  });
});

describe("a package", () => {
  it("carries the centre's entries; what is newer at a seat stays", async () => {
    const there = openTestSeat({ seatNumber: 23, today: "2026-11-24" });
    try {
      await there.signIn("001");
      await bringIn(seat, law);
      await seat.api.call("library.saveAlias", own);
      const shipped = { id: "annual-leave", terms: ["年假"], official: ["年休假"], disabled: false };
      await seat.api.call("library.saveAlias", shipped);
      await there.api.call("library.saveAlias", { ...shipped, disabled: true });
      const { path } = await seat.api.call("library.exportPackage", { path: seat.folder, rotateKey: false });
      const source = { path: path ?? "" };
      const found = await there.api.call("library.inspectPackage", { source });
      expect(found.aliasesHere).toBe(1);
      await there.api.call("library.trustKey", found.key);
      await there.api.call("library.applyPackage", { source, hash: found.hash });
      expect(await firstFound(there, "散伙费")).toBe("补偿办法 第二条");
      const rows = await there.api.call("library.aliases", {});
      expect(rows.find((row) => row.id === "annual-leave")?.disabled).toBe(true);
    } finally {
      await there.close();
    }
  });
});

/** Searches and cites as an agent does; the log is written when the box is emptied. */
async function citeAfter(query: string, label: string) {
  const { hits } = await seat.api.call("library.search", { query, limit: 10 });
  const { clauseId } = hits.find((hit) => hit.label === label && hit.version.title === "补偿办法") ?? {};
  const opened = clauseId ?? (await clauseOf(label));
  await seat.api.call("library.open", { clauseId: opened });
  await seat.api.call("library.cite", { clauseId: opened });
  await seat.api.call("library.emptied", {});
}

async function clauseOf(label: string): Promise<string> {
  const { hits } = await seat.api.call("library.search", { query: "解除合同 一次性安置费用", limit: 5 });
  return hits.find((hit) => hit.label === label)?.clauseId ?? "";
}

async function logged(count: number) {
  for (let turn = 0; turn < 200; turn += 1) {
    if (seat.repositories.libraryUse.pairs("2026-01-01T00:00:00.000Z", 50).length >= count) return;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

describe("what is searched and cited", () => {
  beforeEach(async () => {
    await bringIn(seat, law);
    for (const query of ["单位解除合同散伙费", "解除合同怎么散伙费"]) await citeAfter(query, "第二条");
    await logged(2);
  });

  it("proposes an entry with its evidence, until it is turned down", async () => {
    const [proposal] = await seat.api.call("library.aliasProposals", {});
    expect(proposal).toMatchObject({ lay: expect.stringContaining("散伙") });
    expect(proposal?.official.join()).toContain("安置");
    expect(proposal?.queries.map(({ cited }) => cited)).toEqual([1, 1]);
    expect(proposal?.clauses[0]).toMatchObject({ title: "补偿办法", label: "第二条" });
    await seat.api.call("library.rejectAlias", {
      lay: proposal?.lay ?? "",
      official: proposal?.official ?? [],
    });
    const left = await seat.api.call("library.aliasProposals", {});
    expect(
      left.filter(
        ({ lay, official }) =>
          lay === proposal?.lay && official.some((word) => proposal?.official.includes(word)),
      ),
    ).toEqual([]);
  });

  it("measures a change beside the desk, with the questions that got better", async () => {
    const progress: number[] = [];
    const stop = seat.api.on("library.measureProgress", ({ done }) => progress.push(done));
    const measure = await seat.api.call("library.measureAlias", own);
    stop();
    expect(measure).toMatchObject({ questions: 2, own: 2, worse: { count: 0 } });
    expect(measure.after.mrr10).toBeGreaterThanOrEqual(measure.before.mrr10);
    expect(progress.at(-1)).toBe(4);
    const rows = await seat.api.call("library.aliases", {});
    expect(rows.filter(({ origin }) => origin === "own")).toEqual([]);
  });

  it("says which searches led nowhere, and which of their words nothing explains", async () => {
    await seat.api.call("library.search", { query: "调解员薪金", limit: 5 });
    await seat.api.call("library.emptied", {});
    for (let turn = 0; turn < 200; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    const misses = await seat.api.call("library.misses", { days: 7 });
    expect(misses.map(({ query, times }) => [query, times])).toContainEqual(["调解员薪金", 1]);
    expect(misses.find(({ query }) => query === "调解员薪金")?.unknown.length).toBeGreaterThan(0);
  });
});

it("says so where there is nothing to measure with", async () => {
  await expect(seat.api.call("library.measureAlias", own)).rejects.toMatchObject({
    rule: "alias.noQuestions",
  });
});
