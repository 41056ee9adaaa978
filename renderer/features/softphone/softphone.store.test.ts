import { describe, expect, test } from "vitest";
import type { CallLeg, StateInterval } from "../../../shared/domain/call.ts";
import { createManualClock } from "../../../tests/support/manualClock.ts";
import { createPracticePhone } from "./practice/practicePhone.ts";
import type { PracticeStory } from "./practice/scriptedCaller.ts";
import type { SpeechPlayer } from "./practice/speechPlayer.ts";
import { createSoftphoneStore } from "./softphone.store.ts";

const story: PracticeStory = {
  id: "wages",
  number: "13857100001",
  queue: "12333",
  menu: "投诉举报",
  lines: [
    { id: "1", text: "你好，我要投诉。", audio: "/practice/wages-1.ogg", durationMs: 2000 },
    { id: "2", text: "公司三个月没交社保。", audio: "/practice/wages-2.ogg", durationMs: 3000 },
  ],
};

/** A desk on the practice line, with a database that can be out of order. */
function openDesk(options: { ringTimeoutMs?: number } = {}) {
  const clock = createManualClock();
  let count = 0;
  const newId = () => `018f7c00-0000-7000-8000-${String(++count).padStart(12, "0")}`;
  const spoken: string[] = [];
  const player: SpeechPlayer = {
    play(audio, durationMs, onEnd) {
      spoken.push(audio);
      return clock.after(durationMs, onEnd);
    },
  };
  const line = createPracticePhone({ stories: [story], clock, newId, player });
  const database = {
    broken: false,
    legs: new Map<string, CallLeg>(),
    intervals: new Map<string, StateInterval>(),
  };
  async function keep(put: () => void) {
    if (database.broken) throw new Error("disk full");
    put();
  }
  const store = createSoftphoneStore({
    phone: line.phone,
    acd: line.acd,
    clock,
    newId,
    recordCall: (leg) => keep(() => database.legs.set(leg.callId, leg)),
    recordIntervals: (intervals) =>
      keep(() => {
        for (const interval of intervals) database.intervals.set(interval.intervalId, interval);
      }),
    ...options,
  });
  const states = () => [...database.intervals.values()].map(({ state, reason }) => reason ?? state);
  return {
    store,
    actions: store.actions,
    state: store.getState,
    practice: line.practice,
    clock,
    database,
    spoken,
    states,
  };
}

type Desk = ReturnType<typeof openDesk>;

async function ring(desk: Desk) {
  desk.actions.signIn(null);
  desk.actions.choose({ state: "ready" });
  await desk.clock.pass(4000);
}

describe("the softphone of a desk", () => {
  test("a practice call rings when the agent is ready, speaks when answered, and leaves its facts", async () => {
    const desk = openDesk();
    await ring(desk);
    expect(desk.state()).toMatchObject({
      line: "practice",
      registration: { state: "registered" },
      call: {
        name: "ringing",
        facts: { number: "13857100001", queue: "12333", menu: "投诉举报", line: "practice" },
      },
      agent: { name: "ringing" },
    });
    await desk.clock.pass(1000);
    desk.actions.answer();
    await desk.clock.pass(700 + 2000 + 8000 + 1000);
    expect(desk.spoken).toEqual(["/practice/wages-1.ogg", "/practice/wages-2.ogg"]);
    desk.actions.hangUp();
    await desk.clock.pass(0);
    expect(desk.state()).toMatchObject({
      call: { name: "idle" },
      agent: { name: "wrap-up" },
      today: { answered: 1, talkedMs: 11_700 },
    });
    await desk.clock.pass(5000);
    desk.actions.wrapUpDone();
    await desk.clock.pass(0);
    expect(desk.state()).toMatchObject({ agent: { name: "ready" }, today: { wrapUps: 1, wrapUpMs: 5000 } });
    expect([...desk.database.legs.values()]).toEqual([
      expect.objectContaining({
        line: "practice",
        endReason: "agent",
        heldMs: 0,
        answeredAt: "2026-11-22T01:00:05.000Z",
      }),
    ]);
    expect(desk.states()).toEqual(["preparing", "ready", "ringing", "talking", "wrap-up", "ready"]);
  });

  test("hold silences the caller, who says the line again afterwards; the hold is counted", async () => {
    const desk = openDesk();
    await ring(desk);
    desk.actions.answer();
    await desk.clock.pass(1000);
    desk.actions.holdOrResume();
    await desk.clock.pass(30_000);
    expect(desk.spoken).toHaveLength(1);
    expect(desk.state().call).toMatchObject({ name: "talking", hold: "held" });
    desk.actions.holdOrResume();
    await desk.clock.pass(700);
    expect(desk.spoken).toEqual(["/practice/wages-1.ogg", "/practice/wages-1.ogg"]);
    desk.actions.hangUp();
    await desk.clock.pass(0);
    expect(desk.state().lastCall).toMatchObject({ heldMs: 30_000 });
  });

  test("a caller who has said everything hangs up in the end", async () => {
    const desk = openDesk();
    await ring(desk);
    desk.actions.answer();
    desk.practice.nextLine();
    await desk.clock.pass(2000);
    desk.practice.nextLine();
    await desk.clock.pass(3000 + 120_000);
    expect(desk.state()).toMatchObject({ call: { name: "idle" }, lastCall: { endReason: "caller" } });
  });

  test("a call left to ring is given back and the agent becomes busy, until they say ready", async () => {
    const desk = openDesk({ ringTimeoutMs: 15_000 });
    await ring(desk);
    await desk.clock.pass(15_000);
    expect(desk.state()).toMatchObject({
      agent: { name: "busy", reason: "no-answer" },
      lastCall: { endReason: "no-answer" },
    });
    await desk.clock.pass(60_000);
    expect(desk.state().call.name).toBe("idle");
    desk.actions.wrapUpDone();
    await desk.clock.pass(4000);
    expect(desk.state().call.name).toBe("ringing");
  });

  test("a caller refused with F3 leaves the agent ready", async () => {
    const desk = openDesk();
    await ring(desk);
    desk.actions.hangUp();
    await desk.clock.pass(0);
    expect(desk.state()).toMatchObject({ agent: { name: "ready" }, lastCall: { endReason: "rejected" } });
  });

  test("facts that cannot be stored are kept, counted and stored later, newest version of each", async () => {
    const desk = openDesk();
    desk.database.broken = true;
    await ring(desk);
    desk.actions.answer();
    await desk.clock.pass(60_000);
    desk.actions.hangUp();
    await desk.clock.pass(60_000);
    expect(desk.database.legs.size).toBe(0);
    // One call; preparing, ready, ringing, talking and wrap-up.
    expect(desk.state().unsavedFacts).toBe(6);
    desk.database.broken = false;
    await desk.clock.pass(15_000);
    expect(desk.state().unsavedFacts).toBe(0);
    expect([...desk.database.legs.values()]).toEqual([expect.objectContaining({ endReason: "agent" })]);
    expect(desk.states()).toEqual(["preparing", "ready", "ringing", "talking", "wrap-up"]);
  });

  test("a clock set back during a call makes no interval end before it began", async () => {
    const desk = openDesk();
    await ring(desk);
    desk.actions.answer();
    desk.clock.jump(-3_600_000);
    await desk.clock.pass(5000);
    desk.actions.hangUp();
    await desk.clock.pass(0);
    for (const { startedAt, endedAt } of desk.database.intervals.values()) {
      expect(endedAt === null || endedAt >= startedAt).toBe(true);
    }
  });

  test("signing out turns a ringing call away, ends the day's intervals and stops the telephone", async () => {
    const desk = openDesk();
    await ring(desk);
    await expect(desk.actions.signOut()).resolves.toBe(true);
    expect(desk.state()).toMatchObject({
      agent: { name: "signed-out" },
      registration: { state: "off" },
      call: { name: "idle" },
    });
    expect([...desk.database.intervals.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
    expect([...desk.database.legs.values()]).toEqual([expect.objectContaining({ endReason: "rejected" })]);
  });

  test("a desk taken down in the middle of a call still writes down how it ended", async () => {
    const desk = openDesk();
    await ring(desk);
    desk.actions.answer();
    await desk.clock.pass(1000);
    desk.actions.close();
    await desk.clock.pass(0);
    expect([...desk.database.legs.values()]).toEqual([expect.objectContaining({ endReason: "agent" })]);
    expect([...desk.database.intervals.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });

  test("nobody signs out in the middle of a call", async () => {
    const desk = openDesk();
    await ring(desk);
    desk.actions.answer();
    await expect(desk.actions.signOut()).resolves.toBe(false);
    expect(desk.state()).toMatchObject({ agent: { name: "talking" }, call: { name: "talking" } });
  });

  test("a dialled citizen answers, and the call is outbound", async () => {
    const desk = openDesk();
    desk.actions.signIn(null);
    desk.actions.dial("138 5710-0001");
    await desk.clock.pass(2500);
    expect(desk.state().call).toMatchObject({
      name: "talking",
      facts: { direction: "outbound", number: "13857100001" },
    });
  });

  test("a machine that slept has 断线 for as long as it slept, and the telephone connects anew", async () => {
    const desk = openDesk();
    desk.actions.signIn(null);
    desk.actions.choose({ state: "break", reason: "rest" });
    await desk.clock.pass(60_000);
    const registeredAt = desk.state().registration.lastRegisteredAt ?? 0;
    const asleepAt = desk.clock.now();
    desk.clock.jump(40 * 60_000);
    await desk.clock.pass(2_000);
    const [lost] = [...desk.database.intervals.values()].filter(({ state }) => state === "lost");
    expect(lost).toMatchObject({ startedAt: new Date(asleepAt).toISOString() });
    expect(Date.parse(lost?.endedAt ?? "") - asleepAt).toBeGreaterThanOrEqual(40 * 60_000);
    expect(desk.state().agent).toMatchObject({ name: "break", reason: "rest" });
    expect(desk.state().registration.lastRegisteredAt).toBeGreaterThan(registeredAt + 40 * 60_000);
  });

  test("a host that says the machine woke makes the telephone connect anew at once, and a nap is no 断线", async () => {
    const desk = openDesk();
    desk.actions.signIn(null);
    await desk.clock.pass(10_000);
    desk.clock.jump(8_000);
    desk.actions.woke();
    await desk.clock.pass(0);
    expect(desk.state().registration.lastRegisteredAt).toBe(desk.clock.now());
    expect(desk.states()).toEqual(["preparing"]);
  });

  test("a page whose timers rest but which still hears its host has not slept", async () => {
    const desk = openDesk();
    desk.actions.signIn(null);
    for (let round = 0; round < 12; round += 1) {
      desk.clock.jump(5_000);
      desk.actions.stillHere();
    }
    await desk.clock.pass(0);
    expect(desk.states()).toEqual(["preparing"]);
  });

  test("nobody signs out while facts are in this window alone; the desk says so and goes on", async () => {
    const desk = openDesk();
    desk.database.broken = true;
    await ring(desk);
    desk.actions.hangUp();
    await desk.clock.pass(100);
    const going = desk.actions.signOut();
    await desk.clock.pass(3_000);
    await expect(going).resolves.toBe(false);
    expect(desk.state()).toMatchObject({ problem: "phone.factsUnsaved", agent: { name: "ready" } });
    desk.database.broken = false;
    const again = desk.actions.signOut();
    await desk.clock.pass(0);
    await expect(again).resolves.toBe(true);
    expect(desk.state().unsavedFacts).toBe(0);
    expect([...desk.database.intervals.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });

  test("a desk that is closed hands over everything in the same turn, the facts that waited as well", async () => {
    const desk = openDesk();
    desk.database.broken = true;
    await ring(desk);
    desk.actions.answer();
    await desk.clock.pass(1_000);
    desk.database.broken = false;
    desk.actions.close();
    // No turn of the loop, no timer: the page is gone.
    expect([...desk.database.legs.values()]).toEqual([expect.objectContaining({ endReason: "agent" })]);
    expect(desk.states()).toEqual(["preparing", "ready", "ringing", "talking", "wrap-up"]);
    expect([...desk.database.intervals.values()].filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });
});
