import fc from "fast-check";
import { expect, test } from "vitest";
import { groupedFolds, randomFolds } from "./folds.ts";
import { seededRandom } from "./seededRandom.ts";

const answers = fc.array(fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 60,
});

test("questions that share an answer, directly or through others, are held out together", () => {
  fc.assert(
    fc.property(answers, fc.integer({ min: 2, max: 6 }), (lists, count) => {
      const folds = groupedFolds(lists, count, seededRandom(7));
      const foldOf = new Map<number, number>();
      lists.forEach((list, question) => {
        for (const answer of list) {
          const known = foldOf.get(answer) ?? folds[question];
          expect(folds[question]).toBe(known);
          foldOf.set(answer, folds[question] ?? 0);
        }
      });
    }),
  );
});

test("random folds differ in size by one at most and repeat with their seed", () => {
  const folds = randomFolds(23, 5, seededRandom(1));
  const sizes = [0, 1, 2, 3, 4].map((fold) => folds.filter((value) => value === fold).length);
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  expect(randomFolds(23, 5, seededRandom(1))).toEqual(folds);
});
