import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CallLeg, StateInterval } from "../domain/call.ts";
import { toInstant } from "../domain/time.ts";
import { settleAbandoned } from "./abandoned.ts";

const nine = Date.parse("2026-11-23T01:00:00.000Z");
const minute = 60_000;
const id = (n: number) => `018f7c00-0000-7000-8000-${String(n).padStart(12, "0")}`;
const lostId = id(99);

function interval(state: StateInterval["state"], startedAt: number, n = 1): StateInterval {
  return {
    intervalId: id(n),
    state,
    reason: null,
    callId: null,
    startedAt: toInstant(startedAt),
    endedAt: null,
  };
}

const leg: CallLeg = {
  callId: id(50),
  line: "exchange",
  direction: "inbound",
  number: "13800138000",
  queue: "12333",
  menu: null,
  ringingAt: toInstant(nine),
  answeredAt: toInstant(nine + 5_000),
  endedAt: null,
  heldMs: 0,
  endReason: null,
};

describe("what a desk that died left open", () => {
  test("ends with the last sign of life; the time until the agent is back is 断线", () => {
    const talking = interval("talking", nine + 5_000);
    const settled = settleAbandoned(
      { legs: [leg], intervals: [talking], lastBeatAt: nine + 2 * minute },
      { at: nine + 7 * minute, isBack: true, lostId },
    );
    expect(settled).toEqual({
      legs: [{ ...leg, endedAt: toInstant(nine + 2 * minute), endReason: "lost" }],
      intervals: [
        { ...talking, endedAt: toInstant(nine + 2 * minute) },
        {
          ...interval("lost", nine + 2 * minute),
          intervalId: lostId,
          endedAt: toInstant(nine + 7 * minute),
        },
      ],
      since: nine + 7 * minute,
    });
  });

  test("counts what was recorded later than the last heartbeat as a sign of life", () => {
    const settled = settleAbandoned(
      { legs: [leg], intervals: [interval("talking", nine + 5_000)], lastBeatAt: nine - 3_000 },
      { at: nine + minute, isBack: true, lostId },
    );
    expect(settled.legs[0]?.endedAt).toBe(toInstant(nine + 5_000));
    expect(settled.intervals.map(({ endedAt }) => endedAt)).toEqual([
      toInstant(nine + 5_000),
      toInstant(nine + minute),
    ]);
  });

  test("goes on as 断线 while somebody else has the seat, and ends when the agent is back", () => {
    const open = { legs: [], intervals: [interval("ready", nine)], lastBeatAt: nine + minute };
    const other = settleAbandoned(open, { at: nine + 5 * minute, isBack: false, lostId });
    expect(other.intervals.map(({ state, endedAt }) => [state, endedAt])).toEqual([
      ["ready", toInstant(nine + minute)],
      ["lost", null],
    ]);
    const lost = { legs: [], intervals: other.intervals.slice(1), lastBeatAt: nine + minute };
    expect(settleAbandoned(lost, { at: nine + 6 * minute, isBack: false, lostId }).intervals).toEqual([]);
    const back = settleAbandoned(lost, { at: nine + 9 * minute, isBack: true, lostId });
    expect(back.intervals).toEqual([{ ...other.intervals[1]!, endedAt: toInstant(nine + 9 * minute) }]);
  });

  test("is the end of the day for somebody who is back only the next morning", () => {
    const settled = settleAbandoned(
      { legs: [], intervals: [interval("busy", nine)], lastBeatAt: nine + 8 * 60 * minute },
      { at: nine + 23 * 60 * minute, isBack: true, lostId },
    );
    expect(settled.intervals).toEqual([
      { ...interval("busy", nine), endedAt: toInstant(nine + 8 * 60 * minute) },
    ]);
  });

  test("is nothing after an orderly end", () => {
    const settled = settleAbandoned(
      { legs: [], intervals: [], lastBeatAt: nine },
      { at: nine + minute, isBack: true, lostId },
    );
    expect(settled).toEqual({ legs: [], intervals: [], since: nine + minute });
  });

  test("leaves a clock that was forty days ahead behind instead of waiting for it", () => {
    const ahead = nine + 40 * 24 * 60 * minute;
    const settled = settleAbandoned(
      { legs: [], intervals: [interval("ready", ahead)], lastBeatAt: ahead + minute },
      { at: nine, isBack: true, lostId },
    );
    expect(settled.since).toBe(nine);
    expect(settled.intervals.map(({ endedAt }) => endedAt)).toEqual([toInstant(ahead + minute)]);
  });

  test("whatever it was, nothing stays open, ends before it began, overlaps or leaves a gap", () => {
    const moment = fc.integer({ min: 0, max: 9 * 3_600_000 });
    const state = fc.constantFrom("ready", "ringing", "talking", "wrap-up", "busy", "break", "lost");
    fc.assert(
      fc.property(
        fc.uniqueArray(moment, { minLength: 1, maxLength: 4 }),
        state,
        fc.option(moment),
        fc.integer({ min: -5 * minute, max: 30 * minute }),
        (starts, name, beat, back) => {
          const open = starts
            .toSorted((a, b) => a - b)
            .map((start, index) => interval(name as StateInterval["state"], nine + start, index));
          const lastBeatAt = beat === null ? null : nine + beat;
          const lastSign = Math.max(nine + Math.max(...starts), lastBeatAt ?? 0);
          const settled = settleAbandoned(
            { legs: [], intervals: open, lastBeatAt },
            { at: lastSign + back, isBack: true, lostId },
          );
          const chain = settled.intervals.toSorted(
            (a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt),
          );
          expect(new Set(chain.map(({ intervalId }) => intervalId)).size).toBe(chain.length);
          chain.forEach(({ startedAt, endedAt }, index) => {
            expect(endedAt !== null && endedAt >= startedAt).toBe(true);
            const next = chain[index + 1]?.startedAt ?? toInstant(settled.since);
            expect(endedAt).toBe(next);
          });
        },
      ),
      { seed: 12333, numRuns: 1000 },
    );
  });
});
