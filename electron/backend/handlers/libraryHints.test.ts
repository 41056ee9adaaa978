import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { phraseTable } from "../../../shared/domain/phraseTable.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

describe("clauses for what is being written, unasked", () => {
  let seat: TestSeat;
  beforeAll(async () => {
    seat = openTestSeat({ starterLibrary: true });
    await seat.signIn();
    await new Promise<void>((resolve) => {
      seat.api.on("library.importProgress", ({ finished }) => finished && resolve());
    });
  });
  afterAll(() => seat.close());
  const ask = (texts: string[], names: string[] = []) =>
    seat.api.call("library.clausesFor", { texts, names });

  it("are at most three in force, with the stretch of the text that led there", async () => {
    const { hits, query } = await ask([
      "您好，我是外地来的，在余杭一个厂里干了三年，家里还有两个孩子。厂里一直没签劳动合同，现在想问问怎么办，谢谢。",
    ]);
    expect(query.join()).toContain("没签劳动合同");
    expect(query.join()).not.toContain("您好");
    expect(hits).toHaveLength(3);
    expect(hits.map(({ version }) => version.validity)).not.toContain("expired");
    expect(JSON.stringify(hits[0])).toMatch(/劳动合同/);
  });

  it("never ask with the name or the numbers of a person", async () => {
    const { query } = await ask(
      ["年小休，身份证330106198805150014，电话13812346621，年休假没休完"],
      ["年小休"],
    );
    expect(query).toEqual(["年休假没休完"]);
    expect(seat.log.map((line) => JSON.stringify(line)).join()).not.toContain("年小休");
  });

  it("are about the matter, not about the set phrases that were written down with it", async () => {
    const said = phraseTable.find(({ id }) => id === "greeting")?.words ?? "";
    expect((await ask([`年休假没休完\n${said}`])).query).toEqual(["年休假没休完"]);
  });

  it("stay away while nothing telling is written", async () => {
    expect(await ask(["您好，请问一下", ""])).toEqual({ hits: [], query: [] });
  });
});
