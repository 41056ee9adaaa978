import { rmSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTelephone } from "../../renderer/app/telephone.ts";
import type { SoftphoneStore } from "../../renderer/features/softphone/softphone.store.ts";
import type { StateInterval } from "../../shared/domain/call.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { createManualClock } from "../support/manualClock.ts";
import { openTestSeat, type TestSeat, testPassword } from "../support/testSeat.ts";

/** Nobody listens to the practice callers here. */
Object.assign(globalThis, {
  Audio: class {
    play = () => Promise.resolve();
    pause() {}
    addEventListener() {}
    removeAttribute() {}
  },
});

const agentId = "061";
const day = "2026-11-23";
const start = Date.parse(`${day}T09:00:00.000+08:00`);

type Act =
  | { act: "wait"; seconds: number }
  | { act: "ready" | "busy" | "answer" | "hangUp" | "wrapUpDone" | "signOut" }
  | { act: "pageDies" | "hostDies" | "bothDie" | "sleeps"; seconds: number };

/** One desk on a real seat file, on the practice line; time passes only when it is told to. */
async function openShift() {
  const clock = createManualClock(start);
  let seat = await openSeat();
  let page: Page;
  /** Where the agent was not signed in: these gaps are true. */
  const away: { from: number; to: number }[] = [];

  async function openSeat(before?: TestSeat): Promise<TestSeat> {
    const opened = openTestSeat(before ? { folder: before.folder, key: before.key } : {});
    Object.defineProperty(opened.clock, "ms", { get: () => clock.now() });
    return opened;
  }

  async function openPage(): Promise<Page> {
    const { api, close } = seat.openWindow(crypto.randomUUID());
    const opened = { isAlive: true };
    const own = {
      now: clock.now,
      after: (ms: number, run: () => void) => clock.after(ms, () => opened.isAlive && run()),
    };
    await api.call("session.signIn", { agentId, password: testPassword });
    const telephone = createTelephone({ api, clock: own, newId: () => crypto.randomUUID() });
    await telephone.actions.open(agentId);
    const state = telephone.getState();
    if (state.name !== "on") throw new Error("No telephone");
    const die = () => {
      opened.isAlive = false;
      close();
    };
    return { softphone: state.softphone, die };
  }

  async function restartHost() {
    const former = seat;
    await former.close({ keep: true });
    seat = await openSeat(former);
  }

  async function die(act: "pageDies" | "hostDies" | "bothDie", seconds: number) {
    page.die();
    await pass(clock, seconds);
    if (act !== "pageDies") await restartHost();
    page = await openPage();
  }

  async function goAndComeBack() {
    if (!(await signOut(page.softphone, clock))) return;
    const from = clock.now();
    await pass(clock, 300);
    away.push({ from, to: clock.now() });
    page = await openPage();
  }

  async function run(each: Act): Promise<void> {
    const { actions } = page.softphone;
    switch (each.act) {
      case "wait":
        return pass(clock, each.seconds);
      case "ready":
        return actions.choose({ state: "ready" });
      case "busy":
        return actions.choose({ state: "busy", reason: "meeting" });
      case "sleeps":
        clock.jump(each.seconds * 1000);
        return actions.woke();
      case "signOut":
        return goAndComeBack();
      case "answer":
      case "hangUp":
      case "wrapUpDone":
        return actions[each.act]();
      default:
        return die(each.act, each.seconds);
    }
  }

  page = await openPage();
  return {
    async play(each: Act) {
      await run(each);
      await settle();
    },
    async finish() {
      page.softphone.actions.close();
      await settle();
      const { api } = seat.openWindow(crypto.randomUUID());
      await api.call("session.signIn", { agentId, password: testPassword });
      const intervals = await api.call("agentState.list", { day });
      const calls = await api.call("calls.list", { day });
      await seat.close({ keep: true });
      rmSync(seat.folder, { recursive: true, force: true });
      return { intervals, calls, away, end: clock.now() };
    },
  };
}

type Page = { softphone: SoftphoneStore; die: () => void };
type ManualClock = ReturnType<typeof createManualClock>;

/** In steps, so that the seat has time to answer what the page asks on the way. */
async function pass(clock: ManualClock, seconds: number) {
  for (let left = seconds; left > 0; left -= 5) {
    await clock.pass(Math.min(5, left) * 1000);
    await settle();
  }
}

async function signOut(softphone: SoftphoneStore, clock: ManualClock): Promise<boolean> {
  const going = softphone.actions.signOut();
  await clock.pass(0);
  await settle();
  return going;
}

function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function expectChain(intervals: StateInterval[], away: { from: number; to: number }[], end: number) {
  const gaps = new Map(away.map(({ from, to }) => [toInstant(from), toInstant(to)]));
  const chain = intervals
    .filter(({ startedAt, endedAt }) => startedAt !== endedAt)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  let reached = toInstant(start);
  for (const { startedAt, endedAt } of [...chain, { startedAt: toInstant(end), endedAt: null }]) {
    while (reached !== startedAt && gaps.has(reached)) reached = gaps.get(reached) ?? reached;
    expect(startedAt).toBe(reached);
    reached = endedAt ?? reached;
  }
}

const seconds = fc.integer({ min: 1, max: 900 });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("wait" as const), seconds: fc.nat({ max: 60 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constantFrom(
        ...(["ready", "ready", "busy", "answer", "hangUp", "wrapUpDone", "signOut"] as const),
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom(...(["pageDies", "hostDies", "bothDie", "sleeps"] as const)),
      seconds,
    }),
  },
);

test("states of an agent neither overlap nor leave gaps while signed in, whatever crashes or sleeps", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { minLength: 3, maxLength: 16, size: "max" }), async (acts) => {
      const shift = await openShift();
      for (const act of acts) await shift.play(act);
      const { intervals, calls, away, end } = await shift.finish();
      expect(intervals.filter(({ endedAt }) => endedAt === null)).toEqual([]);
      expect(calls.filter(({ endedAt }) => endedAt === null)).toEqual([]);
      expectChain(intervals, away, end);
    }),
    { seed: 12333, numRuns: process.env.ZUOXI_LONG ? 300 : 40 },
  );
});

test("a call cut off by a crash is lost after at most ten seconds more than it lasted", async () => {
  const shift = await openShift();
  const script: Act[] = [
    { act: "ready" },
    { act: "wait", seconds: 5 },
    { act: "answer" },
    { act: "wait", seconds: 30 },
    { act: "bothDie", seconds: 120 },
  ];
  for (const act of script) await shift.play(act);
  const { intervals, calls } = await shift.finish();
  const died = start + 35_000;
  const [call] = calls;
  expect(call?.endReason).toBe("lost");
  const endedAt = Date.parse(call?.endedAt ?? "");
  expect(endedAt).toBeGreaterThan(died - 10_000);
  expect(endedAt).toBeLessThanOrEqual(died);
  const lost = intervals.filter(({ state }) => state === "lost");
  expect(lost.map(({ startedAt, endedAt: until }) => [startedAt, until])).toEqual([
    [call?.endedAt, toInstant(died + 120_000)],
  ]);
});
