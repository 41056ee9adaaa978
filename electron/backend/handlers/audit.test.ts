import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sampleRecord } from "../../../tests/support/complaintSample.ts";
import { openTestSeat, type TestSeat, testPassword } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(() => {
  seat = openTestSeat({ today: "2026-11-23" });
});
afterEach(() => seat.close());

const list = (question: { before?: number; action?: string; limit?: number } = {}) =>
  seat.api.call("audit.list", { before: null, action: "", limit: 100, ...question });

async function submitTicket(): Promise<string> {
  const { draftId } = await seat.api.call("drafts.open", { callId: uuidv7(), callerNumber: "13800138621" });
  await seat.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
  const confirmedAt = "2026-11-23T01:00:00.000Z";
  return (await seat.api.call("tickets.submit", { draftId, revision: 1, confirmedAt })).ticketId;
}

describe("the audit of a seat", () => {
  it("is for administrators alone", async () => {
    await seat.signIn("061");
    await expect(list()).rejects.toMatchObject({ rule: "session.role" });
    await seat.signIn("101");
    await expect(list()).rejects.toMatchObject({ rule: "session.role" });
  });

  it("tells who saw, changed and revealed what, newest first, and who looked at it", async () => {
    await seat.signIn("061");
    const ticketId = await submitTicket();
    const { api } = seat.openWindow("window-2");
    await api.call("session.signIn", { agentId: "062", password: testPassword });
    await api.call("tickets.get", { ticketId });
    await api.call("tickets.get", { ticketId });
    await api.call("tickets.reveal", { ticketId, reason: "回电核对" });
    await seat.signIn("001");
    const { rows, total, brokenAt } = await list();
    expect(rows.map(({ agentId, action }) => `${agentId} ${action}`)).toEqual([
      "001 audit.view",
      "001 session.signIn",
      "062 ticket.reveal",
      "062 ticket.view",
      "062 session.signIn",
      "061 ticket.submit",
      "061 session.signIn",
    ]);
    expect({ total, brokenAt }).toEqual({ total: 7, brokenAt: null });
    expect(rows[2]).toMatchObject({ subject: ticketId, reason: "回电核对", seatId: "seat-test-22" });
  });

  it("counts a second look at a ticket after ten minutes", async () => {
    await seat.signIn("061");
    const ticketId = await submitTicket();
    await seat.api.call("tickets.get", { ticketId });
    seat.clock.ms += 11 * 60_000;
    await seat.api.call("tickets.get", { ticketId });
    await seat.signIn("001");
    expect((await list({ action: "ticket.view" })).rows).toHaveLength(2);
  });

  it("is leafed through without a gap, by kind if wanted", async () => {
    await seat.signIn("001");
    for (let n = 0; n < 4; n += 1) await list();
    const first = await list({ limit: 3 });
    const rest = await list({ before: first.rows[2]!.auditId });
    expect([...first.rows, ...rest.rows].map((row) => row.auditId)).toEqual([6, 5, 4, 3, 2, 1]);
    expect((await list({ action: "session." })).rows.map((row) => row.action)).toEqual(["session.signIn"]);
  });

  it("says from which row on it was tampered with", async () => {
    await seat.signIn("001");
    await list();
    seat.execute("DROP TRIGGER audit_stays; UPDATE audit SET agent_id = '061' WHERE audit_id = 2");
    expect((await list()).brokenAt).toBe(2);
  });
});
