import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CallLeg } from "../../../shared/domain/call.ts";
import { sampleRecord } from "../../../tests/support/complaintSample.ts";
import { openTestSeat, type TestSeat, testPassword } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(async () => {
  seat = openTestSeat({ today: "2026-11-23" });
  await seat.signIn();
});
afterEach(() => seat.close());

function legOf(changes: Partial<CallLeg> = {}): CallLeg {
  return {
    callId: uuidv7(),
    line: "practice",
    direction: "inbound",
    number: "13800138621",
    queue: null,
    menu: null,
    ringingAt: "2026-11-23T00:50:00.000Z",
    answeredAt: null,
    endedAt: null,
    heldMs: 0,
    endReason: null,
    ...changes,
  };
}

const closing = { endedAt: "2026-11-23T00:55:00.000Z", endReason: "caller" as const };

describe("call legs", () => {
  it("are written with their outbox row at every new state and closed once", async () => {
    const ringing = legOf();
    const answered = { ...ringing, answeredAt: "2026-11-23T00:50:05.000Z" };
    const ended = { ...answered, ...closing };
    for (const leg of [ringing, ringing, answered, ended, ended])
      await seat.api.call("calls.record", { leg });
    expect(seat.outbox().map(({ seq, kind, fields }) => ({ seq, kind, fields }))).toMatchObject([
      { seq: 1, kind: "call.put", fields: { agentId: "061", site: "hangzhou", endedAt: null } },
      { seq: 2, kind: "call.put", fields: { answeredAt: answered.answeredAt } },
      { seq: 3, kind: "call.put", fields: { endedAt: ended.endedAt, endReason: "caller" } },
    ]);
    expect(await seat.api.call("calls.list", { day: "2026-11-23" })).toEqual([ended]);
  });

  it("never change once closed: a late opening is ignored, another ending refused", async () => {
    const ringing = legOf();
    const ended = { ...ringing, ...closing };
    await seat.api.call("calls.record", { leg: ended });
    await seat.api.call("calls.record", { leg: ringing });
    await expect(seat.api.call("calls.record", { leg: { ...ended, heldMs: 5_000 } })).rejects.toMatchObject({
      rule: "fact.closed",
    });
    expect(await seat.api.call("calls.list", { day: "2026-11-23" })).toEqual([ended]);
    expect(seat.outbox()).toHaveLength(1);
  });

  it("belong to who took the call", async () => {
    const leg = legOf();
    await seat.api.call("calls.record", { leg });
    const { api } = seat.openWindow("window-2");
    await api.call("session.signIn", { agentId: "062", password: testPassword });
    await expect(api.call("calls.record", { leg: { ...leg, ...closing } })).rejects.toMatchObject({
      rule: "fact.foreign",
    });
  });

  it("count by the site's day, not by the day in London", async () => {
    const late = legOf({ ringingAt: "2026-11-22T16:30:00.000Z" });
    await seat.api.call("calls.record", { leg: late });
    expect(await seat.api.call("calls.list", { day: "2026-11-23" })).toHaveLength(1);
    expect(await seat.api.call("calls.list", { day: "2026-11-22" })).toHaveLength(0);
  });
});

describe("agent states", () => {
  it("are intervals that open and close once", async () => {
    const open = {
      intervalId: uuidv7(),
      state: "ready" as const,
      reason: null,
      callId: null,
      startedAt: "2026-11-23T00:30:00.000Z",
      endedAt: null,
    };
    const closed = { ...open, endedAt: "2026-11-23T00:40:00.000Z" };
    for (const interval of [open, open, closed, closed])
      await seat.api.call("agentState.record", { intervals: [interval] });
    await expect(
      seat.api.call("agentState.record", {
        intervals: [{ ...closed, endedAt: "2026-11-23T00:41:00.000Z" }],
      }),
    ).rejects.toMatchObject({ rule: "fact.closed" });
    expect(seat.outbox().map(({ kind }) => kind)).toEqual(["interval.put", "interval.put"]);
    expect(await seat.api.call("agentState.list", { day: "2026-11-23" })).toEqual([closed]);
  });
});

describe("the caller's card", () => {
  it("shows earlier calls and masked tickets of the number, and how often it was tried just now", async () => {
    const earlier = legOf({ ringingAt: "2026-11-20T02:00:00.000Z", ...closing });
    const before = legOf({ ringingAt: "2026-11-23T00:40:00.000Z" });
    const other = legOf({ number: "13900139000" });
    for (const leg of [earlier, before, other]) await seat.api.call("calls.record", { leg });
    const { draftId } = await seat.api.call("drafts.open", {
      callId: before.callId,
      callerNumber: before.number,
    });
    await seat.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
    const confirmedAt = "2026-11-23T01:00:00.000Z";
    const ticket = await seat.api.call("tickets.submit", { draftId, revision: 1, confirmedAt });
    const card = await seat.api.call("calls.card", { number: "+86 138-0013-8621" });
    expect(card).toMatchObject({
      number: "13800138621",
      calls: [{ callId: before.callId }, { callId: earlier.callId, answered: false, agentId: "061" }],
      tickets: [{ ticketId: ticket.ticketId, maskedCaller: "138****8621" }],
      attemptsLast30Min: 1,
    });
  });

  it("never shows a sealed ticket, not even to who took it", async () => {
    const { draftId } = await seat.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
    const content = sampleRecord({ category: "rights-harm", route: "discipline" });
    await seat.api.call("drafts.save", { draftId, revision: 1, content });
    const confirmedAt = "2026-11-23T01:00:00.000Z";
    const { fields } = await seat.api.call("tickets.submit", { draftId, revision: 1, confirmedAt });
    expect(fields.sealed).toBe(true);
    expect((await seat.api.call("calls.card", { number: "13800138621" })).tickets).toEqual([]);
  });

  it("is empty for a hidden number", async () => {
    expect(await seat.api.call("calls.card", { number: "anonymous" })).toEqual({
      number: "",
      calls: [],
      tickets: [],
      attemptsLast30Min: 0,
    });
  });
});
