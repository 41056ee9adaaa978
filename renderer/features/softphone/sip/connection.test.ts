// @vitest-environment node
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AcdState, PhoneEvent } from "../../../../shared/call/phone.ts";
import { createManualClock } from "../../../../tests/support/manualClock.ts";
import { type Registrar, startRegistrar } from "../../../../tests/support/pbx/registrar.ts";
import { audioSessionFactory } from "./audioSession.ts";
import { connectSip } from "./connection.ts";

let registrar: Registrar;
let close = () => Promise.resolve();
beforeEach(async () => {
  registrar = await startRegistrar();
});
afterEach(async () => {
  await close();
  await registrar.close();
});

function connect() {
  const clock = createManualClock();
  const told: PhoneEvent[] = [];
  let onTold = () => {};
  let backs = 0;
  const connection = connectSip({
    account: {
      url: registrar.url,
      domain: "hotline.test",
      extension: "8001",
      secret: "pw8001",
      displayName: "8001",
    },
    clock,
    random: () => 0.5,
    audioFactory: audioSessionFactory(() => Promise.reject(new Error("No calls here"))),
    tell(event) {
      told.push(event);
      onTold();
    },
    onInvite: () => {},
    onLost: () => {},
    onBack: () => {
      backs += 1;
    },
  });
  close = () => connection.close();
  return {
    clock,
    connection,
    backs: () => backs,
    states: () => told.flatMap((event) => (event.type === "registration" ? [event.state] : [])),
    rules: () => told.flatMap((event) => (event.type === "error" ? [event.rule] : [])),
    lastRegisteredAt: () =>
      told.flatMap((event) => (event.type === "registration" ? [event.lastRegisteredAt] : [])).at(-1),
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        onTold = () => isSo() && resolve();
        onTold();
      }),
  };
}

test("after a sleep a new connection registers at once, while the old one still looks alive", async () => {
  const line = connect();
  await line.until(() => line.states().at(-1) === "registered");
  const first = line.lastRegisteredAt();
  registrar.freezeLast();
  line.clock.jump(3_600_000);
  line.connection.renew();
  expect(line.connection.isRegistered()).toBe(false);
  expect(line.lastRegisteredAt()).toBe(first);
  await line.until(() => line.states().at(-1) === "registered");
  expect(line.states()).toEqual(["registering", "registered", "registering", "registered"]);
  expect(registrar.connections()).toBe(2);
  expect(line.lastRegisteredAt()).toBe(line.clock.now());
  expect(line.backs()).toBe(1);
  expect(line.rules()).toEqual([]);
});

test("an exchange that hears and does not answer is given up after five seconds, and tried anew", async () => {
  const line = connect();
  await line.until(() => line.states().at(-1) === "registered");
  const first = line.lastRegisteredAt();
  registrar.mute(true);
  await line.clock.pass(30_000);
  expect(line.states().at(-1)).toBe("registered");
  await line.clock.pass(5_000);
  expect(line.states().at(-1)).toBe("unreachable");
  expect(line.lastRegisteredAt()).toBe(first);
  expect(line.rules()).toEqual(["phone.unreachable"]);
  registrar.mute(false);
  await line.clock.pass(200);
  await line.until(() => line.states().at(-1) === "registered");
  expect(registrar.connections()).toBe(2);
});

/** Resolves when the exchange has heard that state, which it does not answer; `fate` tells what became of it. */
async function sendUnanswered(line: ReturnType<typeof connect>, state: AcdState) {
  await line.until(() => line.states().at(-1) === "registered");
  registrar.ignoreStates(true);
  const heard = registrar.nextState();
  const fate = line.connection.sendAgentState(state).then(
    () => "taken",
    () => "given up",
  );
  await heard;
  return { fate };
}

test("a state still unanswered when the connection goes is given up with it, and the next one goes out", async () => {
  const line = connect();
  const { fate } = await sendUnanswered(line, "notready");
  registrar.cutLast();
  expect(await fate).toBe("given up");
  registrar.ignoreStates(false);
  await line.clock.pass(200);
  await line.until(() => line.states().at(-1) === "registered");
  await line.connection.sendAgentState("ready");
  expect(registrar.states()).toEqual(["notready", "ready"]);
});

test("a state that the exchange never answers is given up after five seconds", async () => {
  const line = connect();
  const { fate } = await sendUnanswered(line, "notready");
  await line.clock.pass(5_000);
  expect(await fate).toBe("given up");
});
