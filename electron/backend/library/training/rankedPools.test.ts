import { describe, expect, test } from "vitest";
import { featureNames } from "../features.ts";
import { gradesBy, leastNearOf, type QuestionPool } from "./rankedPools.ts";

const cosineAt = featureNames.indexOf("cosine");

/** A pool whose first passage answers; each passage has a cosine and, where it is a sheet, what that counts for. */
function pool(...passages: { cosine: number; sheet?: number }[]): QuestionPool {
  return {
    question: { question: "", passages: [0], source: "own" },
    passages: Int32Array.from(passages, (_, at) => at),
    rows: passages.map(({ cosine }) =>
      Float32Array.from(featureNames, (_, at) => (at === cosineAt ? cosine : 0)),
    ),
    worth: Float32Array.from(passages, (_, at) => (at === 0 ? 1 : 0)),
    sheets: Float32Array.from(passages, ({ sheet }) => sheet ?? Number.NaN),
  };
}

describe("how near an answer lies", () => {
  test.each<[string, number[], number]>([
    [
      "is what all but one answer in twenty reach",
      Array.from({ length: 40 }, (_, at) => 0.1 + at / 200),
      0.11,
    ],
    ["is never asked beyond what any model's answers reach", [0.8, 0.9], 0.35],
    ["is nothing where an answer lies on the other side", [-0.2, 0.6], 0],
    ["is nothing where there is no answer to go by", [], 0],
  ])("%s", (_rule, cosines, expected) => {
    expect(leastNearOf(cosines.map((cosine) => pool({ cosine }, { cosine: 0.01 })))).toBeCloseTo(expected, 5);
  });
});

test("a sheet counts in a measured pool what it counts in the search", () => {
  const ranking = { names: ["cosine"], mean: [0], deviation: [1], weight: [1] };
  expect(gradesBy(ranking)(pool({ cosine: 0.2 }, { cosine: 0.6 }))).toEqual([0, 1]);
  expect(gradesBy(ranking)(pool({ cosine: 0.2, sheet: 3 }, { cosine: 0.6 }))).toEqual([1, 0]);
  expect(gradesBy(ranking)(pool({ cosine: 0.2 }, { cosine: 0.1, sheet: 3 }))).toEqual([0, 1]);
});
