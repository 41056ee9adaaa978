import { describe, expect, test } from "vitest";
import { readPairs } from "./questionPairs.ts";

describe("a file of questions and their answers", () => {
  test("gives every question of a line the answers of the line", () => {
    const text = '{"answers":[["劳动法.md","第一条"]],"questions":["一?","二?"]}\n\n';
    const answers = [{ file: "劳动法.md", article: "第一条" }];
    expect(readPairs("a.jsonl", text)).toEqual([
      { question: "一?", answers, source: "a.jsonl" },
      { question: "二?", answers, source: "a.jsonl" },
    ]);
  });

  test("may be a list of judged queries, of which only what answers is learned", () => {
    const text = JSON.stringify([
      {
        query: "年假",
        relevant: [
          { file: "a.md", article: "第三条", grade: 3 },
          { file: "a.md", article: "第九条", grade: 1 },
        ],
      },
      { query: "无", relevant: [{ file: "a.md", contains: "段落" }] },
    ]);
    expect(readPairs("q.json", text)).toEqual([
      { question: "年假", answers: [{ file: "a.md", article: "第三条" }], source: "q.json" },
    ]);
  });

  test.each([
    ["not JSON at all", "{oops"],
    ["a line without answers", '{"answers":[],"questions":["a"]}'],
    ["a question of no characters", '{"answers":[["a","b"]],"questions":[""]}'],
  ])("is refused with the place of %s", (_, text) => {
    expect(() => readPairs("bad.jsonl", `${text}\n`)).toThrow(/bad\.jsonl:1/);
  });
});
