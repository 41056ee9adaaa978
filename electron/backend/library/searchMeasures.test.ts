import { describe, expect, it } from "vitest";
import { percentile, quality, relevantFrom } from "./searchMeasures.ts";

describe("search measures", () => {
  it("are those of the textbook on a ranking worked by hand", () => {
    const ranking = { grades: [0, 3, 0, 1, 0, 2], ideal: [3, 2, 1, 2], threshold: 2 };
    const dcg = 7 / Math.log2(3) + 1 / Math.log2(5) + 3 / Math.log2(7);
    const best = 7 + 3 / Math.log2(3) + 3 / 2 + 1 / Math.log2(5);
    const { mrr10, ndcg10, r5, r10 } = quality([ranking]);
    expect({ mrr10, r5, r10 }).toEqual({ mrr10: 0.5, r5: 1 / 3, r10: 2 / 3 });
    expect(ndcg10).toBeCloseTo(dcg / best, 10);
  });

  it("are means over queries, of which one without an answer counts nothing", () => {
    const perfect = { grades: [1], ideal: [1], threshold: 1 };
    const missed = { grades: [0, 0], ideal: [1], threshold: 1 };
    expect(quality([perfect, missed])).toEqual({
      mrr10: 0.5,
      ndcg5: 0.5,
      ndcg10: 0.5,
      r5: 0.5,
      r10: 0.5,
      r100: 0.5,
    });
  });

  it("take an answer for found only where one is judged, else what is related", () => {
    expect(relevantFrom([{ file: "a", grade: 1 }])).toBe(1);
    expect(
      relevantFrom([
        { file: "a", grade: 3 },
        { file: "b", grade: 1 },
      ]),
    ).toBe(2);
    expect(relevantFrom([{ file: "a" }])).toBe(1);
  });

  it("give percentiles of what was measured", () => {
    const samples = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect([percentile(samples, 0.5), percentile(samples, 0.95), percentile([], 0.5)]).toEqual([51, 96, 0]);
  });
});
