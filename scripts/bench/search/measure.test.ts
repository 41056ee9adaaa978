import { describe, expect, it } from "vitest";
import type { JudgedQuery } from "../../../electron/backend/library/searchMeasures.ts";
import { judged, type Subject, timings } from "./measure.ts";

const hit = (versionId: string, label: string | null, body = "") => ({ versionId, label, body: () => body });
const subject = (hits: ReturnType<typeof hit>[]): Subject => ({ search: () => {}, hits: () => hits });
const files = new Map([
  ["v1", ["甲.md", "甲二.md"]],
  ["v2", ["乙.md"]],
]);

describe("judging", () => {
  it("counts a judged article once, by any of the files its version came from, and takes a passage by what it says", () => {
    const queries: JudgedQuery[] = [
      {
        id: 7,
        query: "工资",
        kind: "kw",
        relevant: [
          { file: "甲二.md", article: "第一条", grade: 3 },
          { file: "乙.md", contains: "货币", grade: 2 },
        ],
      },
    ];
    const hits = [
      hit("v2", "第一条"),
      hit("v1", "第一条"),
      hit("v1", "第一条"),
      hit("v2", null, "以货币支付"),
    ];
    const { quality, scores } = judged(subject(hits), queries, files);
    expect(quality).toMatchObject({
      queries: 1,
      mrr10: 0.5,
      r5: 1,
      kinds: { kw: { queries: 1, mrr10: 0.5 } },
    });
    expect(scores).toMatchObject([{ id: 7, kind: "kw", mrr10: 0.5, r5: 1 }]);
  });
});

describe("timing", () => {
  it("asks every query once as it stands and then letter by letter", () => {
    const asked: string[] = [];
    const { latency_ms, typed } = timings({ search: (query) => void asked.push(query), hits: () => [] }, [
      { id: 1, query: "工资", relevant: [] },
      { id: 2, query: "产假", kind: "kw", relevant: [] },
    ]);
    expect(asked).toEqual(["工资", "产假", "工", "工资", "产", "产假"]);
    expect([Object.keys(latency_ms).sort(), typed]).toEqual([["all", "keystrokes", "kw"], 2]);
  });

  it("says how many queries it typed out when it had no time for all", () => {
    const queries = [{ id: 1, query: "工资", relevant: [] }];
    expect(timings(subject([]), queries, -1).typed).toBe(0);
  });
});
