import { expect, test } from "vitest";
import { scorer } from "../ranking.ts";
import { learnRanking, type RankedSample } from "./learnRanking.ts";
import { seededRandom } from "./seededRandom.ts";

/** Ten candidates; the answer has the largest "useful" number, "noise" says nothing, "never" is always the same. */
function samples(count: number): RankedSample[] {
  const random = seededRandom(4);
  return Array.from({ length: count }, () => {
    const rows = Array.from({ length: 10 }, () => Float32Array.of(random.next(), random.next(), 1));
    const best = rows.reduce((top, row, at) => ((row[0] ?? 0) > (rows[top]?.[0] ?? 0) ? at : top), 0);
    return { rows, worth: Float32Array.from(rows, (_, at) => (at === best ? 1 : 0)), weight: 1 };
  });
}

test("the ranking finds the feature that tells and leaves the others near nothing", () => {
  const learned = learnRanking(["useful", "noise", "never"], samples(300), {
    epochs: 30,
    random: seededRandom(1),
  });
  const [useful = 0, noise = 0, never = 0] = learned.weight;
  expect(useful).toBeGreaterThan(1);
  expect(Math.abs(noise)).toBeLessThan(useful / 5);
  expect(never).toBe(0);
});

test("a feature that is to be left out keeps no weight", () => {
  const learned = learnRanking(["useful", "noise", "never"], samples(50), {
    epochs: 3,
    random: seededRandom(1),
    skip: new Set(["useful"]),
  });
  expect(learned.weight[0]).toBe(0);
});

test("weights are found by name, so that a model of other features still counts what it knows", () => {
  const ranking = { names: ["b", "gone"], mean: [1, 0], deviation: [2, 1], weight: [3, 9] };
  expect(scorer(["a", "b"], ranking)(Float32Array.of(7, 5))).toBe(6);
});
