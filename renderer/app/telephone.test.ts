// @vitest-environment node
import { afterEach, expect, test } from "vitest";
import { channelPair } from "../../shared/rpc/channel.ts";
import { createClient } from "../../shared/rpc/client.ts";
import { createManualClock } from "../../tests/support/manualClock.ts";
import { openTestSeat, testPassword } from "../../tests/support/testSeat.ts";
import { createTelephone } from "./telephone.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test("a host that tells of waking makes the telephone register anew at once", async () => {
  const seat = openTestSeat();
  closers.push(() => seat.close());
  const pair = channelPair();
  const client = createClient();
  seat.backend.connect(pair.right, "window-2");
  client.attach(pair.left);
  await client.call("session.signIn", { agentId: "061", password: testPassword });
  const clock = createManualClock(seat.clock.ms);
  const telephone = createTelephone({ api: client, clock, newId: () => crypto.randomUUID() });
  closers.push(() => telephone.actions.close());
  await telephone.actions.open("061");
  const state = telephone.getState();
  if (state.name !== "on") throw new Error("No telephone");
  const registeredAt = () => state.softphone.getState().registration.lastRegisteredAt;
  const before = registeredAt();

  clock.jump(8_000);
  pair.right.send({ event: "host.resumed", payload: {} });
  await clock.pass(0);
  expect(registeredAt()).toBe((before ?? 0) + 8_000);
});
