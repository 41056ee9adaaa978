import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallLeg, StateInterval } from "../../../shared/domain/call.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(async () => {
  seat = openTestSeat({ today: "2026-11-23" });
  await seat.signIn();
});
afterEach(() => seat.close());

const day = "2026-11-23";
const second = 1000;

function now(): string {
  return toInstant(seat.clock.ms);
}

/** An agent who is talking when the desk dies, ten seconds after its last sign of life. */
async function dieInCall() {
  await seat.api.call("agentState.arrive", {});
  const interval: StateInterval = {
    intervalId: uuidv7(),
    state: "talking",
    reason: null,
    callId: uuidv7(),
    startedAt: now(),
    endedAt: null,
  };
  const leg: CallLeg = {
    callId: interval.callId ?? "",
    line: "exchange",
    direction: "inbound",
    number: "13800138621",
    queue: null,
    menu: null,
    ringingAt: now(),
    answeredAt: now(),
    endedAt: null,
    heldMs: 0,
    endReason: null,
  };
  await seat.api.call("agentState.record", { intervals: [interval] });
  await seat.api.call("calls.record", { leg });
  seat.clock.ms += 60 * second;
  await seat.api.call("agentState.beat", {});
  const lastSign = now();
  seat.clock.ms += 10 * second;
  return { interval, leg, lastSign };
}

describe("an agent who comes back after the desk died", () => {
  it("finds the call ended as lost where the last sign of life was, and 断线 until now; all of it is synced", async () => {
    const { interval, leg, lastSign } = await dieInCall();
    seat.clock.ms += 300 * second;
    const before = seat.outbox().length;
    expect(await seat.api.call("agentState.arrive", {})).toEqual({ since: now() });
    expect(await seat.api.call("calls.list", { day })).toEqual([
      { ...leg, endedAt: lastSign, endReason: "lost" },
    ]);
    const lost = { state: "lost", reason: null, callId: null, startedAt: lastSign, endedAt: now() };
    expect(await seat.api.call("agentState.list", { day })).toEqual([
      { ...interval, endedAt: lastSign },
      { ...lost, intervalId: expect.any(String) },
    ]);
    const sent = seat.outbox().slice(before);
    expect(sent.map(({ kind, byAgent }) => [kind, byAgent])).toEqual([
      ["call.put", "061"],
      ["interval.put", "061"],
      ["interval.put", "061"],
    ]);
  });

  it("finds it settled once, however often the desk comes up", async () => {
    await dieInCall();
    await seat.api.call("agentState.arrive", {});
    const settled = await seat.api.call("agentState.list", { day });
    const { length } = seat.outbox();
    await seat.api.call("agentState.arrive", {});
    expect(await seat.api.call("agentState.list", { day })).toEqual(settled);
    expect(seat.outbox()).toHaveLength(length);
  });

  it("finds 断线 up to the return even when a colleague had the seat meanwhile", async () => {
    const { lastSign } = await dieInCall();
    seat.clock.ms += 60 * second;
    await seat.signIn("062");
    await seat.api.call("agentState.arrive", {});
    expect(await seat.api.call("agentState.list", { day })).toEqual([]);
    seat.clock.ms += 600 * second;
    await seat.signIn("061");
    await seat.api.call("agentState.arrive", {});
    const [call] = await seat.api.call("calls.list", { day });
    expect(call).toMatchObject({ endedAt: lastSign, endReason: "lost" });
    expect((await seat.api.call("agentState.list", { day })).slice(1)).toEqual([
      expect.objectContaining({ state: "lost", startedAt: lastSign, endedAt: now() }),
    ]);
  });
});

it("a colleague who signs in beside an agent who is at work takes nothing from them", async () => {
  const { interval } = await dieInCall();
  await seat.api.call("agentState.beat", {});
  const { api } = seat.openWindow("window-2");
  await api.call("session.signIn", { agentId: "062", password: "qiao-wang-12333" });
  await api.call("agentState.arrive", {});
  expect(await seat.api.call("agentState.list", { day })).toEqual([interval]);
});

it("a fact that waited while somebody else signed in is not written down as theirs", async () => {
  const { interval, leg } = await dieInCall();
  await seat.signIn("062");
  const closed = { ...interval, intervalId: uuidv7(), endedAt: now() };
  await expect(
    seat.api.call("agentState.record", { intervals: [closed], agentId: "061" }),
  ).rejects.toMatchObject({ rule: "fact.foreign" });
  await expect(
    seat.api.call("calls.record", { leg: { ...leg, callId: uuidv7() }, agentId: "061" }),
  ).rejects.toMatchObject({ rule: "fact.foreign" });
  expect(await seat.api.call("agentState.list", { day })).toEqual([]);
  expect(await seat.api.call("calls.list", { day })).toEqual([]);
});
