import { afterEach, expect, test } from "vitest";
import type { Api } from "../../../shared/rpc/client.ts";
import { createManualClock } from "../../../tests/support/manualClock.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { createRecordStore, currentDraft, currentSave, type RecordStore } from "./record.store.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const callId = "0190f3a0-0000-7000-8000-000000000001";

async function signedInSeat(): Promise<TestSeat> {
  const seat = openTestSeat();
  closers.push(() => seat.close());
  await seat.signIn();
  return seat;
}

function openRecords(api: Api) {
  const clock = createManualClock();
  const record = createRecordStore({ api, clock });
  closers.push(() => record.actions.close());
  return { record, clock };
}

/** Resolves once the state is as wanted. */
function until(record: RecordStore, isTrue: () => boolean): Promise<void> {
  if (isTrue()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = record.subscribe(() => {
      if (!isTrue()) return;
      stop();
      resolve();
    });
  });
}

const saved = (record: RecordStore) => () => currentSave(record.getState()).name === "saved";

async function questionOnDisk(seat: TestSeat): Promise<string | undefined> {
  const drafts = await seat.api.call("drafts.list", {});
  return drafts.at(-1)?.content.consultation.question;
}

test("what is typed is on disk 200 ms later and only then said to be saved", async () => {
  const seat = await signedInSeat();
  const { record, clock } = openRecords(seat.api);
  await record.actions.load("061");
  await record.actions.openForCall(callId, "13800138000");
  for (const question of ["产", "产假", "产假多少天"]) {
    record.actions.editConsultation({ question });
    await clock.pass(60);
  }
  expect(currentSave(record.getState()).name).toBe("typing");
  expect(await questionOnDisk(seat)).toBe("");
  await clock.pass(20);
  await until(record, saved(record));
  expect(await questionOnDisk(seat)).toBe("产假多少天");
});

test("steady typing is saved all the while, not only when it pauses", async () => {
  const seat = await signedInSeat();
  const { record, clock } = openRecords(seat.api);
  await record.actions.load("061");
  await record.actions.openForCall(callId, "13800138000");
  for (let length = 1; length <= 40; length += 1) {
    record.actions.editConsultation({ question: "字".repeat(length) });
    await clock.pass(50);
    if (length === 20) await until(record, () => currentSave(record.getState()).name !== "saving");
  }
  expect((await questionOnDisk(seat))!.length).toBeGreaterThan(10);
});

test("a new screen brings back the newest open record with its text", async () => {
  const seat = await signedInSeat();
  const first = openRecords(seat.api);
  await first.record.actions.load("061");
  await first.record.actions.openForCall(callId, "13800138000");
  first.record.actions.editConsultation({ question: "公司不交社保" });
  await first.record.actions.flush(currentDraft(first.record.getState())!.draftId);

  const second = openRecords(seat.api);
  await second.record.actions.load("061");
  expect(currentDraft(second.record.getState())).toMatchObject({
    callId,
    content: { consultation: { question: "公司不交社保" } },
  });
  expect(currentSave(second.record.getState()).name).toBe("saved");
});

test("text typed while the host is away is kept, said to be unsaved, and saved when it is back", async () => {
  const seat = await signedInSeat();
  let isAway = false;
  const watchers = new Set<(connected: boolean) => void>();
  const api: Api = {
    ...seat.api,
    call: (method, input) =>
      isAway
        ? Promise.reject(Object.assign(new Error("away"), { rule: "channel.lost" }))
        : seat.api.call(method, input),
    onConnection(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };
  const { record, clock } = openRecords(api);
  await record.actions.load("061");
  await record.actions.openForCall(callId, "13800138000");
  isAway = true;
  record.actions.editConsultation({ question: "断线时写下的" });
  await clock.pass(200);
  expect(currentSave(record.getState()).name).toBe("waiting");

  isAway = false;
  for (const watcher of watchers) watcher(true);
  await until(record, saved(record));
  expect(await questionOnDisk(seat)).toBe("断线时写下的");
});

test("news from the disk never replaces text that is newer on the screen", async () => {
  const seat = await signedInSeat();
  const { record } = openRecords(seat.api);
  await record.actions.load("061");
  await record.actions.openForCall(callId, "13800138000");
  record.actions.editConsultation({ question: "还没存盘" });
  await record.actions.load("061");
  expect(currentDraft(record.getState())?.content.consultation.question).toBe("还没存盘");
});

test("a second call opens its own record and leaves the first in the tray", async () => {
  const seat = await signedInSeat();
  const { record } = openRecords(seat.api);
  await record.actions.load("061");
  await record.actions.openForCall(callId, "13800138000");
  record.actions.editConsultation({ question: "第一通" });
  await record.actions.openForCall("0190f3a0-0000-7000-8000-000000000002", "13900139000");
  record.actions.editConsultation({ question: "第二通" });
  const { drafts } = record.getState();
  expect(drafts.map((each) => each.content.consultation.question)).toEqual(["第一通", "第二通"]);
  record.actions.select(drafts[0]!.draftId);
  expect(currentDraft(record.getState())?.content.consultation.question).toBe("第一通");
});

test("a record is filed only with topic and outcome, and then leaves the tray", async () => {
  const seat = await signedInSeat();
  const { record } = openRecords(seat.api);
  await record.actions.load("061");
  await record.actions.openForCall(callId, "13800138000");
  expect(await record.actions.file()).toBe(false);
  expect(record.getState().problem).toMatchObject({ rule: "record.topicMissing" });

  const { topics } = await seat.api.call("reference.get", {});
  record.actions.editConsultation({ topic: topics[0]!.id, outcome: "answered" });
  expect(record.getState().problem).toBeNull();
  expect(await record.actions.file()).toBe(true);
  expect(record.getState()).toMatchObject({ drafts: [], currentId: null });
});

test("a clause is cited once however often Ctrl+I is pressed", async () => {
  const seat = await signedInSeat();
  const { record } = openRecords(seat.api);
  await record.actions.load("061");
  await record.actions.create();
  const citation = {
    documentId: "d",
    versionId: "v",
    contentHash: "0".repeat(64),
    clauseId: "c",
    title: "职工带薪年休假条例",
    label: "第五条",
    promulgatedOn: null,
    asOf: "2026-11-23",
    region: "000000",
    sentence: "依据《职工带薪年休假条例》第五条",
  };
  record.actions.cite(citation);
  record.actions.cite({ ...citation });
  expect(currentDraft(record.getState())?.content.consultation.citations).toEqual([citation]);
});

test("what is cited while the record of a new call is still being opened waits for that record", async () => {
  const seat = await signedInSeat();
  const { record } = openRecords(seat.api);
  await record.actions.load("061");
  const opening = record.actions.openForCall(callId, "13800138000");
  await record.actions.atHand();
  expect(currentDraft(record.getState())?.callId).toBe(callId);
  await opening;
  expect(await seat.api.call("drafts.list", {})).toHaveLength(1);
});
