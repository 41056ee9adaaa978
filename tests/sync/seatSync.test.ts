import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { saveStaff } from "../../server/staff/accounts.ts";
import type { TicketDetail } from "../../shared/domain/ticket.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { sampleRecord } from "../support/complaintSample.ts";
import { type ListeningServer, startListeningServer } from "../support/listeningServer.ts";
import { createNetwork, type Network } from "../support/network.ts";
import { statusWhere } from "../support/statusWhere.ts";
import { openTestSeat, type TestSeat } from "../support/testSeat.ts";

let folder = "";
let server: ListeningServer;
let network: Network;
let seat: TestSeat;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-sync-"));
  server = await startListeningServer(join(folder, "server.db"));
  network = createNetwork();
  seat = openTestSeat({ enrolled: false, fetch: network.fetch });
  seat.clock.ms = Date.now();
  await seat.api.call("seat.enrol", { serverUrl: server.url, code: await server.code({ seatNumber: 22 }) });
  await seat.signIn("061", server.passwords["061"]);
});
afterEach(async () => {
  await seat.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const synced = (of = seat) =>
  statusWhere(of.api, (status) => status.server.state === "online" && status.outbox.pending === 0);

/** Resolves with the ticket as soon as it is here and looks as expected. */
function ticketWhere(
  ticketId: string,
  fits: (ticket: TicketDetail) => boolean,
  { api } = seat,
): Promise<TicketDetail> {
  return new Promise((resolve, reject) => {
    const look = () =>
      api.call("tickets.get", { ticketId }).then(
        (ticket) => {
          if (!fits(ticket)) return;
          off();
          resolve(ticket);
        },
        (error) => error.code !== "not_found" && reject(error),
      );
    const off = api.on("tickets.changed", () => void look());
    void look();
  });
}

async function submit(of = seat): Promise<TicketDetail> {
  const { draftId } = await of.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
  await of.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
  return await of.api.call("tickets.submit", { draftId, revision: 1, confirmedAt: toInstant(of.clock.ms) });
}

async function moveHere(ticketId: string, to: "accepted" | "rejected"): Promise<TicketDetail> {
  const { api } = seat.openWindow("lead's window");
  await api.call("session.signIn", { agentId: "101", password: server.passwords["101"] ?? "" });
  const { version } = await api.call("tickets.get", { ticketId });
  return await api.call("tickets.move", { ticketId, to, reason: "本地处理", version });
}

describe("enrolling a seat", () => {
  it("brings accounts and lists before it returns, and a telephone account", async () => {
    const info = await seat.api.call("session.info", {});
    expect(info.seat).toMatchObject({ seatNumber: 22, site: { id: "hangzhou" }, serverUrl: server.url });
    const reference = await seat.api.call("reference.get", {});
    expect(reference.sites).toHaveLength(8);
    expect(reference.topics.length).toBeGreaterThan(10);
    expect(await seat.api.call("seat.phoneAccount", {})).toEqual({ line: "practice" });
  });

  it("keeps nothing of a refused code, and nobody but an administrator points an enrolled seat elsewhere", async () => {
    const bare = openTestSeat({ enrolled: false, fetch: network.fetch });
    await expect(
      bare.api.call("seat.enrol", { serverUrl: server.url, code: "ABCD-EFGH" }),
    ).rejects.toMatchObject({ rule: "enrol.codeRefused" });
    expect((await bare.api.call("session.info", {})).seat).toBeNull();
    await bare.close();
    await expect(
      seat.api.call("seat.enrol", { serverUrl: "http://127.0.0.1:9", code: "ABCD-EFGH" }),
    ).rejects.toMatchObject({ rule: "seat.alreadyEnrolled" });
  });
});

describe("a ticket on its way", () => {
  it("reaches the server once, with its step, and says so", async () => {
    const ticket = await submit();
    await synced();
    expect((await ticketWhere(ticket.ticketId, ({ syncState }) => syncState === "synced")).version).toBe(1);
    const there = await server.ticket(ticket.ticketId);
    expect(there.fields).toMatchObject({ number: ticket.fields.number, takenBy: "061" });
    expect(there.steps).toHaveLength(1);
    expect(await server.ticketNumbers()).toEqual([ticket.fields.number]);
  });

  it("shows the server's change within two seconds", async () => {
    const { ticketId } = await submit();
    await synced();
    const changed = ticketWhere(ticketId, ({ fields }) => fields.status === "accepted");
    const started = performance.now();
    await server.move(ticketId, "accepted");
    const ticket = await changed;
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(ticket).toMatchObject({ version: 2, syncState: "synced" });
    expect(ticket.steps.map(({ to }) => to)).toEqual(["submitted", "accepted"]);
  });

  it("waits while the server is down and arrives once and in order when it is back", async () => {
    await server.stop();
    const tickets = [await submit(), await submit()];
    const status = await statusWhere(seat.api, ({ server: state }) => state.state === "offline");
    expect(status).toMatchObject({ server: { rule: "server.unreachable" }, outbox: { pending: 4 } });
    expect(tickets.map(({ syncState }) => syncState)).toEqual(["pending", "pending"]);
    await server.start();
    await synced();
    expect(await server.ticketNumbers()).toEqual(tickets.map(({ fields }) => fields.number));
  });

  it("arrives once although the reply to its push was lost", async () => {
    network.loseReply("/push");
    const { fields } = await submit();
    await synced();
    expect(await server.ticketNumbers()).toEqual([fields.number]);
    expect(seat.outbox().map(({ outcome }) => outcome)).toEqual(["ok", "ok"]);
  });
});

describe("the seat's side of the invariants", () => {
  it("1: ticket and outbox row are saved together or not at all", async () => {
    network.cut();
    const { draftId } = await seat.api.call("drafts.open", { callId: null, callerNumber: "" });
    await seat.api.call("drafts.save", { draftId, revision: 1, content: sampleRecord() });
    const again = () =>
      seat.api.call("tickets.submit", { draftId, revision: 1, confirmedAt: toInstant(seat.clock.ms) });
    // The second of the two outbox rows fails.
    seat.execute(
      "CREATE TRIGGER full BEFORE INSERT ON outbox WHEN new.kind = 'step.add' BEGIN SELECT RAISE(ABORT, 'full'); END",
    );
    await expect(again()).rejects.toMatchObject({ code: "internal" });
    expect(await seat.api.call("tickets.list", { limit: 10 })).toEqual([]);
    expect(seat.outbox()).toEqual([]);
    seat.execute("DROP TRIGGER full");
    expect((await again()).fields.number).toMatch(/-0022-0001-/);
    network.mend();
    await synced();
  });

  it("3: a copy from an old backup is refused as a fork; enrolled again, it loses nothing", async () => {
    await submit();
    await synced();
    const { folder: seatFolder, key } = seat;
    await seat.close({ keep: true });
    const file = join(seatFolder, "seat.db");
    copyFileSync(file, `${file}.backup`);

    const reopen = async () => {
      seat = openTestSeat({ folder: seatFolder, key, fetch: network.fetch });
      seat.clock.ms = Date.now();
      await seat.signIn("061", server.passwords["061"]);
    };
    await reopen();
    const lost = await submit();
    await synced();
    await seat.close();
    for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
    copyFileSync(`${file}.backup`, file);

    network.cut();
    await reopen();
    const made = await submit();
    network.mend();
    const refused = await statusWhere(seat.api, (status) => status.server.state === "refused");
    expect(refused).toMatchObject({ server: { rule: "sync.fork" }, outbox: { pending: 2 } });
    await seat.api.call("seat.enrol", { serverUrl: server.url, code: await server.code({ seatNumber: 22 }) });
    await synced();
    expect(await server.ticket(made.ticketId)).toMatchObject({ fields: { takenBy: "061" } });
    // What the copy had forgotten comes back from the server, and its number is not given out again.
    await ticketWhere(lost.ticketId, () => true);
    expect((await submit()).fields.number).toMatch(/-0022-0003-/);
    rmSync(seatFolder, { recursive: true, force: true });
  });

  it("4: a refused mutation gets its outcome, stays in sight and holds nobody up", async () => {
    network.cut();
    const identity = await seat.api.call("session.info", {});
    seat.repositories.outbox.append(identity.seat?.seatId ?? "", {
      mid: uuidv7(),
      kind: "ticket.teleport",
      entity: uuidv7(),
      base: 0,
      fields: {},
      at: toInstant(seat.clock.ms),
      byAgent: "061",
    });
    const ticket = await submit();
    network.mend();
    const status = await synced();
    expect(status.outbox.denied).toBe(1);
    expect(seat.outbox().map(({ outcome }) => outcome)).toEqual(["invalid", "ok", "ok"]);
    expect(await server.ticketNumbers()).toEqual([ticket.fields.number]);
  });

  it("6: what somebody else changed first stays, mine is kept as a conflict", async () => {
    const { ticketId } = await submit();
    await synced();
    await ticketWhere(ticketId, ({ version }) => version === 1);
    network.cut();
    expect((await moveHere(ticketId, "accepted")).fields.status).toBe("accepted");
    await server.move(ticketId, "rejected");
    network.mend();
    const ticket = await ticketWhere(ticketId, ({ fields }) => fields.status === "rejected");
    expect(ticket.syncState).toBe("conflict");
    expect((await synced()).outbox.conflicts).toBe(1);
    expect(seat.repositories.conflicts.unresolved(ticketId)).toEqual([
      { field: "status", mine: "accepted", theirs: "rejected" },
    ]);
  });

  it("6: the seat's own chained edits do not conflict with each other", async () => {
    network.cut();
    const { ticketId } = await submit();
    expect(await moveHere(ticketId, "accepted")).toMatchObject({ version: 2, syncState: "pending" });
    network.mend();
    await synced();
    expect(await server.ticket(ticketId)).toMatchObject({ version: 2, fields: { status: "accepted" } });
    const ticket = await ticketWhere(ticketId, ({ syncState }) => syncState === "synced");
    expect(ticket).toMatchObject({ version: 2, fields: { status: "accepted" } });
  });

  it("7: a page and its cursor are stored together or not at all", async () => {
    const { ticketId } = await submit();
    await synced();
    seat.execute("CREATE TRIGGER stuck BEFORE UPDATE ON feed_cursor BEGIN SELECT RAISE(ABORT, 'stuck'); END");
    await server.move(ticketId, "accepted");
    await statusWhere(seat.api, (status) => status.server.state === "offline");
    expect((await seat.api.call("tickets.get", { ticketId })).fields.status).toBe("submitted");
    seat.execute("DROP TRIGGER stuck");
    await ticketWhere(ticketId, ({ fields }) => fields.status === "accepted");
  });

  it("8: a wrong clock is shown and refuses nothing", async () => {
    seat.clock.ms += 40 * 86_400_000;
    network.cut();
    const ticket = await submit();
    network.mend();
    const status = await synced();
    expect(Math.round((status.clockSkewMs ?? 0) / 86_400_000)).toBe(40);
    expect(await server.ticketNumbers()).toEqual([ticket.fields.number]);
  });

  it("9: a server put back from an older backup is told again what it lost", async () => {
    const first = await submit();
    await synced();
    await server.stop();
    const file = join(folder, "server.db");
    copyFileSync(file, `${file}.backup`);
    await server.start();
    const second = await submit();
    await synced();
    await server.stop();
    for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
    copyFileSync(`${file}.backup`, file);
    await server.start({ restored: true });
    const third = await submit();
    await synced();
    expect(await server.ticketNumbers()).toEqual([first, second, third].map(({ fields }) => fields.number));
    await server.move(second.ticketId, "accepted");
    await ticketWhere(second.ticketId, ({ fields }) => fields.status === "accepted");
  });
});

describe("another desk of the site", () => {
  it("sees the ticket and the call, masked, and a move made there comes back", async () => {
    const other = openTestSeat({ enrolled: false, fetch });
    other.clock.ms = Date.now();
    await other.api.call("seat.enrol", {
      serverUrl: server.url,
      code: await server.code({ seatNumber: 23 }),
    });
    await other.signIn("101", server.passwords["101"]);
    const at = toInstant(seat.clock.ms - 60_000);
    const leg = { callId: uuidv7(), number: "13800138621", ringingAt: at, answeredAt: at, endedAt: at };
    await seat.api.call("calls.record", { leg: { ...blankLeg, ...leg } });
    const { ticketId } = await submit();
    await ticketWhere(ticketId, ({ steps }) => steps.length === 1, other);
    const card = await other.api.call("calls.card", { number: "13800138621" });
    expect(card).toMatchObject({
      calls: [{ callId: leg.callId, agentId: "061", answered: true }],
      tickets: [{ ticketId, maskedCaller: "138****8621", syncState: "synced", version: 1 }],
    });
    const back = ticketWhere(ticketId, ({ fields }) => fields.status === "accepted");
    await other.api.call("tickets.move", { ticketId, to: "accepted", reason: "", version: 1 });
    expect((await back).steps.map(({ by }) => by)).toEqual(["061", "101"]);
    await other.close();
  });
});

const blankLeg = {
  line: "practice" as const,
  direction: "inbound" as const,
  queue: null,
  menu: null,
  heldMs: 0,
  endReason: "caller" as const,
};

describe("people", () => {
  it("are signed out when the server disables them", async () => {
    const ended = new Promise<void>((resolve) => {
      seat.api.on("session.changed", () => resolve());
    });
    await saveStaff(server.context(), "001", {
      agentId: "061",
      name: "沈佳",
      role: "agent",
      site: "hangzhou",
      disabled: true,
      validUntil: toInstant(Date.now() + 86_400_000),
    });
    await ended;
    expect((await seat.api.call("session.info", {})).agent).toBeNull();
    await expect(seat.signIn("061", server.passwords["061"])).rejects.toMatchObject({
      rule: "session.disabled",
    });
  });
});
