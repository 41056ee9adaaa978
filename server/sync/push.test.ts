import { sql } from "kysely";
import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { openTestServer, type TestServer } from "../../tests/support/centralServer.ts";
import { sampleCall, sampleInstant, sampleTicket, type TestSeat } from "../../tests/support/seatClient.ts";

describe("the watermark", () => {
  test("only the next seq is applied; a push that leaves one out changes nothing", async () => {
    const { server, seat } = await oneSeat();
    for (let count = 0; count < 3; count += 1) seat.takesComplaint();
    await seat.push(seat.outbox.slice(0, 1));
    await expect(seat.push(seat.outbox.slice(2))).rejects.toMatchObject({
      status: 409,
      error: { rule: "sync.gap", detail: { expected: 2 } },
    });
    const [first, , third] = seat.outbox;
    await expect(seat.push([first, third])).rejects.toMatchObject({ error: { rule: "sync.gap" } });
    expect(await counts(server)).toEqual({ tickets: 1, changes: 1, mutations: 1, lastSeq: 1 });
  });

  test("a push whose reply was lost comes again, is answered the same and applied once", async () => {
    const { server, seat } = await oneSeat();
    seat.takesComplaint();
    seat.did("ticket.patch", { status: "accepted" }, { entity: uuidv7() });
    const first = await seat.push(seat.outbox);
    seat.takesComplaint();
    const again = await seat.push(seat.outbox);
    expect(first.outcomes.map(({ code }) => code)).toEqual(["ok", "no_entity"]);
    expect(again).toEqual({ last: 3, outcomes: [...first.outcomes, { seq: 3, code: "ok", conflicts: [] }] });
    expect(await counts(server)).toEqual({ tickets: 2, changes: 2, mutations: 3, lastSeq: 3 });
  });

  test("another mutation under a used seq is a fork and leaves the first one standing", async () => {
    const { server, seat } = await oneSeat();
    seat.takesComplaint();
    await seat.push(seat.outbox);
    const forged = { ...seat.outbox[0], mid: uuidv7(), entity: uuidv7() };
    await expect(seat.push([forged])).rejects.toMatchObject({ status: 409, error: { rule: "sync.fork" } });
    expect(await counts(server)).toEqual({ tickets: 1, changes: 1, mutations: 1, lastSeq: 1 });
  });

  test("a seat file copied back from an old backup is told of the fork at hello", async () => {
    const { seat } = await oneSeat();
    seat.takesComplaint();
    seat.takesComplaint();
    await seat.push(seat.outbox);
    const old = { maxSeq: 1, lastMid: seat.outbox[0]?.mid ?? null };
    await expect(seat.hello(old)).rejects.toMatchObject({ status: 409, error: { rule: "sync.fork" } });
    const other = { maxSeq: 2, lastMid: uuidv7() };
    await expect(seat.hello(other)).rejects.toMatchObject({ error: { rule: "sync.fork" } });
    expect(await seat.hello()).toMatchObject({ lastSeq: 2, lastMid: seat.outbox[1]?.mid });
    expect(await seat.hello({ maxSeq: 5, lastMid: uuidv7() })).toMatchObject({ lastSeq: 2 });
  });

  test("a failure at the very end of a push leaves neither effect, log, position nor watermark", async () => {
    const { server, seat } = await oneSeat();
    const { db } = server.store;
    seat.takesComplaint();
    seat.takesComplaint();
    await sql`CREATE TRIGGER broken BEFORE UPDATE ON seat BEGIN SELECT RAISE(ABORT, 'broken'); END`.execute(
      db,
    );
    await expect(seat.push(seat.outbox)).rejects.toMatchObject({ status: 500, error: { code: "internal" } });
    expect(await counts(server)).toEqual({ tickets: 0, changes: 0, mutations: 0, lastSeq: 0 });
    const { pos } = await db
      .selectFrom("feed")
      .select("pos")
      .where("feed", "=", seat.seat.feed)
      .executeTakeFirstOrThrow();
    expect(pos).toBe(0);
    await sql`DROP TRIGGER broken`.execute(db);
    await seat.push(seat.outbox);
    expect(await counts(server)).toEqual({ tickets: 2, changes: 2, mutations: 2, lastSeq: 2 });
  });
});

describe("outcomes", () => {
  test("everything with a sound header gets one, and a refused row does not hold up the next", async () => {
    const { server, seat } = await oneSeat();
    const ticket = seat.takesComplaint();
    seat.did("ticket.create", sampleTicket(seat.seat), { entity: ticket });
    seat.did("ticket.patch", { status: "accepted" }, { entity: ticket, base: 1 });
    seat.did("ticket.patch", { dueOn: "2026-12-15" }, { entity: ticket, base: 1, byAgent: "999" });
    seat.did("ticket.patch", { dueOn: "2026-12-15" }, { entity: uuidv7() });
    seat.did("ticket.patch", { dueOn: "someday" as never }, { entity: ticket });
    seat.did("ticket.burn" as "ticket.patch", {}, { entity: ticket });
    seat.did("ticket.patch", { dueOn: "2026-12-16" }, { entity: ticket, base: 1 });
    const { outcomes } = await seat.push(seat.outbox);
    expect(outcomes.map(({ code }) => code)).toEqual([
      "ok",
      "exists",
      "denied",
      "denied",
      "no_entity",
      "invalid",
      "invalid",
      "ok",
    ]);
    const log = await server.store.db
      .selectFrom("mutation")
      .select(["seq", "outcome", "body"])
      .orderBy("seq")
      .execute();
    expect(log.map((row) => row.outcome)).toEqual(outcomes.map(({ code }) => code));
    expect(JSON.parse(log[5]?.body ?? "")).toEqual(seat.outbox[5]);
  });

  test("a broken header refuses the whole push", async () => {
    const { server, seat } = await oneSeat();
    seat.takesComplaint();
    const broken = [...seat.outbox, { ...seat.outbox[0], seq: 2, mid: "not-an-id" }];
    await expect(seat.push(broken)).rejects.toMatchObject({ status: 400, error: { code: "invalid_input" } });
    expect(await counts(server)).toEqual({ tickets: 0, changes: 0, mutations: 0, lastSeq: 0 });
  });

  test("nobody files facts in another's name or for another site", async () => {
    const { seat } = await oneSeat();
    const call = sampleCall(seat.seat, { agentId: "101" });
    seat.did("call.put", call, { entity: call.callId });
    const elsewhere = sampleCall(seat.seat, { site: "xiaoshan" });
    seat.did("call.put", elsewhere, { entity: elsewhere.callId });
    const otherId = sampleCall(seat.seat);
    seat.did("call.put", otherId, { entity: uuidv7() });
    expect((await seat.push(seat.outbox)).outcomes.map(({ code }) => code)).toEqual([
      "denied",
      "denied",
      "invalid",
    ]);
  });

  test("nobody of another site works at a seat", async () => {
    const server = await openTestServer();
    const district = await server.enrol({ site: "xiaoshan" });
    district.takesComplaint();
    expect((await district.push(district.outbox)).outcomes).toMatchObject([{ code: "denied" }]);
  });

  test("a call leg is closed once, by the desk that put it", async () => {
    const { server, seat } = await oneSeat();
    const other = await server.enrol();
    const call = sampleCall(seat.seat);
    const ended = {
      ...call,
      answeredAt: sampleInstant,
      endedAt: sampleInstant,
      endReason: "caller" as const,
    };
    seat.did("call.put", call, { entity: call.callId });
    seat.did("call.put", ended, { entity: call.callId });
    seat.did("call.put", { ...ended, heldMs: 5 }, { entity: call.callId });
    other.did("call.put", ended, { entity: call.callId });
    expect((await seat.push(seat.outbox)).outcomes.map(({ code }) => code)).toEqual(["ok", "ok", "exists"]);
    expect((await other.push(other.outbox)).outcomes.map(({ code }) => code)).toEqual(["denied"]);
    const [row] = await server.store.db.selectFrom("fact").selectAll().execute();
    expect({ ...row, body: JSON.parse(row?.body ?? "") }).toMatchObject({
      version: 2,
      closed: 1,
      body: ended,
    });
  });
});

describe("conflicts", () => {
  test("the field another seat changed after base stays, both values are kept, and a later edit settles it", async () => {
    const { server, seat } = await oneSeat();
    const other = await server.enrol();
    const entity = seat.takesComplaint();
    await seat.push(seat.outbox);
    seat.did("ticket.patch", { dueOn: "2026-12-01" }, { entity, base: 1 });
    await seat.push(seat.outbox.slice(1));
    other.did("ticket.patch", { dueOn: "2026-12-31", callerNumber: "13900000000" }, { entity, base: 1 });
    expect((await other.push(other.outbox)).outcomes).toEqual([
      { seq: 1, code: "conflict", conflicts: [{ field: "dueOn", mine: "2026-12-31", theirs: "2026-12-01" }] },
    ]);
    expect(await ticket(server, entity)).toMatchObject({ dueOn: "2026-12-01", callerNumber: "13900000000" });
    expect(await openConflicts(server)).toEqual([
      { field: "dueOn", mine: '"2026-12-31"', theirs: '"2026-12-01"' },
    ]);
    other.did("ticket.patch", { dueOn: "2026-12-31" }, { entity, base: 3 });
    await other.push(other.outbox.slice(1));
    expect(await ticket(server, entity)).toMatchObject({ dueOn: "2026-12-31" });
    expect(await openConflicts(server)).toEqual([]);
  });

  test("a seat's own chained offline edits do not conflict", async () => {
    const { server, seat } = await oneSeat();
    const entity = seat.takesComplaint();
    seat.did("ticket.patch", { dueOn: "2026-12-01" }, { entity });
    seat.did("ticket.patch", { dueOn: "2026-12-02" }, { entity });
    expect((await seat.push(seat.outbox)).outcomes.map(({ code }) => code)).toEqual(["ok", "ok", "ok"]);
    expect(await ticket(server, entity)).toMatchObject({ dueOn: "2026-12-02" });
  });

  test("a clock three days slow does not make a later edit the older one", async () => {
    const { server, seat } = await oneSeat();
    const entity = seat.takesComplaint();
    seat.did("ticket.patch", { dueOn: "2026-12-01" }, { entity, base: 1 });
    await seat.push(seat.outbox);
    const other = await server.enrol();
    const late = other.did("ticket.patch", { dueOn: "2026-12-02" }, { entity, base: 2 });
    await other.push([{ ...late, at: "2026-11-17T01:00:00.000Z" }]);
    expect(await ticket(server, entity)).toMatchObject({ dueOn: "2026-12-02" });
  });
});

test("positions run without gaps while several seats push at once, and each change has the next one", async () => {
  const server = await openTestServer();
  const seats = await Promise.all([1, 2, 3, 4].map((seatNumber) => server.enrol({ seatNumber })));
  await Promise.all(
    seats.map(async (seat) => {
      for (let round = 0; round < 10; round += 1) {
        seat.takesComplaint();
        await seat.push(seat.outbox.slice(-1));
      }
    }),
  );
  const rows = await server.store.db
    .selectFrom("change")
    .select("pos")
    .where("feed", "=", "city:hangzhou")
    .orderBy("pos")
    .execute();
  expect(rows.map((row) => row.pos)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

test("a replaced machine's token opens nothing, and the desk goes on under a new id", async () => {
  const { server, seat } = await oneSeat();
  const call = sampleCall(seat.seat);
  seat.did("call.put", call, { entity: call.callId });
  await seat.push(seat.outbox);
  const anew = await server.enrol({ seatNumber: seat.seat.seatNumber });
  await expect(seat.push(seat.outbox)).rejects.toMatchObject({ status: 401, error: { rule: "sync.token" } });
  anew.did("call.put", { ...call, endedAt: sampleInstant, endReason: "caller" }, { entity: call.callId });
  expect((await anew.push(anew.outbox)).outcomes).toMatchObject([{ code: "ok" }]);
});

async function oneSeat(): Promise<{ server: TestServer; seat: TestSeat }> {
  const server = await openTestServer();
  return { server, seat: await server.enrol() };
}

async function counts({ store }: TestServer) {
  const count = async (table: "ticket" | "change" | "mutation") => {
    const rows = await store.db
      .selectFrom(table)
      .select("feed")
      .where("feed", "=", "city:hangzhou")
      .execute();
    return rows.length;
  };
  const seat = await store.db.selectFrom("seat").select("last_seq").executeTakeFirst();
  return {
    tickets: await count("ticket"),
    changes: await count("change"),
    mutations: await count("mutation"),
    lastSeq: seat?.last_seq,
  };
}

async function ticket({ store }: TestServer, id: string): Promise<Record<string, unknown>> {
  const row = await store.db
    .selectFrom("ticket")
    .select("fields")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return JSON.parse(row.fields);
}

async function openConflicts({ store }: TestServer) {
  return await store.db
    .selectFrom("conflict")
    .select(["field", "mine", "theirs"])
    .where("resolved", "=", 0)
    .execute();
}
