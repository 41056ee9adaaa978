import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StateInterval, stateInterval } from "../domain/call.ts";
import { type AgentEffect, type AgentInput, type AgentState, signedOut, step } from "./agentState.ts";

const callId = "018f7c00-0000-7000-8000-000000000001";

type Untimed = AgentInput extends infer Each
  ? Each extends AgentInput
    ? Omit<Each, "at" | "spareId">
    : never
  : never;

/** Plays events one second apart, with interval ids counted up. */
function play(events: Untimed[], start = 0) {
  let state: AgentState = signedOut;
  const effects: AgentEffect[] = [];
  events.forEach((event, index) => {
    const taken = step(state, { ...event, at: start + index * 1000, spareId: spare(index) } as AgentInput);
    state = taken.state;
    effects.push(...taken.effects);
  });
  return { state, effects };
}

function spare(index: number): string {
  return `018f7c00-0000-7000-8000-${String(index).padStart(12, "0")}`;
}

function intervals(effects: AgentEffect[]): StateInterval[] {
  const byId = new Map<string, StateInterval>();
  for (const effect of effects)
    if (effect.type === "interval") byId.set(effect.interval.intervalId, effect.interval);
  return [...byId.values()];
}

function told(effects: AgentEffect[]) {
  return effects.flatMap((effect) => (effect.type === "acd" ? [effect.state] : []));
}

const ready: Untimed[] = [
  { type: "signIn", lineUp: true },
  { type: "choose", choice: { state: "ready" } },
];
const talking: Untimed[] = [...ready, { type: "ringing", callId }, { type: "talking", callId }];
const wrappingUp: Untimed[] = [...talking, { type: "callOver", callId, outcome: "over" }];

describe("the agent's day", () => {
  test("from sign-in through a call and its wrap-up back to ready, and out", () => {
    const { effects } = play([...wrappingUp, { type: "wrapUpDone" }, { type: "signOut" }]);
    expect(intervals(effects).map(({ state, reason, callId: of }) => [state, reason, of])).toEqual([
      ["busy", "preparing", null],
      ["ready", null, null],
      ["ringing", null, callId],
      ["talking", null, callId],
      ["wrap-up", null, callId],
      ["ready", null, null],
    ]);
    expect(told(effects)).toEqual(["notready", "ready", "acw", "ready", "notready"]);
  });

  test("a call left to ring takes the agent out of the queue", () => {
    const { state } = play([
      ...ready,
      { type: "ringing", callId },
      { type: "callOver", callId, outcome: "unanswered" },
    ]);
    expect(state).toMatchObject({ name: "busy", reason: "no-answer" });
  });

  test("a caller who gives up costs the agent nothing", () => {
    const { state, effects } = play([
      ...ready,
      { type: "ringing", callId },
      { type: "callOver", callId, outcome: "untaken" },
    ]);
    expect(state).toMatchObject({ name: "ready" });
    expect(told(effects).at(-1)).toBe("ready");
  });

  test("of several states chosen during a call the last one follows the wrap-up", () => {
    const { state } = play([
      ...talking,
      { type: "choose", choice: { state: "break", reason: "lunch" } },
      { type: "choose", choice: { state: "busy", reason: "meeting" } },
      { type: "callOver", callId, outcome: "over" },
      { type: "wrapUpDone" },
    ]);
    expect(state).toMatchObject({ name: "busy", reason: "meeting", next: null });
  });

  test("without a line a ready agent is lost and comes back by itself; a break stays a break", () => {
    expect(play([...ready, { type: "lineDown" }]).state).toMatchObject({ name: "lost" });
    expect(play([...ready, { type: "lineDown" }, { type: "lineUp" }]).state).toMatchObject({ name: "ready" });
    const rest: Untimed = { type: "choose", choice: { state: "break", reason: "rest" } };
    expect(play([...ready, rest, { type: "lineDown" }]).state).toMatchObject({
      name: "break",
      reason: "rest",
    });
  });

  test("a line that breaks during a call changes nothing until the wrap-up is done", () => {
    expect(play([...talking, { type: "lineDown" }]).state).toMatchObject({ name: "talking" });
    expect(play([...wrappingUp, { type: "lineDown" }, { type: "wrapUpDone" }]).state).toMatchObject({
      name: "lost",
    });
  });

  test("an exchange that comes back is told the state again", () => {
    const { effects } = play([...wrappingUp, { type: "lineDown" }, { type: "lineUp" }]);
    expect(told(effects).at(-1)).toBe("acw");
  });

  test("a call that rings into a wrap-up and is not taken leads back to the same wrap-up", () => {
    const other = "018f7c00-0000-7000-8000-000000000002";
    const { state } = play([
      ...wrappingUp,
      { type: "ringing", callId: other },
      { type: "callOver", callId: other, outcome: "untaken" },
    ]);
    expect(state).toMatchObject({ name: "wrap-up", callId });
  });

  test("nobody signs out in the middle of a call", () => {
    expect(play([...talking, { type: "signOut" }]).state).toMatchObject({ name: "talking" });
  });
});

/** The facts of one spell from sign-in on: opened, closed, the next one opened at that very moment, and so on. */
function expectChain(spell: StateInterval[]) {
  spell.forEach((interval, index) => {
    expect(stateInterval.safeParse(interval).success).toBe(true);
    const before = spell[index - 1];
    if (before === undefined) expect(interval.endedAt).toBeNull();
    else if (before.endedAt !== null)
      expect(interval).toMatchObject({ startedAt: before.endedAt, endedAt: null });
    else {
      expect({ ...interval, endedAt: null }).toEqual(before);
      expect(interval.endedAt! >= interval.startedAt).toBe(true);
    }
  });
}

const choice = fc.oneof(
  fc.constant({ state: "ready" as const }),
  fc.record({
    state: fc.constantFrom("busy" as const, "break" as const),
    reason: fc.constantFrom("lunch", "meeting"),
  }),
);
const anyEvent = fc.oneof(
  fc.record({ type: fc.constant("signIn" as const), lineUp: fc.boolean() }),
  fc.record({ type: fc.constant("choose" as const), choice }),
  fc.record({
    type: fc.constantFrom("signOut" as const, "wrapUpDone" as const, "lineUp" as const, "lineDown" as const),
  }),
  fc.record({ type: fc.constantFrom("ringing" as const, "talking" as const), callId: fc.constant(callId) }),
  fc.record({ type: fc.constant("slept" as const), from: fc.integer({ min: 90_000, max: 400_000 }) }),
  fc.record({
    type: fc.constant("callOver" as const),
    callId: fc.constant(callId),
    outcome: fc.constantFrom("untaken" as const, "unanswered" as const, "over" as const),
  }),
);

describe("a machine that slept", () => {
  const slept = { type: "slept" as const, at: 90_000, from: 30_000, spareId: spare(7), lostId: spare(8) };
  const states = (effects: AgentEffect[]) =>
    effects.flatMap((effect) =>
      effect.type === "interval" ? [[effect.interval.state, effect.interval.endedAt]] : [],
    );

  test("leaves a gap of 断线 in whatever the agent was doing", () => {
    const busy = step(signedOut, { type: "signIn", lineUp: true, at: 0, spareId: spare(1) }).state;
    const woke = step(busy, slept);
    expect(states(woke.effects)).toEqual([
      ["busy", "1970-01-01T00:00:30.000Z"],
      ["lost", null],
      ["lost", "1970-01-01T00:01:30.000Z"],
      ["busy", null],
    ]);
    expect(woke.state).toMatchObject({ name: "busy", reason: "preparing", lineUp: false });
  });

  test("keeps a ready agent from the queue until the line is proved anew", () => {
    const busy = step(signedOut, { type: "signIn", lineUp: true, at: 0, spareId: spare(1) }).state;
    const choice = { state: "ready" as const };
    const ready = step(busy, { type: "choose", choice, at: 10, spareId: spare(2) }).state;
    const woke = step(ready, slept);
    expect(woke.state).toMatchObject({ name: "lost", since: 30_000 });
    const up = step(woke.state, { type: "lineUp", at: 91_000, spareId: spare(3) });
    expect(up.state).toMatchObject({ name: "ready", since: 91_000 });
    expect(up.effects).toContainEqual({ type: "acd", state: "ready" });
  });
});

describe("whatever happens, even with a clock that jumps", () => {
  test("intervals follow each other without gap or overlap while signed in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyEvent, fc.integer({ min: -3000, max: 60_000 })), { maxLength: 80 }),
        (events) => {
          let state: AgentState = signedOut;
          let at = 100_000;
          const spells: StateInterval[][] = [];
          events.forEach(([event, wait], index) => {
            at += wait;
            if (state.name === "signed-out") spells.push([]);
            const ids = { spareId: spare(index), lostId: spare(1000 + index) };
            const taken = step(state, { ...event, at, ...ids } as AgentInput);
            for (const effect of taken.effects)
              if (effect.type === "interval") spells.at(-1)!.push(effect.interval);
            state = taken.state;
          });
          for (const spell of spells) expectChain(spell);
        },
      ),
      { seed: 12333, numRuns: 2000 },
    );
  });

  test("only an agent who is ready and has a line is offered to the queue", () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let state: AgentState = signedOut;
        events.forEach((event, index) => {
          const taken = step(state, { ...event, at: index, spareId: spare(index) } as AgentInput);
          state = taken.state;
          if (told(taken.effects).includes("ready"))
            expect(state).toMatchObject({ name: "ready", lineUp: true });
        });
      }),
      { seed: 12333, numRuns: 1000 },
    );
  });
});
