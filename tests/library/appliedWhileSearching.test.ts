import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bringIn, exportFor } from "../support/carriedLibrary.ts";
import { openTestSeat, type TestSeat } from "../support/testSeat.ts";

let here: TestSeat;
let there: TestSeat;
beforeEach(async () => {
  here = openTestSeat();
  there = openTestSeat({ seatNumber: 23 });
  await here.signIn("001");
  await there.signIn("001");
});
afterEach(async () => {
  await here.close();
  await there.close();
});

const texts = (days: string, titles: number) =>
  Object.fromEntries(
    Array.from({ length: titles }, (_, at) => [
      `${at}.md`,
      `# 第${at}号休假办法\n\n（${days === "五" ? 2020 : 2024}年1月1日公布）\n\n第一条 年休假为${days}天。\n\n第二条 ${`第${at}类职工提出申请。`.repeat(20)}\n`,
    ]),
  );

async function answer({ api }: TestSeat) {
  const { hits } = await api.call("library.search", { query: "年休假几天", limit: 30 });
  return hits.map(({ clauseId, version, snippet }) => ({ clauseId, validity: version.validity, snippet }));
}

describe("a library applied while its seat searches and saves", () => {
  it("answers every search from the old library or from the new one, never from between", async () => {
    await bringIn(here, texts("五", 120));
    const first = await exportFor(here, there);
    const apply = async (path: string) => {
      const { hash } = await there.api.call("library.inspectPackage", { source: { path } });
      return there.api.call("library.applyPackage", { source: { path }, hash });
    };
    await apply(first);
    const before = await answer(there);
    expect(before.length).toBeGreaterThan(10);
    await bringIn(here, texts("十", 150));
    const second = await exportFor(here, there);

    let isDone = false;
    const phases = new Set<string>();
    there.api.on("library.packageProgress", ({ phase }) => phases.add(phase));
    const applied = apply(second).finally(() => {
      isDone = true;
    });
    const answers = [];
    while (!isDone) {
      answers.push(await answer(there));
      const { draftId } = await there.api.call("drafts.open", { callId: null, callerNumber: "" });
      expect(draftId).not.toBe("");
      // The channel answers without leaving the turn; the apply's own news needs one.
      await setImmediate();
    }
    expect(await applied).toMatchObject({ sequence: 2, added: 150, documents: 150 });
    const after = await answer(there);
    expect(after).toEqual(await answer(here));
    expect(after).not.toEqual(before);
    const kinds = answers.map((each) => {
      if (isEqual(each, before)) return "old";
      return isEqual(each, after) ? "new" : "between";
    });
    expect(new Set(kinds)).not.toContain("between");
    expect(kinds.filter((kind) => kind === "old").length).toBeGreaterThan(3);
    // Once the new library has answered, the old one never comes back.
    expect(kinds.lastIndexOf("old")).toBeLessThan(
      kinds.includes("new") ? kinds.indexOf("new") : kinds.length,
    );
    expect([...phases]).toEqual(["checking", "storing", "indexing", "switching", "done"]);
  });
});

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
