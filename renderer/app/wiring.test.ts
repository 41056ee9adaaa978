// @vitest-environment node
import { afterEach, expect, test } from "vitest";
import { createManualClock } from "../../tests/support/manualClock.ts";
import { openTestSeat, testPassword } from "../../tests/support/testSeat.ts";
import { currentDraft } from "../features/record/record.store.ts";
import type { SoftphoneStore } from "../features/softphone/softphone.store.ts";
import { type Desk, wireDesk } from "./wiring.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A desk on a real seat with the practice line; the clock stands until it is told to pass. */
async function openDesk() {
  const seat = openTestSeat({ starterLibrary: true });
  closers.push(() => seat.close());
  const clock = createManualClock(seat.clock.ms);
  const remembered = new Map<string, string>();
  const desk = wireDesk({
    api: seat.api,
    clock,
    newId: () => crypto.randomUUID(),
    memory: {
      getItem: (key) => remembered.get(key) ?? null,
      setItem: (key, value) => void remembered.set(key, value),
    },
    carets: { goTo: () => true, goBack: () => {}, insert: () => false },
  });
  closers.push(() => desk.telephone.actions.close());
  await until(desk.session, ({ name }) => name === "signed-out");
  await desk.session.actions.signIn("０６１", testPassword);
  const state = await until(desk.telephone, ({ name }) => name === "on");
  if (state.name !== "on") throw new Error("No telephone");
  return { seat, desk, clock, softphone: state.softphone };
}

type Watched<T> = { getState(): T; subscribe(listener: (state: T) => void): () => void };

/** Resolves with the first state that is as wanted. */
function until<T>(store: Watched<T>, isWanted: (state: T) => boolean): Promise<T> {
  if (isWanted(store.getState())) return Promise.resolve(store.getState());
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!isWanted(state)) return;
      stop();
      resolve(state);
    });
  });
}

async function answerNextCall(
  desk: Desk,
  softphone: SoftphoneStore,
  clock: { pass(ms: number): Promise<void> },
) {
  desk.actions.byKey.wrapUpDone();
  await clock.pass(5_000);
  expect(softphone.getState().call.name).toBe("ringing");
  desk.actions.byKey.answer();
  await until(desk.record, (state) => currentDraft(state)?.callId !== undefined);
}

test("from ring to ticket by keys alone: the call opens its record, the citation and the complaint go into it", async () => {
  const { seat, desk, clock, softphone } = await openDesk();
  await answerNextCall(desk, softphone, clock);
  const { call } = softphone.getState();
  if (call.name !== "talking") throw new Error(`The call is ${call.name}`);
  expect(currentDraft(desk.record.getState())?.callId).toBe(call.facts.callId);
  await until(desk.caller, ({ name }) => name === "known");

  await until(desk.status, ({ status }) => (status?.library.documents ?? 0) > 0);
  await desk.library.actions.type("产假");
  await desk.library.actions.openSelected();
  await desk.actions.cite();
  expect(currentDraft(desk.record.getState())?.content.consultation.citations).toHaveLength(1);

  await desk.actions.newComplaint();
  expect(currentDraft(desk.record.getState())?.content.complaint?.complainant.phone).toBe(call.facts.number);
  desk.record.actions.editComplaint((form) => ({
    ...form,
    category: "employer-violation",
    route: "labour-inspection",
    complainant: { ...form.complainant, name: "李雷" },
    respondent: { ...form.respondent, unitName: "某某餐饮有限公司" },
    elements: {
      time: "2026年8月至10月",
      place: "杭州市西湖区",
      persons: "本人",
      cause: "单位资金紧张",
      course: "多次催要，单位一直拖着不发",
      result: "",
    },
    claim: { ...form.claim, text: "补发三个月工资" },
  }));
  await desk.actions.submit();
  expect(desk.submission.getState()).toMatchObject({
    name: "writing",
    problem: { rule: "complaint.elementMissing" },
  });
  desk.record.actions.editComplaint((form) => ({
    ...form,
    elements: { ...form.elements, result: "三个月没有工资" },
  }));
  expect(desk.submission.getState()).toMatchObject({ name: "writing", problem: null });
  await desk.actions.submit();
  expect(desk.submission.getState().name).toBe("read-back");
  await desk.actions.submit();
  const done = desk.submission.getState();
  if (done.name !== "done") throw new Error(JSON.stringify(done));
  expect(done.ticket.fields.number).toMatch(/^261123-0022-0001-\d\d$/);
  expect(seat.outbox().filter(({ kind }) => kind === "ticket.create")).toHaveLength(1);

  desk.actions.byKey.hangUp();
  await until(softphone, ({ agent }) => agent.name === "wrap-up");
  await desk.actions.wrapUpDone();
  expect(desk.record.getState().problem).toMatchObject({ rule: "record.topicMissing" });
  const { topics } = await seat.api.call("reference.get", {});
  desk.record.actions.editConsultation({ topic: topics[0]!.id });
  await desk.actions.wrapUpDone();
  expect(softphone.getState().agent.name).toBe("ready");
  expect(desk.record.getState().drafts).toEqual([]);
  const legs = await seat.api.call("calls.list", { day: "2026-11-23" });
  expect(legs).toMatchObject([{ callId: call.facts.callId, line: "practice", endReason: "agent" }]);
});

test("leaving a wrap-up for later keeps its record in the tray while the next call rings", async () => {
  const { desk, clock, softphone } = await openDesk();
  await answerNextCall(desk, softphone, clock);
  desk.record.actions.editConsultation({ question: "还没写完" });
  desk.actions.byKey.hangUp();
  await until(softphone, ({ agent }) => agent.name === "wrap-up");
  desk.actions.later();
  expect(softphone.getState().agent.name).toBe("ready");
  await clock.pass(5_000);
  desk.actions.byKey.answer();
  await until(desk.record, ({ drafts }) => drafts.length === 2);
  expect(desk.record.getState().drafts[0]?.content.consultation.question).toBe("还没写完");
});

test("an agent cannot sign out during a call, and after it takes nothing along", async () => {
  const { desk, clock, softphone } = await openDesk();
  await answerNextCall(desk, softphone, clock);
  await until(softphone, ({ call }) => call.name === "talking");
  expect(await desk.actions.signOut()).toBe(false);
  desk.actions.byKey.hangUp();
  await until(softphone, ({ agent }) => agent.name === "wrap-up");
  expect(await desk.actions.signOut()).toBe(true);
  expect(desk.session.getState().name).toBe("signed-out");
  expect(desk.telephone.getState().name).toBe("off");
  expect(desk.caller.getState().name).toBe("none");
});

test("only an administrator gets to the management screen by its key", async () => {
  const { desk } = await openDesk();
  desk.actions.goToScreen(5);
  expect(desk.screen.getState().screen).toBe("workspace");
  desk.actions.goToScreen(4);
  expect(desk.screen.getState().screen).toBe("statistics");
  desk.actions.goToScreen(2);
  expect(desk.screen.getState().screen).toBe("tickets");
});
