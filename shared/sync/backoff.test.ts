import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs, syncBackoff } from "./backoff.ts";

test("the wait doubles from half a second up to half a minute", () => {
  const longest = [1, 2, 3, 6, 7, 40].map((failures) => backoffMs(failures, 1));
  expect(longest).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000]);
});

test("however often it failed, the wait stays between an eighth of a second and half a minute", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const wait = backoffMs(failures, random);
        expect(wait).toBeGreaterThanOrEqual(syncBackoff.firstMs / 4);
        expect(wait).toBeLessThanOrEqual(syncBackoff.maxMs);
      },
    ),
  );
});

test("seats that failed together come back spread over three quarters of the ceiling", () => {
  expect([0, 0.5, 0.999].map((random) => backoffMs(3, random))).toEqual([500, 1_250, 1_999]);
});
