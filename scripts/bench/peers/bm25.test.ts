import { describe, expect, it } from "vitest";
import { createBm25 } from "./bm25.ts";

const texts = [
  ["工伤", "认定"],
  ["工伤", "保险", "待遇", "工伤"],
  ["产假", "工资"],
  ["工资", "支付"],
];

describe("BM25 as other engines are measured by", () => {
  it("orders texts as the formula worked by hand does", () => {
    const index = createBm25([{ weight: 1, b: 0.75 }]);
    for (const [at, terms] of texts.entries()) index.add(at + 10, [terms]);
    index.finish();
    const score = (frequency: number, length: number, found: number) => {
      const sum = frequency / (0.25 + (0.75 * length) / 2.5);
      return Math.log(1 + (4 - found + 0.5) / (found + 0.5)) * ((sum * 2.2) / (sum + 1.2));
    };
    const [short, long] = [score(1, 2, 2), score(2, 4, 2)];
    expect(index.search(["工伤"], 10)).toEqual(long > short ? [11, 10] : [10, 11]);
    expect(index.search(["工伤", "认定"], 10)[0]).toBe(10);
    expect(index.search(["工资", "产假"], 1)).toEqual([12]);
    expect(index.search(["没有"], 10)).toEqual([]);
  });

  it("counts an occurrence in a weighty field more", () => {
    const index = createBm25([
      { weight: 2, b: 0.3 },
      { weight: 1, b: 0.75 },
    ]);
    index.add(1, [["办法"], ["工伤", "认定"]]);
    index.add(2, [["工伤"], ["办法", "认定"]]);
    index.finish();
    expect(index.search(["工伤"], 10)).toEqual([2, 1]);
  });

  it("keeps the best of many", () => {
    const index = createBm25([{ weight: 1, b: 0 }]);
    for (let id = 0; id < 500; id++) index.add(id, [[...new Array<string>(1 + (id % 50)).fill("词"), "尾"]]);
    index.finish();
    expect(index.search(["词"], 3)).toEqual([49, 99, 149]);
  });
});
