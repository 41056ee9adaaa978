import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { siteDay, toInstant } from "../../shared/domain/time.ts";
import { type ListeningServer, startListeningServer } from "../support/listeningServer.ts";
import { createNetwork, type Network } from "../support/network.ts";
import { statusWhere } from "../support/seatStatus.ts";
import { openTestSeat, type TestSeat } from "../support/testSeat.ts";

let folder = "";
let server: ListeningServer;
let network: Network;
let seat: TestSeat;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-team-"));
  server = await startListeningServer(join(folder, "server.db"));
  network = createNetwork();
  seat = openTestSeat({ enrolled: false, fetch: network.fetch });
  seat.clock.ms = Date.now();
  await seat.api.call("seat.enrol", { serverUrl: server.url, code: await server.code({ seatNumber: 22 }) });
});
afterEach(async () => {
  await seat.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const online = () =>
  statusWhere(seat, ({ server, outbox }) => server.state === "online" && outbox.pending === 0);
const offline = () => statusWhere(seat, ({ server }) => server.state === "offline");

const signIn = (agentId: string) => seat.signIn(agentId, server.passwords[agentId]);

/** The last hour may have begun yesterday. */
const range = () => ({ from: siteDay(seat.clock.ms - 3_600_000), to: siteDay(seat.clock.ms) });

async function takeCall(): Promise<void> {
  const at = (minutes: number) => toInstant(seat.clock.ms - minutes * 60_000);
  const times = { ringingAt: at(10), answeredAt: at(10), endedAt: at(7) };
  const leg = { callId: uuidv7(), number: "13800138621", ...blank, ...times };
  await seat.api.call("calls.record", { leg });
}

const blank = {
  line: "exchange" as const,
  direction: "inbound" as const,
  queue: null,
  menu: null,
  heldMs: 0,
  endReason: "caller" as const,
};

const rule = (asked: Promise<unknown>) =>
  asked.then(
    () => "answered",
    (error) => error.rule,
  );

describe("a lead at a seat", () => {
  it("sees the team's figures from the server, and the masked calls behind them", async () => {
    await signIn("061");
    await takeCall();
    await online();
    await signIn("101");
    const { agents, team } = await seat.api.call("statistics.team", range());
    expect(agents.map(({ agentId }) => agentId)).toEqual(["061"]);
    expect([team.figures.answered.value, team.figures.talk.value]).toEqual([1, 180_000]);
    const question = { ...range(), scope: "team" as const, figure: "answered" as const, agentId: "061" };
    const behind = await seat.api.call("statistics.rows", question);
    expect(behind.rows).toMatchObject([{ kind: "call", agentId: "061", maskedNumber: "138****8621" }]);
  });

  it("is told that the server is needed while it is away, and has the own figures all the same", async () => {
    await signIn("101");
    await takeCall();
    await online();
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("answered");
    network.cut();
    await offline();
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("statistics.needsServer");
    expect((await seat.api.call("statistics.own", range())).team.figures.answered.value).toBe(1);
  });

  it("who signed in without the server proves the password to it once it is back", async () => {
    await online();
    network.cut();
    await offline();
    await signIn("101");
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("statistics.needsServer");
    network.mend();
    await online();
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("staff.signInAgain");
    const again = (password: string) => rule(seat.api.call("session.signInAtServer", { password }));
    expect(await again("Wrong-Wrong-0000")).toBe("login.wrongPassword");
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("staff.signInAgain");
    expect(await again(server.passwords["101"] ?? "")).toBe("answered");
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("answered");
  });

  it("leaves nothing of the token behind: not for the next person, not in another window, not in the log", async () => {
    await signIn("101");
    await online();
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("answered");
    const other = seat.openWindow("window-2").api;
    expect(await rule(other.call("statistics.team", range()))).toBe("session.signedOut");
    await seat.api.call("session.signOut", {});
    await signIn("061");
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("session.role");
    expect(network.count("/api/login")).toBe(1);
    const log = JSON.stringify(seat.log);
    expect(log).not.toContain(server.passwords["101"]);
    expect(log).not.toMatch(/[A-Za-z0-9_-]{43}/);
  });

  it("is asked again when the server has forgotten the token", async () => {
    await signIn("101");
    await online();
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("answered");
    await server.context().store.db.deleteFrom("token").where("agent_id", "=", "101").execute();
    expect(await rule(seat.api.call("statistics.team", range()))).toBe("staff.signInAgain");
  });
});

it("a password is not sent over a line that is neither encrypted nor within this machine", async () => {
  const asked: string[] = [];
  const bare = openTestSeat({
    serverUrl: "http://10.1.2.3:7333",
    fetch: (url) => {
      asked.push(String(url));
      return Promise.reject(new TypeError("nobody there"));
    },
  });
  await bare.signIn("101");
  const password = "qiao-wang-12333";
  expect(await rule(bare.api.call("session.signInAtServer", { password }))).toBe("staff.lineNotPrivate");
  expect(asked.filter((url) => url.includes("login"))).toEqual([]);
  await bare.close();
});
