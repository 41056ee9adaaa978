// @vitest-environment node
// The store needs no page; the seat behind it reads its starter library from files.
import { afterEach, beforeEach, expect, test } from "vitest";
import { createManualClock } from "../../../tests/support/manualClock.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { createHintStore, type HintState, type HintStore } from "./hints.store.ts";

let seat: TestSeat;
let hints: HintStore;
let asked: string[];
const clock = createManualClock();

beforeEach(async () => {
  seat = openTestSeat({ starterLibrary: true });
  await seat.signIn();
  await new Promise<void>((resolve) => {
    seat.api.on("library.importProgress", ({ finished }) => finished && resolve());
  });
  asked = [];
  const api: TestSeat["api"] = {
    ...seat.api,
    call(method, input) {
      if (method === "library.clausesFor") asked.push((input as { texts: string[] }).texts.join());
      return seat.api.call(method, input);
    },
  };
  hints = createHintStore({ api, clock });
});
afterEach(async () => {
  hints.actions.close();
  await seat.close();
});

const write = (...texts: string[]) => hints.actions.written({ texts, names: [] });

function next(): Promise<HintState> {
  return new Promise((resolve) => {
    const stop = hints.subscribe((state) => {
      stop();
      resolve(state);
    });
  });
}

test("nothing is looked up before typing rests, and then only what stands there last", async () => {
  for (const text of ["年", "年休", "年休假", "年休假没休完怎么办"]) {
    write(text);
    await clock.pass(399);
  }
  expect(asked).toEqual([]);
  const shown = next();
  await clock.pass(1);
  expect(asked).toEqual(["年休假没休完怎么办"]);
  expect((await shown).hits[0]?.version.title).toContain("年休假");
});

test("an answer about what was written before is never shown", async () => {
  write("年休假没休完怎么办");
  await clock.pass(400);
  write("工伤认定要多久");
  const shown = next();
  await clock.pass(400);
  expect((await shown).query).toEqual(["工伤认定要多久"]);
});

test("an emptied record takes them away at once, without asking", async () => {
  write("年休假没休完怎么办");
  const shown = next();
  await clock.pass(400);
  await shown;
  write("", "  ");
  expect(hints.getState().hits).toEqual([]);
  await clock.pass(400);
  expect(asked).toHaveLength(1);
});

test("the same text is asked for once, however often the record says so", async () => {
  write("年休假没休完怎么办");
  const shown = next();
  await clock.pass(400);
  await shown;
  write("年休假没休完怎么办");
  await clock.pass(400);
  expect(asked).toHaveLength(1);
});
