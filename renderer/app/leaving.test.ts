import { afterEach, beforeEach, expect, test } from "vitest";
import { createManualClock } from "../../tests/support/manualClock.ts";
import { createPracticePhone } from "../features/softphone/practice/practicePhone.ts";
import { createSoftphoneStore } from "../features/softphone/softphone.store.ts";
import { guardLeaving } from "./leaving.ts";
import type { Telephone, TelephoneState } from "./telephone.ts";

let isBroken = false;
const page = new EventTarget() as Window & EventTarget;
const clock = createManualClock();

/** A telephone on the practice line whose database can be out of order. */
function openTelephone() {
  let count = 0;
  const newId = () => `018f7c00-0000-7000-8000-${String(++count).padStart(12, "0")}`;
  const player = { play: () => () => {} };
  const line = createPracticePhone({
    stories: [{ id: "1", number: "13857100001", queue: null, menu: null, lines: [] }],
    clock,
    newId,
    player,
  });
  const keep = () => (isBroken ? Promise.reject(new Error("disk full")) : Promise.resolve());
  const softphone = createSoftphoneStore({
    ...line,
    clock,
    newId,
    recordCall: keep,
    recordIntervals: keep,
  });
  const state: TelephoneState = { name: "on", agentId: "061", softphone, practice: null };
  const closed: string[] = [];
  const actions = { open: () => Promise.resolve(), close: () => void closed.push("closed") };
  guardLeaving({ getState: () => state, actions } as unknown as Telephone, page);
  return { softphone, closed };
}

let desk: ReturnType<typeof openTelephone>;
beforeEach(() => {
  isBroken = false;
  desk = openTelephone();
});
afterEach(() => desk.softphone.actions.close());

function asksBeforeLeaving(): boolean {
  return !page.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

test("a window asks before it is left in a call or with facts of its own, and only then", async () => {
  expect(asksBeforeLeaving()).toBe(false);
  isBroken = true;
  desk.softphone.actions.signIn(null);
  await clock.pass(100);
  expect(asksBeforeLeaving()).toBe(true);
  isBroken = false;
  await clock.pass(15_000);
  expect(asksBeforeLeaving()).toBe(false);
  desk.softphone.actions.dial("13857100001");
  expect(asksBeforeLeaving()).toBe(true);
});

test("a window that goes away takes its telephone down", () => {
  page.dispatchEvent(new Event("pagehide"));
  expect(desk.closed).toEqual(["closed"]);
});
