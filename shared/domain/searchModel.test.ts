import { expect, test } from "vitest";
import { type ModelComparison, verdictOf, worthOf } from "./searchModel.ts";

const compared = (low: number, high: number): ModelComparison => {
  const quality = { mrr10: 0, r10: 0, ndcg5: 0 };
  const interval = { difference: (low + high) / 2, low, high };
  return {
    ...{ questions: 100, before: quality, after: quality, current: null },
    differences: { mrr10: interval, r10: interval, ndcg5: interval },
    better: { count: 0, listed: [] },
    worse: { count: 0, listed: [] },
  };
};

test.each([
  ["own questions gain for certain, shipped ones lose nothing", [0.01, 0.05], [-0.01, 0.01], "better"],
  ["the gain may be none", [-0.01, 0.05], [-0.01, 0.01], "unclear"],
  ["shipped questions lose for certain, whatever is gained", [0.02, 0.05], [-0.03, -0.01], "worse"],
  ["own questions lose for certain", [-0.05, -0.01], [-0.01, 0.02], "worse"],
] as const)("where %s, the verdict is drawn from the intervals", (_case, own, shipped, verdict) => {
  const report = { own: compared(own[0], own[1]), shipped: compared(shipped[0], shipped[1]) };
  expect(verdictOf(report)).toBe(verdict);
});

test("without shipped questions about this library the centre's alone decide", () => {
  expect(verdictOf({ own: compared(0.01, 0.02), shipped: null })).toBe("better");
});

test("a citation says more of a query than an opening", () => {
  expect(worthOf({ cited: 1, opened: 0 })).toBeGreaterThan(worthOf({ cited: 0, opened: 3 }));
});
