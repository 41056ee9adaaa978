import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, expect, it } from "vitest";
import { emptyRecord } from "../../../shared/domain/record.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { applyChanges, nothingTouched } from "../sync/applyChanges.ts";

let seat: TestSeat;
beforeEach(async () => {
  seat = openTestSeat({ today: "2026-11-23" });
  await seat.signIn();
});
afterEach(() => seat.close());

const pharmacy = "057155550163";
const factory = "057155550188";

async function recordCall(number: string, direction: "inbound" | "outbound"): Promise<string> {
  const callId = uuidv7();
  const at = new Date(seat.clock.ms).toISOString();
  const leg = { callId, line: "exchange", direction, number, queue: null, menu: null } as const;
  const times = { ringingAt: at, answeredAt: at, endedAt: at, heldMs: 0, endReason: "agent" } as const;
  await seat.api.call("calls.record", { leg: { ...leg, ...times } });
  return callId;
}

async function callBack(originCallId: string): Promise<string> {
  const callId = await recordCall(factory, "outbound");
  const { draftId } = await seat.api.call("drafts.open", { callId, callerNumber: factory, originCallId });
  const empty = emptyRecord();
  const content = {
    ...empty,
    consultation: { ...empty.consultation, topic: "other", outcome: "answered" as const },
  };
  await seat.api.call("drafts.save", { draftId, revision: 1, content });
  return draftId;
}

const thread = async () => (await seat.api.call("calls.card", { number: pharmacy })).calls[0]?.callBacks;

it("a call-back stands below the call it goes back to, open and filed, and is synced with it", async () => {
  const originCallId = await recordCall(pharmacy, "inbound");
  expect(await thread()).toEqual([]);
  const draftId = await callBack(originCallId);
  expect(await thread()).toMatchObject([
    { recordId: draftId, isFiled: false, answered: true, agentId: "061" },
  ]);
  await seat.api.call("drafts.file", { draftId });
  expect(await thread()).toMatchObject([{ recordId: draftId, isFiled: true, outcome: "answered" }]);
  const fact = seat.outbox().find((row) => row.kind === "consultation.put")?.fields;
  expect(fact).toMatchObject({ recordId: draftId, originCallId });
});

it("a note without a call belongs to the thread as well", async () => {
  const originCallId = await recordCall(pharmacy, "inbound");
  const note = await seat.api.call("drafts.open", { callId: null, callerNumber: "", originCallId });
  expect(note.originCallId).toBe(originCallId);
  expect(await thread()).toMatchObject([{ recordId: note.draftId, answered: null, isFiled: false }]);
});

it("a call does not go back to itself", async () => {
  const callId = await recordCall(pharmacy, "inbound");
  const draft = await seat.api.call("drafts.open", { callId, callerNumber: pharmacy, originCallId: callId });
  expect(draft.originCallId).toBeNull();
  expect(await thread()).toEqual([]);
});

it("another seat of the site sees the thread once it is synced", async () => {
  const originCallId = await recordCall(pharmacy, "inbound");
  const draftId = await callBack(originCallId);
  await seat.api.call("drafts.file", { draftId });
  const body = seat.repositories.consultations.find(draftId)!;
  const other = openTestSeat({ today: "2026-11-23", seatNumber: 23 });
  await other.signIn("062");
  const [leg] = await seat.api.call("calls.list", { day: "2026-11-23" });
  const owner = { agentId: "061", seatId: "seat-test-22", site: "hangzhou" };
  other.repositories.calls.put(owner, leg!);
  const header = { pos: 1, entity: draftId, version: 1, origin: "seat-test-22", originSeq: 1 };
  const identity = { seatId: "seat-23" } as Parameters<typeof applyChanges>[1];
  applyChanges(
    other.repositories,
    identity,
    [{ ...header, kind: "consultation", body } as Parameters<typeof applyChanges>[2][number]],
    nothingTouched(),
  );
  const card = await other.api.call("calls.card", { number: pharmacy });
  expect(card.calls[0]?.callBacks).toMatchObject([{ recordId: draftId, isFiled: true }]);
  await other.close();
});
