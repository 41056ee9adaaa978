import { expect, it } from "vitest";
import { createManualClock } from "../../tests/support/manualClock.ts";
import { openTestSeat } from "../../tests/support/testSeat.ts";
import { startStatusBeat } from "./statusBoard.ts";

it("tells the status every five seconds, and changes that come together once", async () => {
  const clock = createManualClock();
  const told: number[] = [];
  const beat = startStatusBeat(clock.after, () => told.push(clock.now()));
  const start = clock.now();
  await clock.pass(11_000);
  for (let change = 0; change < 10; change += 1) beat.changed();
  await clock.pass(1_000);
  beat.close();
  beat.changed();
  await clock.pass(60_000);
  expect(told.map((at) => at - start)).toEqual([5_000, 10_000, 11_025]);
});

it("shows what waits in the outbox, since when, and that the server has never been heard", async () => {
  const seat = openTestSeat({ today: "2026-11-23" });
  await seat.signIn();
  const interval = {
    intervalId: "01a20424-ae9a-7b28-b432-952a06e80fbb",
    state: "ready" as const,
    reason: null,
    callId: null,
    startedAt: "2026-11-23T01:00:00.000Z",
    endedAt: null,
  };
  await seat.api.call("agentState.record", { intervals: [interval] });
  expect(await seat.api.call("status.get", {})).toMatchObject({
    server: { state: "offline", rule: "server.unreachable", latencyMs: null, lastContactAt: null },
    outbox: {
      pending: 1,
      oldestPendingAt: "2026-11-23T01:00:00.000Z",
      lastAckedAt: null,
      conflicts: 0,
      denied: 0,
    },
    clockSkewMs: null,
    storage: { encrypted: true, keySource: "test" },
  });
  await seat.close();
});
