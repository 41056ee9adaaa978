import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { practiceStories } from "../../../../shared/call/practiceStories.ts";
import { defaultTopics } from "../../../../shared/domain/reference.ts";
import { parseDocument } from "../parseDocument.ts";
import { openTestLibrary } from "../testLibrary.ts";

const folder = join(import.meta.dirname, "starter");
const documents = readdirSync(folder).map((name) => {
  const parsed = parseDocument(name, readFileSync(join(folder, name)));
  if (!parsed.ok) throw new Error(`${name}: ${parsed.rule}`);
  return { name, ...parsed.value };
});

/** Topics without a document of their own: answered from the others, or from what the region publishes each year. */
const withoutDocument = [
  "pension-amount",
  "unemployment-terms",
  "contribution-enrol",
  "contribution-base",
  "ticket-progress",
  "training-exams",
  "suggestion",
];

describe("the starter library", () => {
  it("has at least sixty documents that say who wrote them, when, for where and on what topic", () => {
    expect(documents.length).toBeGreaterThanOrEqual(60);
    const topics = defaultTopics.map((topic) => topic.id);
    for (const document of documents) {
      expect(document.issuer, document.name).toBe("示例 12333 中心知识库编辑组");
      expect(document.promulgatedOn, document.name).not.toBeNull();
      expect(document.effectiveFrom, document.name).not.toBeNull();
      expect(topics, document.name).toContain(document.topic);
      expect(document.aliases.length, document.name).toBeGreaterThan(0);
      expect(document.clauses.length, document.name).toBeGreaterThanOrEqual(3);
    }
  });

  it("gives no two documents the same number, and covers nearly every topic an agent can choose", () => {
    const numbers = documents.map((each) => each.documentNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
    const covered = new Set(documents.map((each) => each.topic));
    const left = defaultTopics.map((topic) => topic.id).filter((id) => !covered.has(id));
    expect(left).toEqual(withoutDocument);
  });

  it("numbers its questions without a gap, and every answer names its legal basis", () => {
    for (const document of documents.filter((each) => each.kind === "qa")) {
      expect(document.clauses.map((clause) => clause.label)).toEqual(
        document.clauses.map((_clause, at) => `问 ${at + 1}`),
      );
      for (const { body, label } of document.clauses)
        expect(body, `${document.name} ${label}`).toMatch(/依据：《/);
    }
  });

  it("keeps the maternity leave of 90 days as an expired version of the 98 days", () => {
    const versions = documents.filter((each) => each.title === "女职工产假常见问答");
    expect(
      versions.map(({ effectiveFrom, statedUntil }) => ({ effectiveFrom, statedUntil })).sort(byStart),
    ).toEqual([
      { effectiveFrom: "1988-09-01", statedUntil: "2012-04-27" },
      { effectiveFrom: "2012-04-28", statedUntil: null },
    ]);
    expect(new Set(versions.map((each) => each.identity)).size).toBe(1);
  });

  it("has answers for the country, for Zhejiang and for Hangzhou side by side", () => {
    expect(new Set(documents.map((each) => `${each.level} ${each.region}`))).toEqual(
      new Set(["national 000000", "province 330000", "city 330100"]),
    );
  });

  it("holds every clause the practice callers should be answered with", () => {
    for (const { title, label } of practiceStories.flatMap((story) => story.expected.citations)) {
      const labels = documents.filter((each) => each.title === title).flatMap((each) => each.clauses);
      expect(
        labels.map((clause) => clause.label),
        title,
      ).toContain(label);
    }
  });
});

describe("an everyday question", () => {
  it("leads to its sheet among the first two answers", () => {
    const library = openTestLibrary();
    library.add(
      Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])),
    );
    const first = questions.map(([asked]) =>
      library.search({ query: asked, limit: 2 }).hits.map((hit) => hit.version.title),
    );
    library.db.close();
    const astray = questions.filter(([, title], at) => !first[at]?.includes(title));
    expect(astray).toEqual([]);
  });
});

const questions: readonly (readonly [asked: string, title: string])[] = [
  ["病假工资怎么发", "病假、医疗期与病假工资问答"],
  ["高温津贴多少", "高温天气劳动保护与高温津贴问答"],
  ["生育津贴谁发", "生育津贴问答"],
  ["失业登记去哪", "失业登记与就业登记问答"],
  ["自己交社保", "灵活就业人员参保问答"],
  ["农村养老保险", "城乡居民基本养老保险问答"],
  ["老人去世了能领什么", "丧葬补助金、抚恤金与遗属待遇问答"],
  ["社保断了怎么办", "社会保险补缴与断缴问答"],
  ["社保卡丢了", "社会保障卡与个人权益记录问答"],
  ["派遣工同工同酬", "劳务派遣问答"],
  ["竞业限制没给钱", "竞业限制、保密与服务期问答"],
  ["突然被开除", "违法解除与代通知金问答"],
  ["孕妇上夜班", "女职工经期、孕期、哺乳期劳动保护问答"],
  ["暑假工十五岁", "童工与未成年工问答"],
  ["伤残鉴定不服", "劳动能力鉴定办事指南"],
  ["最低工资是多少", "最低工资问答"],
  ["老板跑路欠薪报警", "拒不支付劳动报酬罪问答"],
  ["冒领养老金", "社会保险基金监督举报与冒领待遇处理指南"],
  ["窗口态度差", "服务态度与窗口作风投诉指南"],
  ["档案在哪里", "流动人员人事档案问答"],
];

function byStart(a: { effectiveFrom: string | null }, b: { effectiveFrom: string | null }): number {
  return (a.effectiveFrom ?? "").localeCompare(b.effectiveFrom ?? "");
}
