import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import Driver from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import type { FieldConflict, WireMutation } from "../../shared/sync/mutation.ts";
import { type FaultProxy, startFaultProxy } from "../support/faultProxy.ts";
import { enrolTestSeat, get, overHttp, post, type Refusal, type TestSeat } from "../support/seatClient.ts";
import { type ServerProcess, startServerProcess } from "../support/serverProcess.ts";

const desks = 4;
const savesPerDesk = 60;

test("kill -9 of the server under load, cut lines and lost replies cost nothing and double nothing", async () => {
  const folder = temporaryFolder();
  let server = await startServerProcess(folder);
  onTestFinished(() => server.kill());
  const proxy = await startFaultProxy(server.port);
  onTestFinished(() => proxy.close());
  const seats = await enrolDesks(server, proxy);
  const acknowledged: string[] = [];
  const disturb = disturbances(proxy, async () => {
    await server.kill();
    server = await startServerProcess(folder);
    proxy.pointAt(server.port);
  });

  await Promise.all(
    seats.map((seat, index) =>
      work(seat, {
        seats,
        index,
        onAck: (row) => acknowledged.push(`${seat.seat.seatId} ${row.seq} ${row.mid}`),
        disturb,
      }),
    ),
  );
  await disturb.settled();
  proxy.delay(0);
  proxy.partition(false);
  for (const seat of seats) await settle(seat, () => {});
  const views = await Promise.all(seats.map((seat) => pullAll(seat)));
  expect(disturb.done).toEqual(disturb.planned);
  await server.stop();

  const stored = readStore(join(folder, "server.db"));
  const logged = new Set(stored.log.map((row) => `${row.seat_id} ${row.seq} ${row.mid}`));
  expect(acknowledged.filter((row) => !logged.has(row))).toEqual([]);
  for (const { seat, outbox } of seats) {
    const mine = stored.log.filter((row) => row.seat_id === seat.seatId);
    expect(mine.map((row) => [row.seq, row.mid])).toEqual(outbox.map((row) => [row.seq, row.mid]));
  }
  expect(stored.positions).toEqual(stored.positions.map((_, index) => index + 1));
  expect(stored.positions.length).toBe(stored.feedPos);
  expect(stored.tickets).toEqual(replayLog(stored.log));
  expect(stored.log.some((row) => row.outcome === "conflict")).toBe(true);
  for (const view of views) expect(view).toEqual(stored.tickets);
});

test("the server ends cleanly on SIGTERM, keeps its people and shows their passwords once", async () => {
  const folder = temporaryFolder();
  const first = await startServerProcess(folder);
  onTestFinished(() => first.kill());
  expect(Object.keys(first.passwords ?? {}).sort()).toEqual(["001", "061", "101"]);
  expect(await first.stop()).toBe(0);
  const second = await startServerProcess(folder);
  onTestFinished(() => second.kill());
  expect(second.passwords).toBeNull();
  const transport = overHttp(second.url);
  const login = { agentId: "101", password: first.passwords?.["101"] };
  expect(await post(transport, "/api/login", login)).toMatchObject({
    agent: { agentId: "101", role: "lead" },
  });
  expect(await get(transport, "/healthz")).toEqual({ ok: true });
});

test("the server ends by itself when the program that started it is gone", async () => {
  const parent = spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const server = await startServerProcess(temporaryFolder(), [], parent.pid);
  onTestFinished(() => server.kill());
  parent.kill("SIGKILL");
  expect(await server.ended).toBe(0);
});

test("a restored backup begins a new epoch, and seats send again what it does not know", async () => {
  const folder = temporaryFolder();
  const first = await startServerProcess(folder);
  onTestFinished(() => first.kill());
  const proxy = await startFaultProxy(first.port);
  onTestFinished(() => proxy.close());
  const [seat] = await enrolDesks(first, proxy);
  if (!seat) throw new Error("no seat");
  const before = await seat.hello();
  for (let count = 0; count < 3; count += 1) seat.takesComplaint();
  await seat.push(seat.outbox);
  await first.stop();
  forgetLastMutation(join(folder, "server.db"));
  const second = await startServerProcess(folder, ["--restored"]);
  onTestFinished(() => second.kill());
  proxy.pointAt(second.port);
  const after = await seat.hello();
  expect([before.epoch === after.epoch, after.lastSeq]).toEqual([false, 2]);
  const stale = seat.pull({ after: 3, epoch: before.epoch });
  await expect(stale).rejects.toMatchObject({ status: 410, error: { detail: { epoch: after.epoch } } });
  expect(await seat.push(seat.outbox.slice(after.lastSeq))).toMatchObject({
    last: 3,
    outcomes: [{ code: "ok" }],
  });
  expect((await pullAll(seat)).size).toBe(3);
});

type Work = { seats: TestSeat[]; index: number; onAck: (row: WireMutation) => void; disturb: Disturbances };

/** One desk's shift: complaints of its own, edits of everybody's, pushed in batches whatever the line does. */
async function work(seat: TestSeat, { seats, index, onAck, disturb }: Work): Promise<void> {
  const random = seeded(index + 1);
  for (let done = 0; done < savesPerDesk; ) {
    for (let batch = 1 + Math.floor(random() * 5); batch > 0 && done < savesPerDesk; batch -= 1, done += 1) {
      const known = seats.flatMap(({ outbox }) => outbox.filter((row) => row.kind === "ticket.create"));
      const target = known[Math.floor(random() * known.length)];
      if (!target || random() < 0.2) seat.takesComplaint();
      else seat.did("ticket.patch", edit(random), { entity: target.entity, base: Math.floor(random() * 3) });
    }
    await settle(seat, onAck);
    disturb.count();
  }
}

/** Pushes until the server has answered for the whole outbox, and reports what it acknowledged. */
async function settle(seat: TestSeat, onAck: (row: WireMutation) => void): Promise<void> {
  for (;;) {
    try {
      const { lastSeq } = await seat.hello();
      const rows = seat.outbox.slice(lastSeq);
      if (rows.length > 0) await seat.push(rows);
      seat.outbox.forEach(onAck);
      return;
    } catch (error) {
      if (isRefusal(error) && error.status !== 500 && error.status !== 503) throw error;
      // A line that is down answers at once; the real seat backs off the same way, for longer.
      await wait(10);
    }
  }
}

type Disturbances = { count(): void; settled(): Promise<void>; done: string[]; planned: string[] };

/** After every few batches something breaks, in a fixed order. */
function disturbances(proxy: FaultProxy, restart: () => Promise<void>): Disturbances {
  const plan: [string, () => void | Promise<void>][] = [
    ["lost replies", () => proxy.loseReplies(3)],
    ["kill", restart],
    ["cut", () => proxy.cut()],
    ["delay", () => proxy.delay(15)],
    ["lost replies", () => proxy.loseReplies(5)],
    ["kill", restart],
    ["partition", () => proxy.partition(true)],
  ];
  const done: string[] = [];
  const running: Promise<void>[] = [];
  let batches = 0;
  return {
    count: () => {
      batches += 1;
      const next = batches % 5 === 0 ? plan[done.length] : undefined;
      if (!next) return;
      done.push(next[0]);
      running.push(Promise.resolve(next[1]()));
      if (next[0] === "partition") setTimeout(() => proxy.partition(false), 150);
    },
    settled: async () => {
      await Promise.all(running);
    },
    done,
    planned: plan.map(([name]) => name),
  };
}

async function enrolDesks(server: ServerProcess, proxy: FaultProxy): Promise<TestSeat[]> {
  const direct = overHttp(server.url);
  const { token } = (await post(direct, "/api/login", {
    agentId: "001",
    password: server.passwords?.["001"],
  })) as { token: string };
  const seats: TestSeat[] = [];
  for (let count = 0; count < desks; count += 1) {
    const { code } = (await post(direct, "/api/enrolment-codes", {}, token)) as { code: string };
    seats.push(await enrolTestSeat(overHttp(`http://127.0.0.1:${proxy.port}`), code));
  }
  return seats;
}

/** Everything a seat sees, from the beginning of the feed. */
async function pullAll(seat: TestSeat): Promise<Map<string, unknown>> {
  const { epoch } = await seat.hello();
  const view = new Map<string, unknown>();
  for (let after = 0, more = true; more; ) {
    const page = await seat.pull({ after, epoch });
    for (const { kind, entity, body } of page.changes) if (kind === "ticket") view.set(entity, body?.fields);
    ({ cursor: after, more } = page);
  }
  return view;
}

type LogRow = {
  seat_id: string;
  seq: number;
  mid: string;
  outcome: string;
  conflicts: string;
  body: string;
  pos: number | null;
};

function readStore(file: string) {
  const db = new Driver(file, { readonly: true });
  const log = db.prepare("SELECT * FROM mutation ORDER BY seat_id, seq").all() as LogRow[];
  const positions = db.prepare("SELECT pos FROM change WHERE feed = 'city:hangzhou' ORDER BY pos").all() as {
    pos: number;
  }[];
  const feed = db.prepare("SELECT pos FROM feed WHERE feed = 'city:hangzhou'").get() as { pos: number };
  const tickets = db.prepare("SELECT id, fields FROM ticket ORDER BY id").all() as {
    id: string;
    fields: string;
  }[];
  db.close();
  return {
    log,
    positions: positions.map((row) => row.pos),
    feedPos: feed.pos,
    tickets: new Map<string, unknown>(tickets.map((row) => [row.id, JSON.parse(row.fields)])),
  };
}

/** The tickets the log alone tells of, without the product's merge: what was not refused, in feed order. */
function replayLog(log: readonly LogRow[]): Map<string, unknown> {
  const tickets = new Map<string, unknown>();
  const applied = log.filter((row) => row.pos !== null).sort((a, b) => (a.pos ?? 0) - (b.pos ?? 0));
  for (const row of applied) {
    const { entity, fields } = JSON.parse(row.body) as WireMutation & { fields: Record<string, unknown> };
    const refused = (JSON.parse(row.conflicts) as FieldConflict[]).map(({ field }) => field);
    const taken = Object.entries(fields).filter(([field]) => !refused.includes(field));
    tickets.set(entity, { ...(tickets.get(entity) as object), ...Object.fromEntries(taken) });
  }
  return tickets;
}

/** What an older backup looks like: the last mutation and all it did are not there yet. */
function forgetLastMutation(file: string): void {
  const db = new Driver(file);
  const { pos, entity } = db.prepare("SELECT pos, entity FROM mutation ORDER BY pos DESC LIMIT 1").get() as {
    pos: number;
    entity: string;
  };
  db.prepare("DELETE FROM mutation WHERE pos = ?").run(pos);
  db.prepare("DELETE FROM change WHERE feed = 'city:hangzhou' AND pos = ?").run(pos);
  db.prepare("DELETE FROM ticket WHERE id = ?").run(entity);
  db.prepare("UPDATE feed SET pos = pos - 1 WHERE feed = 'city:hangzhou'").run();
  db.prepare("UPDATE seat SET last_seq = last_seq - 1").run();
  db.close();
}

function edit(random: () => number) {
  const day = String(1 + Math.floor(random() * 28)).padStart(2, "0");
  return random() < 0.5 ? { dueOn: `2026-12-${day}` } : { callerNumber: `138000000${day}` };
}

/** A small repeatable generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function isRefusal(error: unknown): error is Refusal {
  return typeof error === "object" && error !== null && "status" in error;
}

function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), "zuoxi-server-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
