import { uuidv7 } from "uuidv7";
import { describe, expect, test } from "vitest";
import { emptyComplaint } from "../../shared/domain/complaint.ts";
import { openTestServer } from "../../tests/support/centralServer.ts";
import { sampleInstant, type TestSeat } from "../../tests/support/seatClient.ts";
import { saveStaff } from "../staff/accounts.ts";
import { moveTicket } from "../staff/moveTicket.ts";

const lead = { agentId: "101", name: "李红梅", role: "lead", site: "hangzhou" } as const;

describe("a feed", () => {
  test("brings each change once, in order, with the whole state of the record", async () => {
    const { seat, epoch } = await twoSeats();
    const entity = seat.takesComplaint();
    seat.did("ticket.patch", { dueOn: "2026-12-01" }, { entity, base: 1 });
    await seat.push(seat.outbox);
    const first = await seat.pull({ after: 0, epoch });
    expect(first).toMatchObject({ cursor: 2, more: false });
    expect(
      first.changes.map(({ pos, version, origin, originSeq }) => [pos, version, origin, originSeq]),
    ).toEqual([
      [1, 1, seat.seat.seatId, 1],
      [2, 2, seat.seat.seatId, 2],
    ]);
    expect(first.changes[1]).toMatchObject({
      kind: "ticket",
      entity,
      body: { fields: { dueOn: "2026-12-01" } },
    });
    expect(await seat.pull({ after: 2, epoch })).toEqual({ changes: [], cursor: 2, more: false });
  });

  test("gives a district seat its own site's records only, while its cursor passes over the others", async () => {
    const { server, seat, epoch } = await twoSeats();
    const district = await server.enrol({ site: "xiaoshan" });
    seat.takesComplaint();
    await seat.push(seat.outbox);
    expect(await district.pull({ after: 0, epoch })).toEqual({ changes: [], cursor: 1, more: false });
  });

  test("shows a sealed complaint to the desk that took it and to no other", async () => {
    const { seat, other, epoch } = await twoSeats();
    const form = { ...emptyComplaint(), route: "discipline" as const };
    seat.takesComplaint({ form });
    seat.takesComplaint({ sealed: true });
    seat.takesComplaint({ audience: "restricted" });
    await seat.push(seat.outbox);
    expect((await seat.pull({ after: 0, epoch })).changes).toHaveLength(3);
    expect(await other.pull({ after: 0, epoch })).toEqual({ changes: [], cursor: 3, more: false });
    expect(await other.snapshot(seat.seat.feed)).toMatchObject({ items: [], cursor: 3 });
    other.did("ticket.patch", { status: "accepted" }, { entity: seat.outbox[0]?.entity ?? "", base: 1 });
    expect((await other.push(other.outbox)).outcomes).toMatchObject([{ code: "no_entity" }]);
  });

  test("takes a complaint that is sealed later out of the other desks' sight, its past and its steps as well", async () => {
    const { seat, other, epoch } = await twoSeats();
    const entity = seat.takesComplaint();
    const stepId = uuidv7();
    const step = {
      stepId,
      ticketId: entity,
      from: null,
      to: "submitted" as const,
      by: "061",
      at: sampleInstant,
      reason: "",
    };
    seat.did("step.add", step, { entity: stepId });
    await seat.push(seat.outbox);
    expect((await other.pull({ after: 0, epoch })).changes).toHaveLength(2);
    seat.did("ticket.patch", { sealed: true }, { entity, base: 1 });
    await seat.push(seat.outbox.slice(2));
    expect((await other.pull({ after: 2, epoch })).changes).toMatchObject([
      { kind: "ticket", entity, body: null },
    ]);
    expect((await other.pull({ after: 0, epoch })).changes.map(({ body }) => body)).toEqual([null]);
    expect((await everything(other)).items).toEqual([]);
    expect((await seat.pull({ after: 0, epoch })).changes).toHaveLength(3);
  });

  test("answers a waiting seat as soon as there is something for it, and an idle one at the end of the wait", async () => {
    const { server, seat, other, epoch } = await twoSeats();
    const district = await server.enrol({ site: "xiaoshan" });
    const waiting = other.pull({ after: 0, epoch, wait: 20_000 });
    const idle = district.pull({ after: 0, epoch, wait: 120 });
    seat.takesComplaint();
    await seat.push(seat.outbox);
    expect(await waiting).toMatchObject({ cursor: 1, changes: [{ pos: 1, kind: "ticket" }] });
    expect(await idle).toEqual({ changes: [], cursor: 1, more: false });
  });

  test("tells a status changed at the server to the seats, with its step", async () => {
    const { server, seat, epoch } = await twoSeats();
    const entity = seat.takesComplaint();
    await seat.push(seat.outbox);
    const waiting = seat.pull({ after: 1, epoch, wait: 20_000 });
    await moveTicket(server.context, lead, { ticketId: entity, to: "accepted", reason: "", version: 1 });
    expect((await waiting).changes).toMatchObject([
      { kind: "ticket", origin: "server", version: 2, body: { fields: { status: "accepted" } } },
      {
        kind: "step",
        origin: "server",
        body: { ticketId: entity, from: "submitted", to: "accepted", by: "101" },
      },
    ]);
  });

  test("of another epoch, or shorter than the cursor, says that the server was restored", async () => {
    const { seat, epoch } = await twoSeats();
    const gone = { status: 410, error: { rule: "sync.epoch", detail: { epoch } } };
    await expect(seat.pull({ after: 0, epoch: "before" })).rejects.toMatchObject(gone);
    await expect(seat.pull({ after: 7, epoch })).rejects.toMatchObject(gone);
  });

  test("longer than the memory of the server is read from the store, page by page", async () => {
    const { server, seat, other, epoch } = await twoSeats();
    for (let round = 0; round < 5; round += 1) {
      for (let count = 0; count < 250; count += 1) seat.takesComplaint();
      await seat.push(seat.outbox.slice(-250));
    }
    server.context.tail.forget(seat.seat.feed);
    const positions: number[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await other.pull({ after, epoch });
      positions.push(...page.changes.map(({ pos }) => pos));
      ({ cursor: after, more } = page);
    }
    expect(positions).toEqual(Array.from({ length: 1_250 }, (_, index) => index + 1));
    expect((await everything(other)).items).toHaveLength(1_250);
  });
});

describe("the accounts feed", () => {
  test("carries verifiers, never passwords, to the seats of the account's site alone", async () => {
    const { server, seat, epoch } = await twoSeats();
    const district = await server.enrol({ site: "xiaoshan" });
    const { changes } = await seat.pull({ feed: "accounts", after: 0, epoch });
    expect(changes.map(({ entity }) => entity).sort()).toEqual(["001", "061", "101"]);
    expect(changes[0]?.body).toMatchObject({
      verifier: expect.stringMatching(/^\$argon2id\$/),
      disabled: false,
    });
    for (const password of Object.values(server.passwords))
      expect(JSON.stringify(changes)).not.toContain(password);
    expect((await district.pull({ feed: "accounts", after: 0, epoch })).changes).toEqual([]);
    expect((await everything(seat, "accounts")).items).toHaveLength(3);
  });

  test("makes the seats of the old site forget somebody who moved", async () => {
    const { server, seat, epoch } = await twoSeats();
    const district = await server.enrol({ site: "xiaoshan" });
    const validUntil = "2027-11-20T00:00:00.000Z";
    const moved = {
      agentId: "061",
      name: "张敏",
      role: "agent",
      site: "xiaoshan",
      disabled: false,
      validUntil,
    } as const;
    await saveStaff(server.context, "001", moved);
    expect((await seat.pull({ feed: "accounts", after: 3, epoch })).changes).toMatchObject([
      { entity: "061", body: null },
    ]);
    expect((await district.pull({ feed: "accounts", after: 3, epoch })).changes).toMatchObject([
      { entity: "061", body: { site: "xiaoshan" } },
    ]);
  });
});

test("every seat gets the reference data, by feed and by snapshot alike", async () => {
  const { seat, epoch } = await twoSeats();
  const { changes } = await seat.pull({ feed: "reference", after: 0, epoch });
  const { items } = await everything(seat, "reference");
  const byEntity = (rows: typeof changes) => new Map(rows.map(({ entity, body }) => [entity, body]));
  expect(byEntity(items)).toEqual(byEntity(changes));
  expect(byEntity(items).get("site/hangzhou")).toMatchObject({ kind: "site", value: { seats: 80 } });
  expect([...byEntity(items).keys()].filter((entity) => entity.startsWith("topic/")).length).toBeGreaterThan(
    20,
  );
});

async function twoSeats() {
  const server = await openTestServer();
  const seat = await server.enrol();
  const other = await server.enrol();
  const { epoch } = await seat.hello();
  return { server, seat, other, epoch };
}

async function everything(seat: TestSeat, feed = seat.seat.feed) {
  const first = await seat.snapshot(feed);
  const items = [...first.items];
  for (let next = first.next; next !== null; ) {
    const page = await seat.snapshot(feed, next);
    items.push(...page.items);
    next = page.next;
  }
  return { cursor: first.cursor, items };
}
