// @vitest-environment node
import { afterEach, expect, test } from "vitest";
import { type DemoRegister, openRegister } from "../../../scripts/register/openRegister.ts";
import { demoPeople } from "../../../scripts/register/people.ts";
import { createManualClock } from "../../../tests/support/manualClock.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { createInsuredStore, type InsuredQuestion, type InsuredStore } from "./insured.store.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const question: InsuredQuestion = {
  key: { by: "idNumber", idNumber: "330199194605090013" },
  purpose: "own-enquiry",
  reason: "本人来电",
};

async function open() {
  const register: DemoRegister = await openRegister({ port: 0, token: "t", people: demoPeople });
  const seat: TestSeat = openTestSeat({ fetch });
  closers.push(register.close, () => seat.close());
  seat.repositories.reference.put("register", "insured", { url: register.url, token: "t" });
  await seat.signIn();
  const clock = createManualClock();
  const insured = createInsuredStore({ api: seat.api, clock });
  return { insured, clock, seat };
}

const shown = (insured: InsuredStore) => JSON.stringify(insured.getState());

test("a reveal ends after thirty seconds, and the mask is back", async () => {
  const { insured, clock } = await open();
  await insured.actions.find(question, null);
  expect(insured.getState().result?.view?.person?.name).toBe("郑*明");
  await insured.actions.reveal("核对姓名");
  expect(insured.getState().result?.view?.person?.name).toBe("郑德明");
  await clock.pass(29_999);
  expect(insured.getState().result?.view?.person?.name).toBe("郑德明");
  await clock.pass(1);
  expect(insured.getState().result?.view?.person?.name).toBe("郑*明");
  expect(shown(insured)).not.toContain("330199194605090013");
});

test("somebody else on the line: the person is gone at once, also one that is just being revealed", async () => {
  const { insured } = await open();
  await insured.actions.find(question, null);
  const revealing = insured.actions.reveal("核对姓名");
  insured.actions.setCaller("third-party");
  expect(shown(insured)).not.toMatch(/郑|33019|3301\*/);
  await revealing;
  expect(shown(insured)).not.toMatch(/郑|33019|3301\*/);
  expect(insured.getState().result?.view?.contacts).toHaveLength(1);
});

test("turning the switch back shows nobody: the person on the line is asked for anew", async () => {
  const { insured } = await open();
  await insured.actions.find(question, null);
  insured.actions.setCaller("third-party");
  insured.actions.setCaller("self");
  expect(insured.getState()).toMatchObject({ caller: "self", result: null, masked: null });
});

test("an answer that comes after the next caller rang is not shown", async () => {
  const { insured } = await open();
  const finding = insured.actions.find(question, null);
  insured.actions.clear();
  await finding;
  expect(insured.getState().result).toBeNull();
});
