import { expect, test } from "vitest";
import { reasonsOf } from "./reasons.ts";

const words = [
  { typed: "产假", matched: "产假" },
  { typed: "怀孕", matched: "女职工" },
];
const near = { kind: "similar", typed: "怀孕辞退", matched: "", percent: 62 };
const said = [
  { kind: "word", typed: "产假", matched: "产假" },
  { kind: "alias", typed: "怀孕", matched: "女职工" },
];

test.each([
  ["the words alone where they cover half of the question", 0.62, 0.5, said],
  ["the words alone where the passage lies far", 0.39, 0.1, said],
  ["the words and then the nearness where they cover some of it", 0.62, 0.3, [...said, near]],
  ["the nearness first where hardly anything was typed that stands there", 0.62, 0.2, [near, ...said]],
])("the reasons are %s", (_rule, cosine, coverage, reasons) => {
  expect(reasonsOf("怀孕辞退", { matched: words, cosine, coverage })).toEqual(reasons);
});

test("what was learned is a reason by itself, and no nearness is more than whole", () => {
  const [reason, ...more] = reasonsOf("问", { matched: [], cosine: 1.001, coverage: 0 });
  expect([reason?.percent, more]).toEqual([100, []]);
});
