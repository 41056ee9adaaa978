import { expect, test } from "vitest";
import type { AcdState } from "../../../shared/call/phone.ts";
import { createManualClock } from "../../../tests/support/manualClock.ts";
import { createAcdReporter } from "./acdReporter.ts";

test("a state reported in whichever turn after the last one reaches the exchange", async () => {
  for (let turns = 0; turns < 8; turns += 1) {
    const told: AcdState[] = [];
    const clock = createManualClock();
    const reporter = createAcdReporter({
      acd: { setAgentState: async (state) => void told.push(state) },
      clock,
    });
    reporter.report("notready");
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    reporter.report("ready");
    await clock.pass(0);
    expect(told.at(-1)).toBe("ready");
  }
});

test("a state reported in whichever turn after a failure is sent instead of the failed one", async () => {
  for (let turns = 0; turns < 8; turns += 1) {
    const told: AcdState[] = [];
    const clock = createManualClock();
    const setAgentState = (state: AcdState) => {
      if (state === "notready") return Promise.reject(new Error("no line"));
      told.push(state);
      return Promise.resolve();
    };
    const reporter = createAcdReporter({ acd: { setAgentState }, clock });
    reporter.report("notready");
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    reporter.report("ready");
    await clock.pass(2_000);
    expect(told).toEqual(["ready"]);
  }
});
