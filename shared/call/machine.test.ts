import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callLeg } from "../domain/call.ts";
import { type CallEffect, type CallInput, type CallState, idle, step, toCallLeg } from "./machine.ts";
import type { EndCause } from "./phone.ts";

const callId = "018f7c00-0000-7000-8000-000000000001";
const otherId = "018f7c00-0000-7000-8000-000000000002";

type Play = { state: CallState; effects: CallEffect[] };

function play(events: CallInput[]): Play {
  let state: CallState = idle;
  const effects: CallEffect[] = [];
  for (const event of events) {
    const taken = step(state, event);
    state = taken.state;
    effects.push(...taken.effects);
  }
  return { state, effects };
}

const rings: CallInput = {
  type: "incoming",
  at: 1000,
  callId,
  line: "exchange",
  number: "13800138000",
  queue: "12333",
  menu: null,
};
const stands: CallInput[] = [rings, { type: "answer", at: 2000 }, { type: "answered", at: 2100, callId }];

function closed(effects: CallEffect[]) {
  return effects.flatMap((effect) => (effect.type === "closed" ? [effect.call] : []));
}

describe("the call machine", () => {
  test("a call that rings, is answered, held, resumed and ended by the caller is told in full", () => {
    const { state, effects } = play([
      ...stands,
      { type: "hold", at: 3000 },
      { type: "held", at: 3050, callId },
      { type: "resume", at: 4000 },
      { type: "resumed", at: 4050, callId },
      { type: "ended", at: 9000, callId, cause: "far" },
    ]);
    expect(state).toEqual({ name: "idle" });
    expect(effects.map((effect) => effect.type)).toEqual([
      "opened",
      "phone.answer",
      "talking",
      "phone.hold",
      "phone.resume",
      "closed",
    ]);
    expect(toCallLeg(closed(effects)[0]!)).toEqual({
      callId,
      line: "exchange",
      direction: "inbound",
      number: "13800138000",
      queue: "12333",
      menu: null,
      ringingAt: "1970-01-01T00:00:01.000Z",
      answeredAt: "1970-01-01T00:00:02.100Z",
      endedAt: "1970-01-01T00:00:09.000Z",
      heldMs: 1000,
      endReason: "caller",
    });
  });

  test("a hold still running when the call ends counts up to the end", () => {
    const { effects } = play([
      ...stands,
      { type: "hold", at: 3000 },
      { type: "held", at: 3000, callId },
      { type: "ended", at: 8000, callId, cause: "near" },
    ]);
    expect(closed(effects)[0]).toMatchObject({ heldMs: 5000, endReason: "agent" });
  });

  test("a hold the far end refuses leaves the call as it was", () => {
    const before = play(stands).state;
    const after = play([
      ...stands,
      { type: "hold", at: 3000 },
      { type: "rejectedReinvite", at: 3100, callId },
    ]).state;
    expect(after).toEqual(before);
  });

  test("a second caller is turned away as busy and still recorded", () => {
    const second: CallInput = { ...rings, at: 5000, callId: otherId, number: "057188886666" };
    const { state, effects } = play([...stands, second]);
    expect(state.name).toBe("talking");
    expect(effects.slice(-2)).toEqual([
      { type: "phone.reject", callId: otherId, reason: "busy" },
      {
        type: "missed",
        call: expect.objectContaining({ callId: otherId, endedAt: 5000, endReason: "rejected" }),
      },
    ]);
  });

  test("a microphone that fails leaves the call ringing, and it can be answered again", () => {
    const { state, effects } = play([
      rings,
      { type: "answer", at: 2000 },
      { type: "answerFailed", at: 2010, callId },
      { type: "answer", at: 2500 },
    ]);
    expect(state.name).toBe("answering");
    expect(effects.filter((effect) => effect.type === "phone.answer")).toHaveLength(2);
  });

  test("an answer that crosses our giving up is hung up at once", () => {
    const { state, effects } = play([
      { type: "dial", at: 0, callId, line: "exchange", number: "13800138000" },
      { type: "hangUp", at: 10 },
      { type: "answered", at: 20, callId },
    ]);
    expect(state).toMatchObject({ name: "talking", hangingUp: true });
    expect(effects.filter((effect) => effect.type === "phone.hangUp")).toHaveLength(2);
  });

  const ringEnds: [string, CallInput[], EndCause, string][] = [
    ["the caller gives up", [], "cancelled", "abandoned"],
    ["the agent refuses", [{ type: "hangUp", at: 2000 }], "rejected", "rejected"],
    ["nobody takes it", [{ type: "ringTimedOut", at: 2000, callId }], "rejected", "no-answer"],
    ["the exchange stops ringing us", [], "noAnswer", "no-answer"],
    ["the line breaks", [], "lost", "lost"],
  ];
  test.each(ringEnds)("ringing ends when %s", (_, between, cause, endReason) => {
    const { effects } = play([rings, ...between, { type: "ended", at: 3000, callId, cause }]);
    expect(closed(effects)).toEqual([
      expect.objectContaining({ answeredAt: null, endedAt: 3000, endReason }),
    ]);
  });
});

const ids = fc.constantFrom(callId, otherId);
const input = fc.oneof(
  fc.record({
    type: fc.constant("incoming" as const),
    callId: ids,
    line: fc.constant("exchange" as const),
    number: fc.constant("110"),
    queue: fc.constant(null),
    menu: fc.constant(null),
  }),
  fc.record({
    type: fc.constant("dial" as const),
    callId: ids,
    line: fc.constant("exchange" as const),
    number: fc.constant("120"),
  }),
  fc.record({ type: fc.constantFrom("answer", "reject", "hangUp", "hold", "resume", "mute", "unmute") }),
  fc.record({
    type: fc.constantFrom(
      "answerFailed",
      "ringTimedOut",
      "progress",
      "answered",
      "held",
      "resumed",
      "rejectedReinvite",
    ),
    callId: ids,
  }),
  fc.record({
    type: fc.constantFrom("mediaSilent", "mediaBack"),
    callId: ids,
    leg: fc.constantFrom("agent", "caller"),
  }),
  fc.record({
    type: fc.constant("ended" as const),
    callId: ids,
    cause: fc.constantFrom("far", "near", "cancelled", "elsewhere", "noAnswer", "rejected", "failed", "lost"),
  }),
);

/** Events in any order at rising times. */
const story = fc.array(fc.tuple(input, fc.integer({ min: 0, max: 5000 })), { maxLength: 60 }).map((pairs) => {
  let at = 0;
  return pairs.map(([event, wait]) => {
    at += wait;
    return { ...event, at } as CallInput;
  });
});

describe("whatever comes in whatever order", () => {
  test("every call opened is closed at most once, and every fact is well formed", () => {
    fc.assert(
      fc.property(story, (events) => {
        const { state, effects } = play(events);
        const opened = effects.filter((effect) => effect.type === "opened").length;
        const over = closed(effects);
        expect(over.length).toBe(opened - (state.name === "idle" ? 0 : 1));
        for (const call of over) {
          expect(callLeg.safeParse(toCallLeg(call)).success).toBe(true);
          expect(call.endedAt).toBeGreaterThanOrEqual(call.answeredAt ?? call.ringingAt);
          expect(call.heldMs).toBeLessThanOrEqual(
            call.answeredAt === null ? 0 : call.endedAt - call.answeredAt,
          );
        }
      }),
      { seed: 12333, numRuns: 2000 },
    );
  });

  test("an event said twice changes nothing the second time and orders nothing twice", () => {
    fc.assert(
      fc.property(story, (events) => {
        let state: CallState = idle;
        for (const event of events) {
          state = step(state, event).state;
          const again = step(state, event);
          // A call that ended may be followed by the same number calling again: that is a new call, not an echo.
          if (event.type === "incoming" || event.type === "dial" || state.name === "idle") continue;
          expect(again.state).toEqual(state);
          expect(again.effects).toEqual([]);
        }
      }),
      { seed: 12333, numRuns: 500 },
    );
  });

  test("events about another call leave this one alone", () => {
    const { state } = play(stands);
    const stray: CallInput[] = [
      { type: "ended", at: 5000, callId: otherId, cause: "far" },
      { type: "held", at: 5000, callId: otherId },
      { type: "answered", at: 5000, callId: otherId },
    ];
    for (const event of stray) expect(step(state, event)).toEqual({ state, effects: [] });
  });
});
