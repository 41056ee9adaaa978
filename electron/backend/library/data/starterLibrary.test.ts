import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { practiceStories } from "../../../../shared/call/practiceStories.ts";
import { defaultTopics } from "../../../../shared/domain/reference.ts";
import { parseDocument } from "../parseDocument.ts";

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

function byStart(a: { effectiveFrom: string | null }, b: { effectiveFrom: string | null }): number {
  return (a.effectiveFrom ?? "").localeCompare(b.effectiveFrom ?? "");
}
