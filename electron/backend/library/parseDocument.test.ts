import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identityOf, largestFile, parseDocument } from "./parseDocument.ts";

function parse(name: string, text: string) {
  return parseDocument(name, Buffer.from(text));
}

function parsed(name: string, text: string) {
  const outcome = parse(name, text);
  if (!outcome.ok) throw new Error(outcome.rule);
  return outcome.value;
}

const leave = `# 职工带薪年休假条例

2007年12月7日 国务院第198次常务会议通过

2007年12月14日 中华人民共和国国务院令第514号公布

<!-- INFO END -->

第一条 为了维护职工休息休假权利，制定本条例。

第二条 职工连续工作1年以上的，享受带薪年休假。

单位应当保证职工享受年休假。

第三条之一 职工累计工作已满1年的，年休假5天。

第十条 本条例自2008年1月1日起施行。
`;

describe("a statute", () => {
  it("gives title, number, issuer, dates and articles", () => {
    const { clauses, contentHash, ...head } = parsed("行政法规/职工带薪年休假条例(2007-12-14).md", leave);
    expect(head).toEqual({
      title: "职工带薪年休假条例",
      identity: "职工带薪年休假条例",
      kind: "regulation",
      level: "national",
      region: "000000",
      issuer: "国务院",
      documentNumber: "国务院令第514号",
      promulgatedOn: "2007-12-14",
      effectiveFrom: "2008-01-01",
      statedUntil: null,
      topic: null,
      aliases: [],
      repeals: [],
    });
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(clauses.map((clause) => clause.label)).toEqual(["第一条", "第二条", "第三条之一", "第十条"]);
    expect(clauses[1]?.body).toBe("职工连续工作1年以上的，享受带薪年休假。\n单位应当保证职工享受年休假。");
  });

  it("keeps chapters and sections as the place of an article", () => {
    const text =
      "# 某法\n\n<!-- INFO END -->\n\n## 第一章  总则\n\n第一条 甲。\n\n## 第二章 分则\n\n### 第一节 乙\n\n第二条 丙。\n\n## 第三章 附则\n\n第三条 丁。\n";
    expect(parsed("某法.md", text).clauses.map(({ label, chapter }) => [label, chapter])).toEqual([
      ["第一条", "第一章 总则"],
      ["第二条", "第二章 分则 第一节 乙"],
      ["第三条", "第三章 附则"],
    ]);
  });

  it("joins two titles, as the parts of the civil code have them", () => {
    const text =
      "# 中华人民共和国民法典\n\n# 总则\n\n2021年1月1日 施行\n\n<!-- INFO END -->\n\n第一条 为了保护民事主体的合法权益，制定本法。\n";
    expect(parsed("民法典/总则.md", text)).toMatchObject({
      title: "中华人民共和国民法典·总则",
      kind: "law",
      effectiveFrom: "2021-01-01",
    });
  });

  it("without articles is cut at 一、 二、", () => {
    const text =
      "# 刑法修正案\n\n1999年12月25日 通过\n\n<!-- INFO END -->\n\n为了惩治犯罪，作如下修改：\n\n一、第一处。\n\n增加一款。\n\n二、第二处。\n";
    expect(parsed("刑法/刑法修正案.md", text).clauses).toEqual([
      { label: null, chapter: null, body: "为了惩治犯罪，作如下修改：" },
      { label: "一、", chapter: null, body: "第一处。\n增加一款。" },
      { label: "二、", chapter: null, body: "第二处。" },
    ]);
  });

  it.each([
    ["地方法规/浙江/杭州市物业管理条例(2021-01-01).md", "杭州市物业管理条例", "local", "city", "330100"],
    ["地方法规/浙江/义乌国际贸易条例.md", "义乌国际贸易条例", "local", "district", "330782"],
    [
      "地方法规/浙江/中国（浙江）自由贸易试验区条例.md",
      "中国（浙江）自由贸易试验区条例",
      "local",
      "province",
      "330000",
    ],
    ["浙江省女职工劳动保护办法.md", "浙江省女职工劳动保护办法", "rule", "province", "330000"],
    [
      "司法解释/最高人民法院关于审理劳动争议案件的解释.md",
      "最高人民法院关于审理劳动争议案件的解释",
      "interpretation",
      "national",
      "000000",
    ],
    ["部门规章/人力资源社会保障部/某某通知.md", "关于某某问题的通知", "notice", "national", "000000"],
    ["劳动合同法.md", "中华人民共和国劳动合同法", "law", "national", "000000"],
    ["随便.md", "参保证明怎么开", "guide", "national", "000000"],
  ])("%s tells kind, level and region", (name, title, kind, level, region) => {
    expect(parsed(name, `# ${title}\n\n第一条 内容。\n`)).toMatchObject({ title, kind, level, region });
  });

  it.each([
    ["the day it names", "2023年9月1日 通过", "本法自2024年1月1日起施行。", "2024-01-01"],
    [
      "its promulgation, when the closing article kept the first edition's day",
      "2018年12月29日 修正",
      "本法自1995年1月1日起施行。",
      "2018-12-29",
    ],
    [
      "its promulgation, when it takes effect at once",
      "2018年12月29日 公布",
      "本法自公布之日起施行。",
      "2018-12-29",
    ],
    ["a day in Chinese numerals", "2012年4月18日 通过", "本规定自二〇一二年五月一日起施行。", "2012-05-01"],
    ["nothing, when no day is a real one", "2023年2月30日 通过", "本法自2024年13月1日起施行。", null],
  ])("is in force from %s", (_, header, closing, day) => {
    expect(
      parsed("某法.md", `# 某法\n\n${header}\n\n<!-- INFO END -->\n\n第一条 ${closing}\n`).effectiveFrom,
    ).toBe(day);
  });

  it("names the texts it ends", () => {
    const text =
      "# 新办法\n\n2020年1月1日 公布\n\n<!-- INFO END -->\n\n第九条 本办法自2020年2月1日起施行。2001年3月5日公布的《旧〈某法〉办法》、《中华人民共和国老法》同时废止。\n";
    expect(parsed("新办法.md", text).repeals).toEqual(["旧某法办法", "老法"]);
  });
});

describe("questions and guides", () => {
  const sheet = `---
kind: qa
level: province
region: 330000
issuer: 编辑组
number: 示知〔2026〕3号
promulgated: 2026-03-02
effectiveFrom: 2021-11-25
effectiveTo: 2027-12-31
topic: 生育保险
aliases: 产假, 陪产假、育儿假
这行不是键值
---
# 延长产假问答

## 问 1 产假一共多少天？

一孩 158 天。

## 问2：男方有陪产假吗？

15 天。

## 三、附注

请转 12393。
`;

  it("carry their head and are cut at questions", () => {
    const { clauses, contentHash: _, ...head } = parsed("qa.md", sheet);
    expect(head).toMatchObject({
      identity: "延长产假问答@330000",
      kind: "qa",
      level: "province",
      region: "330000",
      issuer: "编辑组",
      documentNumber: "示知〔2026〕3号",
      effectiveFrom: "2021-11-25",
      statedUntil: "2027-12-31",
      topic: "生育保险",
      aliases: ["产假", "陪产假", "育儿假"],
    });
    expect(clauses).toEqual([
      { label: "问 1", chapter: null, body: "产假一共多少天？\n一孩 158 天。" },
      { label: "问 2", chapter: null, body: "男方有陪产假吗？\n15 天。" },
      { label: "三、附注", chapter: null, body: "请转 12393。" },
    ]);
  });

  it("survive a head that is never closed", () => {
    expect(parse("x.md", "---\nkind: qa\n# 标题\n\n正文。\n").ok).toBe(true);
  });
});

describe("what is no policy text", () => {
  it.each<[string, Uint8Array, string]>([
    ["a program named .md", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), "import.notText"],
    ["broken UTF-8", Buffer.from([0x23, 0x20, 0xff, 0xfe, 0xc3]), "import.notText"],
    ["nothing", Buffer.alloc(0), "import.empty"],
    ["blanks", Buffer.from(" \n\n "), "import.empty"],
    ["text without a title", Buffer.from("第一条 没有标题。\n"), "import.noTitle"],
    ["a title alone", Buffer.from("# 标题\n"), "import.empty"],
    ["more than a statute book", Buffer.alloc(largestFile + 1, 0x61), "import.tooLarge"],
  ])("%s is refused", (_, bytes, rule) => {
    expect(parseDocument("x.md", bytes)).toEqual({ ok: false, rule });
  });

  it("never throws, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: "binary" }), (bytes, name) => {
        parseDocument(name, bytes);
        parseDocument(name, Buffer.from(`# 标题\n${Buffer.from(bytes).toString("latin1")}`));
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

it("one title in different dress is one document", () => {
  expect(identityOf("中华人民共和国 劳动法（试行）")).toBe(identityOf("劳动法(试行)"));
  expect(identityOf("《勞動法》")).toBe("劳动法");
});
