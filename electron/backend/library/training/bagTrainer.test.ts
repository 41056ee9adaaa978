import { describe, expect, test } from "vitest";
import type { Bags } from "./bags.ts";
import {
  type BagModel,
  bagTrainer,
  type Comparison,
  copyModel,
  encodeBags,
  newBagModel,
} from "./bagTrainer.ts";
import { seededRandom } from "./seededRandom.ts";

const bags = (rows: number[][]): Bags => ({
  starts: Int32Array.from([0, ...rows.map((_, at) => rows.slice(0, at + 1).flat().length)]),
  entries: Int32Array.from(rows.flat()),
  count: rows.length,
});

const frequencies = Uint32Array.of(3, 2, 5, 1, 4, 2, 1, 3);
const comparison: Comparison = {
  questions: bags([[0, 1], [2, 3, 3], [6]]),
  passages: bags([
    [0, 4, 5],
    [2, 1, 7],
    [6, 7, 7],
    [5, 3],
  ]),
  right: Int32Array.of(0, 1, 2),
  weights: Float32Array.of(1, 0.5, 1),
  masked: [3],
};

/** The loss by its definition, written without any of the trainer's arithmetic. */
function lossOf(model: BagModel): number {
  const asked = encodeBags(model, comparison.questions, "ask");
  const told = encodeBags(model, comparison.passages, "tell");
  const sharpness = Math.exp(model.sharpness[0] ?? 0);
  const cosine = (row: number, column: number) =>
    asked
      .subarray(row * 128, (row + 1) * 128)
      .reduce((sum, value, axis) => sum + value * (told[column * 128 + axis] ?? 0), 0);
  let loss = 0;
  for (let row = 0; row < 3; row++) {
    const seen = [0, 1, 2, 3].filter((column) => ![...comparison.masked].includes(row * 4 + column));
    const mass = seen.reduce((sum, column) => sum + Math.exp(sharpness * cosine(row, column)), 0);
    const share = (comparison.weights[row] ?? 0) / 2.5;
    loss -= share * (sharpness * cosine(row, comparison.right[row] ?? 0) - Math.log(mass));
  }
  return loss;
}

/** How the loss changes with one number, by the difference of two losses. */
function slopeAt(model: BagModel, part: keyof BagModel, at: number): number {
  const nudge = 1e-2;
  const nudged = (by: number) => {
    const copy = copyModel(model);
    copy[part][at]! += by;
    return lossOf(copy);
  };
  return (nudged(nudge) - nudged(-nudge)) / (2 * nudge);
}

describe("one step of the trainer", () => {
  test("reports the loss that its definition gives", () => {
    const model = newBagModel(frequencies, 6, seededRandom(1));
    const expected = lossOf(model);
    expect(bagTrainer(model).step(comparison, 0)).toBeCloseTo(expected, 4);
  });

  test("moves every number against its slope, as differences of the loss show it", () => {
    const before = newBagModel(frequencies, 6, seededRandom(2));
    const after = copyModel(before);
    // The first step of Adam is the rate times the sign of the slope.
    bagTrainer(after).step(comparison, 1e-3);
    const wrong = (["vectors", "askWeight", "tellWeight", "sharpness"] as const).flatMap((part) => {
      const places = [...before[part].keys()].filter((at) => part !== "vectors" || at % 37 === 0);
      return places.filter((at) => {
        const slope = slopeAt(before, part, at);
        const moved = (after[part][at] ?? 0) - (before[part][at] ?? 0);
        return Math.abs(slope) > 1e-3 && Math.sign(moved) !== -Math.sign(slope);
      });
    });
    expect(wrong).toEqual([]);
  });

  test("repeated, brings the right passages first", () => {
    const model = newBagModel(frequencies, 6, seededRandom(3));
    const trainer = bagTrainer(model);
    const first = trainer.step(comparison, 4e-3);
    let last = first;
    for (let step = 0; step < 200; step++) last = trainer.step(comparison, 4e-3);
    expect(last).toBeLessThan(first / 10);
  });
});
