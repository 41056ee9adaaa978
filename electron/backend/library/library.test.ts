import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { documentFiles } from "./documentFiles.ts";
import { openTestLibrary, statute, type TestLibrary } from "./testLibrary.ts";

let library: TestLibrary;
afterEach(() => library.db.close());

const leave = statute("职工带薪年休假条例", {
  header: ["2007年12月14日 中华人民共和国国务院令第514号公布"],
  articles: [
    "为了维护职工休息休假权利，制定本条例。",
    "机关、团体、企业的职工连续工作1年以上的，享受带薪年休假。",
    "职工累计工作已满1年不满10年的，年休假5天；已满20年的，年休假15天。",
    "本条例自2008年1月1日起施行。",
  ],
});
const women = statute("女职工劳动保护特别规定", {
  header: ["2012年4月28日 中华人民共和国国务院令第619号公布"],
  articles: [
    "女职工生育享受九十八天产假，其中产前可以休假15天。",
    "用人单位不得因女职工怀孕、生育、哺乳降低其工资。",
  ],
});
const contract = (days: string) =>
  statute("中华人民共和国劳动合同法", {
    header: [`${days} 公布`],
    articles: ["试用期包含在劳动合同期限内。", "用人单位拖欠劳动报酬的，劳动者可以解除劳动合同。"],
  });
const injury = statute("工伤保险条例", {
  articles: [
    "职工有下列情形之一的，应当认定为工伤。",
    "工伤认定申请应当提交材料。",
    "停工留薪期一般不超过12个月。",
  ],
});

function filled(): TestLibrary {
  library = openTestLibrary();
  library.add({
    "行政法规/职工带薪年休假条例(2007-12-14).md": leave,
    "行政法规/女职工劳动保护特别规定(2012-04-28).md": women,
    "社会法/劳动合同法(2007-06-29).md": contract("2007年6月29日"),
    "行政法规/工伤保险条例(2010-12-20).md": injury,
  });
  return library;
}

function top(query: string): string {
  const [hit] = library.search({ query, limit: 5 }).hits;
  return hit ? `${hit.version.title}${hit.label}` : "nothing";
}

describe("importing", () => {
  it("adds, leaves alone, makes versions, and refuses with a reason", () => {
    library = openTestLibrary();
    const files = { "劳动合同法(2007-06-29).md": contract("2007年6月29日"), "坏.md": Buffer.from([0, 1]) };
    expect(library.add(files)).toEqual([
      expect.objectContaining({
        outcome: "added",
        title: "中华人民共和国劳动合同法",
        clauses: 2,
        rule: null,
      }),
      { file: "坏.md", outcome: "refused", title: null, clauses: 0, rule: "import.notText", versionId: null },
    ]);
    const before = library.stats();
    expect(library.add(files)[0]?.outcome).toBe("unchanged");
    expect(library.stats()).toEqual(before);
    expect(library.add({ "劳动合同法(2012-12-28).md": contract("2012年12月28日") })[0]?.outcome).toBe(
      "new-version",
    );
    expect(library.stats()).toEqual({ documents: 1, versions: 2, clauses: 4, newestOn: "2012-12-28" });
  });

  it("keeps a corrected text out of searches, but open to the citations that pin it", () => {
    library = openTestLibrary();
    const name = "女职工劳动保护特别规定(2012-04-28).md";
    library.add({ [name]: women });
    const [hit] = library.search({ query: "产假", limit: 5 }).hits;
    library.add({ [name]: women.replace("15天", "十五日") });
    const { hits } = library.search({ query: "产假", limit: 5 });
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.map((found) => found.version.versionId)).not.toContain(hit?.version.versionId);
    expect(library.open({ clauseId: hit?.clauseId ?? "" }).version.validity).toBe("superseded");
  });

  it("gives the same ids on every seat", () => {
    const first = filled().search({ query: "产假", limit: 1 }).hits[0]?.clauseId;
    library.db.close();
    expect(filled().search({ query: "产假", limit: 1 }).hits[0]?.clauseId).toBe(first);
  });

  it("takes all starter documents", () => {
    library = openTestLibrary();
    const { files } = documentFiles(new URL("./data/starter", import.meta.url).pathname);
    const texts = Object.fromEntries([...files].map(({ name, bytes }) => [name, bytes]));
    const reports = library.add(texts);
    expect(reports.filter((report) => report.outcome === "refused")).toEqual([]);
    expect(reports.length).toBeGreaterThanOrEqual(20);
    for (const typed of ["产假", "怀孕了能休多久", "chanjia"])
      expect([typed, top(typed)]).toEqual([typed, "女职工产假常见问答问 1"]);
    expect(top("nianxiujia")).toMatch(/^职工带薪年休假常见问答/);
    const [early] = library.search({ query: "产假", limit: 1, asOf: "2010-01-01" }).hits;
    expect(early?.version).toMatchObject({ effectiveTo: "2012-04-28", validity: "in-force" });
  });
});

describe("searching", () => {
  it.each([
    ["产假", "女职工劳动保护特别规定第一条"],
    ["98天", "女职工劳动保护特别规定第一条"],
    ["產假", "女职工劳动保护特别规定第一条"],
    ["怀孕被辞退降工资", "女职工劳动保护特别规定第二条"],
    ["年休假15天", "职工带薪年休假条例第三条"],
    ["停工留新期", "工伤保险条例第三条"],
    ["tgl xinqi", "nothing"],
    ["tglxq", "工伤保险条例第三条"],
    ["shiyongqi", "中华人民共和国劳动合同法第一条"],
    ["劳动合同法 2", "中华人民共和国劳动合同法第二条"],
    ["劳动合同法第二条", "中华人民共和国劳动合同法第二条"],
    ["工伤保险条例第三条", "工伤保险条例第三条"],
    ["国务院令第514号", "职工带薪年休假条例第一条"],
    ["619号令", "女职工劳动保护特别规定第一条"],
    ["量子力学", "nothing"],
  ])("%s finds %s", (query, expected) => {
    filled();
    expect(top(query)).toBe(expected);
  });

  it("finds 年休假 by its sound and says how it was understood", () => {
    filled();
    for (const typed of ["nianxiujia", "nxj", "年修假", "nian'xiu'jia"]) {
      const { hits, correctedTo } = library.search({ query: typed, limit: 3 });
      expect([typed, correctedTo]).toEqual([typed, "年休假"]);
      expect(hits[0]?.version.title).toBe("职工带薪年休假条例");
    }
    expect(library.search({ query: "年休假", limit: 3 }).correctedTo).toBeNull();
  });

  it("offers words while two letters are still ambiguous", () => {
    filled();
    expect(library.suggest("cj")).toContain("产假");
    expect(library.suggest("停工")).toContain("停工留薪期");
    expect(library.suggest("\ud800")).toEqual([]);
  });

  it("marks what matched and says why it is there", () => {
    filled();
    const [hit] = library.search({ query: "产假", limit: 1 }).hits;
    expect(hit?.why).toContainEqual({ kind: "word", typed: "产假", matched: "产假" });
    expect(
      hit?.snippet
        .filter((piece) => piece.hit)
        .map((piece) => piece.text)
        .join(),
    ).toContain("产假");
    expect(hit?.snippet.map((piece) => piece.text).join("")).toBe(
      "女职工生育享受九十八天产假，其中产前可以休假15天。",
    );
  });

  it("puts the edition of the day first and pages through the rest", () => {
    filled();
    library.add({ "社会法/劳动合同法(2012-12-28).md": contract("2012年12月28日") });
    const on = (asOf: string) =>
      library.search({ query: "试用期", limit: 1, asOf }).hits[0]?.version.promulgatedOn;
    expect([on("2010-05-01"), on("2020-05-01")]).toEqual(["2007-06-29", "2012-12-28"]);
    const all = library.search({ query: "劳动合同", limit: 10 }).hits;
    expect(library.search({ query: "劳动合同", limit: 10, from: 1 }).hits).toEqual(all.slice(1));
  });

  it("puts the caller's own region first", () => {
    library = openTestLibrary();
    const local = (place: string) =>
      statute(`${place}最低工资规定`, { articles: [`${place}最低工资标准由人民政府公布。`] });
    library.add({ "杭州.md": local("杭州市"), "宁波.md": local("宁波市") });
    const first = (region: string) =>
      library.search({ query: "最低工资标准", limit: 1, region }).hits[0]?.version.region;
    expect([first("330100"), first("330200"), first("330110")]).toEqual(["330100", "330200", "330100"]);
    expect(
      library.search({ query: "宁波最低工资", limit: 1, region: "330100" }).hits[0]?.version.region,
    ).toBe("330200");
  });

  it("never throws, whatever is typed", () => {
    filled();
    const hostile = [
      "",
      " ",
      "\ud800",
      "%' OR 1=1 --",
      "第条",
      "第999999999999999999条",
      "a".repeat(100_000),
      "产".repeat(100_000),
      "\u0000",
      "((((",
      "号".repeat(50),
      "一二三四五六七八九十".repeat(20),
    ];
    for (const query of hostile) {
      expect(library.search({ query, limit: 20 }).hits.length).toBeLessThanOrEqual(20);
      library.suggest(query);
    }
    const words = fc.constantFrom(
      "产假",
      "第",
      "条",
      "38",
      "nxj",
      "'",
      "百分之",
      "万",
      "年修假",
      "\udc00",
      "劳动合同法",
      "号",
      "〔2020〕",
      " ",
    );
    const query = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.array(words, { maxLength: 12 }).map((list) => list.join("")),
    );
    fc.assert(
      fc.property(query, (text) => {
        library.search({ query: text, limit: 3 });
        library.suggest(text);
      }),
      { seed: 6, numRuns: 400 },
    );
  });
});

describe("reading and citing", () => {
  it("opens a clause in its document with all editions", () => {
    filled();
    library.add({ "社会法/劳动合同法(2012-12-28).md": contract("2012年12月28日") });
    const [hit] = library.search({ query: "试用期", limit: 1, asOf: "2010-05-01" }).hits;
    const opened = library.open({ clauseId: hit?.clauseId ?? "", asOf: "2010-05-01" });
    expect(opened.focusClauseId).toBe(hit?.clauseId);
    expect(opened.clauses.map((clause) => clause.label)).toEqual(["第一条", "第二条"]);
    expect(
      opened.versions.map((version) => [version.effectiveFrom, version.effectiveTo, version.validity]),
    ).toEqual([
      ["2012-12-28", null, "not-yet"],
      ["2007-06-29", "2012-12-28", "in-force"],
    ]);
  });

  it("pins the text of a citation and says it so that it can be read out", () => {
    filled();
    const [hit] = library.search({ query: "产假", limit: 1 }).hits;
    expect(library.cite({ clauseId: hit?.clauseId ?? "", region: "330100" })).toEqual({
      documentId: hit?.version.documentId,
      versionId: hit?.version.versionId,
      contentHash: hit?.version.contentHash,
      clauseId: hit?.clauseId,
      title: "女职工劳动保护特别规定",
      label: "第一条",
      promulgatedOn: "2012-04-28",
      asOf: "2026-11-22",
      region: "330100",
      sentence: "依据《女职工劳动保护特别规定》第一条：女职工生育享受九十八天产假，其中产前可以休假15天。",
    });
    const early = library.cite({ clauseId: hit?.clauseId ?? "", asOf: "2010-01-01" });
    expect(early.sentence).toContain("（尚未施行）");
  });

  it("knows no clause by a made-up id", () => {
    filled();
    for (const clauseId of ["", "v0.1", `v${"0".repeat(24)}.0`, "1; DROP TABLE library_clause"]) {
      expect(() => library.open({ clauseId })).toThrow(expect.objectContaining({ code: "not_found" }));
      expect(() => library.cite({ clauseId })).toThrow(expect.objectContaining({ code: "not_found" }));
    }
    expect(() => library.open({})).toThrow(expect.objectContaining({ code: "invalid_input" }));
  });
});

it("the alias table and the parser agree on the shape of their data", () => {
  library = openTestLibrary();
  const entries = JSON.parse(
    readFileSync(new URL("./data/aliases.json", import.meta.url), "utf8"),
  ) as unknown[];
  expect(entries.length).toBeGreaterThan(50);
});
