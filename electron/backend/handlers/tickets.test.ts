import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseTicketNumber } from "../../../shared/domain/ticketNumber.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { sampleRecord } from "../../../tests/support/complaintSample.ts";
import { openTestSeat, type TestSeat, testPassword } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
beforeEach(async () => {
  seat = openTestSeat({ today: "2026-11-23" });
  await seat.signIn();
});
afterEach(() => seat.close());

async function writeDraft(changes: Parameters<typeof sampleRecord>[0] = {}): Promise<string> {
  const { draftId } = await seat.api.call("drafts.open", { callId: uuidv7(), callerNumber: "13800138621" });
  await seat.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord(changes) });
  return draftId;
}

const submit = (draftId: string, revision = 1) =>
  seat.api.call("tickets.submit", { draftId, revision, confirmedAt: "2026-11-23T01:00:00.000Z" });

async function asAgent(agentId: string): Promise<Api> {
  const { api } = seat.openWindow(`window-of-${agentId}`);
  await api.call("session.signIn", { agentId, password: testPassword });
  return api;
}

describe("submitting a complaint", () => {
  it("gives out a number there and then, with the ticket, its first step and both outbox rows", async () => {
    const draftId = await writeDraft();
    const ticket = await submit(draftId);
    expect(parseTicketNumber(ticket.fields.number)).toMatchObject({
      value: { day: "2026-11-23", seatNumber: 22, sequence: 1 },
    });
    expect(ticket).toMatchObject({
      version: 1,
      syncState: "pending",
      fields: { status: "submitted", takenBy: "061", seatId: "seat-test-22", dueOn: "2026-12-14" },
      steps: [{ from: null, to: "submitted", by: "061" }],
    });
    expect(seat.outbox().map(({ seq, kind, entity, base }) => ({ seq, kind, entity, base }))).toEqual([
      { seq: 1, kind: "ticket.create", entity: ticket.ticketId, base: 0 },
      { seq: 2, kind: "step.add", entity: ticket.steps[0]?.stepId, base: 0 },
    ]);
    const [draft] = await seat.api.call("drafts.list", {});
    expect(draft?.ticketNumber).toBe(ticket.fields.number);
    expect(seat.repositories.audit.all().at(-1)).toMatchObject({
      action: "ticket.submit",
      subject: ticket.ticketId,
    });
  });

  it("makes one ticket of one draft, however often and however fast it is submitted", async () => {
    const draftId = await writeDraft();
    const [one, two, three] = await Promise.all([submit(draftId), submit(draftId), submit(draftId)]);
    expect([two?.ticketId, three?.ticketId]).toEqual([one?.ticketId, one?.ticketId]);
    expect(seat.outbox()).toHaveLength(2);
  });

  it("counts numbers per day", async () => {
    const numbers = [await submit(await writeDraft()), await submit(await writeDraft())];
    seat.clock.ms += 86_400_000;
    numbers.push(await submit(await writeDraft()));
    const parts = numbers.map(({ fields }) => parseTicketNumber(fields.number));
    expect(parts).toMatchObject([
      { value: { day: "2026-11-23", sequence: 1 } },
      { value: { day: "2026-11-23", sequence: 2 } },
      { value: { day: "2026-11-24", sequence: 1 } },
    ]);
  });

  it("refuses a form with a mistake, and no number is lost by it", async () => {
    const draftId = await writeDraft({ category: null });
    await expect(submit(draftId)).rejects.toMatchObject({
      code: "rule_violated",
      rule: "complaint.categoryMissing",
    });
    expect(seat.outbox()).toEqual([]);
    const next = await submit(await writeDraft());
    expect(parseTicketNumber(next.fields.number)).toMatchObject({ value: { sequence: 1 } });
  });

  it("refuses a screen that is not what is stored", async () => {
    await expect(submit(await writeDraft(), 2)).rejects.toMatchObject({ rule: "draft.staleRevision" });
  });

  it("keeps the complaint as it was read back, while the rest of the record goes on", async () => {
    const draftId = await writeDraft();
    await submit(draftId);
    const changed = sampleRecord({ evidence: "后来改的" });
    changed.consultation.answer = "已登记";
    await seat.api.call("drafts.save", { draftId, revision: 2, content: changed });
    const [draft] = await seat.api.call("drafts.list", {});
    expect(draft?.content.complaint?.evidence).toBe("劳动合同、工资流水");
    expect(draft?.content.consultation.answer).toBe("已登记");
  });
});

describe("who sees what of a ticket", () => {
  it("shows the taker of today everything, and masks it for a colleague and on the next day", async () => {
    const { ticketId } = await submit(await writeDraft());
    const own = await seat.api.call("tickets.get", { ticketId });
    expect(own.fields.form.complainant.idNumber).toBe("330102199003071230");
    const others = await (await asAgent("062")).call("tickets.get", { ticketId });
    expect(others.fields.form.complainant).toMatchObject({
      name: "王*美",
      idNumber: "3301**********1230",
      phone: "138****8621",
    });
    expect(others.fields.callerNumber).toBe("138****8621");
    expect(others.fields.form.elements.course).not.toContain("13900139000");
    seat.clock.ms += 86_400_000;
    const tomorrow = await seat.api.call("tickets.get", { ticketId });
    expect(tomorrow.fields.form.complainant.idNumber).toBe("3301**********1230");
  });

  it("masks lists for everybody", async () => {
    await submit(await writeDraft());
    const [line] = await seat.api.call("tickets.list", { limit: 10 });
    expect(line).toMatchObject({ maskedCaller: "138****8621", respondent: "杭州某某餐饮有限公司" });
    expect(JSON.stringify(line)).not.toContain("13800138621");
  });

  it("reveals on the record: who, what, why", async () => {
    const { ticketId } = await submit(await writeDraft());
    const colleague = await asAgent("062");
    const revealed = await colleague.call("tickets.reveal", { ticketId, reason: "来电人核对身份证号" });
    expect(revealed.fields.form.complainant.idNumber).toBe("330102199003071230");
    expect(seat.repositories.audit.all().at(-1)).toMatchObject({
      agentId: "062",
      action: "ticket.reveal",
      subject: ticketId,
      reason: "来电人核对身份证号",
    });
  });

  it("shows a sealed ticket to its taker and to discipline inspection, and to nobody else", async () => {
    const draftId = await writeDraft({
      category: "service-attitude",
      route: "discipline",
      ...staffRespondent,
    });
    const { ticketId, fields } = await submit(draftId);
    expect(fields).toMatchObject({ sealed: true, audience: "restricted" });
    const sees = async (api: Api) => ({
      listed: (await api.call("tickets.list", { limit: 10 })).length,
      opened: await api.call("tickets.get", { ticketId }).then(
        () => "yes",
        (error) => error.rule,
      ),
    });
    const hidden = { listed: 0, opened: "ticket.notFound" };
    expect(await sees(seat.api)).toEqual({ listed: 1, opened: "yes" });
    expect(await sees(await asAgent("062"))).toEqual(hidden);
    expect(await sees(await asAgent("101"))).toEqual(hidden);
    expect(await sees(await asAgent("001"))).toEqual(hidden);
    expect(await sees(await asAgent("301"))).toEqual({ listed: 1, opened: "yes" });
  });

  it("keeps sites apart", async () => {
    const { ticketId } = await submit(await writeDraft());
    const elsewhere = await asAgent("077");
    expect(await elsewhere.call("tickets.list", { limit: 10 })).toEqual([]);
    await expect(elsewhere.call("tickets.get", { ticketId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("moving a ticket", () => {
  it("follows the table of moves and writes patch and step", async () => {
    const { ticketId, version } = await submit(await writeDraft());
    const lead = await asAgent("101");
    const moved = await lead.call("tickets.move", { ticketId, to: "accepted", reason: "", version });
    expect(moved).toMatchObject({
      version: 2,
      fields: { status: "accepted" },
      steps: [{ to: "submitted" }, { from: "submitted", to: "accepted", by: "101" }],
    });
    expect(seat.outbox().slice(2)).toMatchObject([
      { kind: "ticket.patch", entity: ticketId, fields: { status: "accepted" }, byAgent: "101" },
      { kind: "step.add", fields: { to: "accepted" } },
    ]);
  });

  it("refuses a step the table does not have, a role that may not, and a missing reason", async () => {
    const { ticketId, version } = await submit(await writeDraft());
    const lead = await asAgent("101");
    const move = (api: Api, to: "closed" | "accepted" | "rejected") =>
      api.call("tickets.move", { ticketId, to, reason: "", version });
    await expect(move(lead, "closed")).rejects.toMatchObject({ rule: "ticket.moveNotAllowed" });
    await expect(move(seat.api, "accepted")).rejects.toMatchObject({ rule: "ticket.roleNotAllowed" });
    await expect(move(lead, "rejected")).rejects.toMatchObject({ rule: "ticket.reasonMissing" });
    expect(seat.outbox()).toHaveLength(2);
  });

  it("refuses who has looked at an older version", async () => {
    const { ticketId, version } = await submit(await writeDraft());
    const lead = await asAgent("101");
    await lead.call("tickets.move", { ticketId, to: "accepted", reason: "", version });
    await expect(
      lead.call("tickets.move", { ticketId, to: "dispatched", reason: "", version }),
    ).rejects.toMatchObject({ code: "conflict", rule: "ticket.changedMeanwhile" });
  });
});

const staffRespondent = {
  respondent: {
    kind: "staff" as const,
    unitName: "",
    creditCode: "",
    office: "某某区社保中心",
    staffName: "李某",
    staffNumber: "",
  },
};
