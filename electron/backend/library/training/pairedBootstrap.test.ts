import { describe, expect, it } from "vitest";
import { pairedBootstrap } from "./pairedBootstrap.ts";

describe("the paired bootstrap", () => {
  it("finds a difference that every query shows, whatever the level of the queries", () => {
    const first = Array.from({ length: 200 }, (_, at) => (at % 10) / 10);
    const found = pairedBootstrap(
      first,
      first.map((score) => score + 0.05),
    );
    expect(found).toMatchObject({ queries: 200, isReal: true });
    expect([found.difference, found.low, found.high].map((value) => value.toFixed(6))).toEqual([
      "0.050000",
      "0.050000",
      "0.050000",
    ]);
  });

  it("takes no difference for real that some queries show and as many deny", () => {
    const first = Array.from({ length: 300 }, (_, at) => at % 2);
    const found = pairedBootstrap(
      first,
      first.map((score) => 1 - score),
    );
    expect(found.difference).toBe(0);
    expect(found.isReal).toBe(false);
  });

  it("gives the interval that theory gives for many independent queries", () => {
    // Differences of 1 in 40 queries of 400: mean 0.1, standard error √(0.1 · 0.9 / 400) = 0.015.
    const second = Array.from({ length: 400 }, (_, at) => (at % 10 === 0 ? 1 : 0));
    const { low, high } = pairedBootstrap(new Array<number>(400).fill(0), second);
    expect(low).toBeCloseTo(0.1 - 1.96 * 0.015, 2);
    expect(high).toBeCloseTo(0.1 + 1.96 * 0.015, 2);
  });

  it("repeats itself with the same seed and hardly moves with another", () => {
    const second = Array.from({ length: 100 }, (_, at) => Math.sin(at));
    const first = new Array<number>(100).fill(0);
    const once = pairedBootstrap(first, second, { seed: 1 });
    expect(pairedBootstrap(first, second, { seed: 1 })).toEqual(once);
    expect(pairedBootstrap(first, second, { seed: 2 }).low).toBeCloseTo(once.low, 1);
  });

  it("refuses lists that do not belong together", () => {
    expect(() => pairedBootstrap([1, 2], [1])).toThrow(RangeError);
    expect(() => pairedBootstrap([], [])).toThrow(RangeError);
  });
});
