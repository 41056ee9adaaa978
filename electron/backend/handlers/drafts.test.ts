import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sampleRecord } from "../../../tests/support/complaintSample.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";

let seat: TestSeat;
const callId = uuidv7();
beforeEach(async () => {
  seat = openTestSeat();
  await seat.signIn();
});
afterEach(() => seat.close());

const open = () => seat.api.call("drafts.open", { callId, callerNumber: "138 0013 8621" });

function recordWith(question: string) {
  const record = sampleRecord();
  return { ...record, consultation: { ...record.consultation, question } };
}

describe("drafts", () => {
  it("are one per call and agent, however often the call is opened", async () => {
    const first = await open();
    expect(await open()).toEqual(first);
    expect(await seat.api.call("drafts.list", {})).toEqual([first]);
  });

  it("are a new one each time without a call", async () => {
    const contact = { callId: null, callerNumber: "" };
    const one = await seat.api.call("drafts.open", contact);
    const other = await seat.api.call("drafts.open", contact);
    expect(one.draftId).not.toBe(other.draftId);
  });

  it("keep the newest revision, whichever arrives last", async () => {
    const { draftId } = await open();
    const save = (revision: number, question: string) =>
      seat.api.call("drafts.save", { draftId, revision, content: recordWith(question) });
    expect((await save(3, "第三次")).revision).toBe(3);
    expect((await save(2, "第二次")).revision).toBe(3);
    expect((await save(3, "又一个第三次")).revision).toBe(3);
    const [draft] = await seat.api.call("drafts.list", {});
    expect([draft?.revision, draft?.content.consultation.question]).toEqual([3, "第三次"]);
  });

  it("are on disk for another connection as soon as the save is acknowledged", async () => {
    const { draftId } = await open();
    await seat.api.call("drafts.save", { draftId, revision: 1, content: recordWith("已经写下") });
    expect(seat.repositories.drafts.find(draftId)?.draft.content.consultation.question).toBe("已经写下");
  });

  it("belong to their agent: another one can neither see nor save them", async () => {
    const { draftId } = await open();
    const { api } = seat.openWindow("window-2");
    await api.call("session.signIn", { agentId: "062", password: "qiao-wang-12333" });
    expect(await api.call("drafts.list", {})).toEqual([]);
    await expect(
      api.call("drafts.save", { draftId, revision: 9, content: recordWith("别人写的") }),
    ).rejects.toMatchObject({ code: "not_found", rule: "draft.notFound" });
  });

  it("are filed with topic and outcome only, as a fact with its outbox row", async () => {
    const { draftId } = await open();
    const file = () => seat.api.call("drafts.file", { draftId });
    const record = sampleRecord();
    const fill = (revision: number, changes: object) =>
      seat.api.call("drafts.save", {
        draftId,
        revision,
        content: { ...record, consultation: { ...record.consultation, ...changes } },
      });
    await expect(file()).rejects.toMatchObject({ rule: "record.topicMissing" });
    await fill(1, { topic: "arrears" });
    await expect(file()).rejects.toMatchObject({ rule: "record.outcomeMissing" });
    expect(seat.outbox()).toEqual([]);
    await fill(2, { topic: "arrears", outcome: "answered" });
    expect((await file()).status).toBe("filed");
    expect((await file()).status).toBe("filed");
    expect(seat.outbox()).toMatchObject([
      { seq: 1, kind: "consultation.put", entity: draftId, byAgent: "061", outcome: null },
    ]);
    expect(seat.repositories.consultations.topicOfCall(callId)).toBe("arrears");
    expect(await seat.api.call("drafts.list", {})).toEqual([]);
    await expect(fill(3, {})).rejects.toMatchObject({ rule: "draft.filed" });
  });
});
