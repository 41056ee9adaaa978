import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyComplaint } from "../domain/complaint.ts";
import type { TicketFields } from "../domain/ticket.ts";
import type { TicketState } from "./change.ts";
import { applyTicketMutation, replay } from "./merge.ts";
import type { FieldConflict, Mutation, OutcomeCode } from "./mutation.ts";
import { ackedAfterHello, planPush } from "./sequence.ts";

// A world of seats, a wire that loses, doubles and reorders, and a server; all memory that survives a restart is in
// `Seat` and `Server`, the wire does not survive one.

type Ticketish = Extract<Mutation, { kind: "ticket.create" | "ticket.patch" }>;
type Logged = { row: Ticketish; code: OutcomeCode; conflicts: FieldConflict[] };
type Request = { seat: number; rows: Ticketish[] };
type Reply = { seat: number; last: number };
type Seat = {
  id: string;
  number: number;
  outbox: Ticketish[];
  acked: number;
  cursor: number;
  server: Map<string, TicketState>;
};
type Server = {
  log: Map<string, Logged[]>;
  tickets: Map<string, TicketState>;
  feed: { entity: string; state: TicketState }[];
};
type World = { seats: Seat[]; server: Server; requests: Request[]; replies: Reply[] };

const seatCount = 3;
const ticketIds = ["t1", "t2"];
const editable = ["callerNumber", "dueOn", "status"] as const;

const action = fc.oneof(
  { weight: 4, arbitrary: step("edit", { ticket: fc.nat(1), field: fc.nat(2), value: fc.nat(3) }) },
  { weight: 1, arbitrary: step("create", { ticket: fc.nat(1) }) },
  { weight: 3, arbitrary: step("push", { count: fc.integer({ min: 1, max: 4 }), skip: fc.nat(1) }) },
  { weight: 4, arbitrary: step("serve", { at: fc.nat(9), again: fc.boolean() }) },
  { weight: 1, arbitrary: step("loseRequest", { at: fc.nat(9) }) },
  { weight: 2, arbitrary: step("reply", { at: fc.nat(9), again: fc.boolean() }) },
  { weight: 1, arbitrary: step("loseReply", { at: fc.nat(9) }) },
  { weight: 2, arbitrary: step("pull", { count: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: step("hello", {}) },
  { weight: 1, arbitrary: step("restart", {}) },
);
type Action = { name: string; seat: number } & Record<string, number | boolean | string>;

test("whatever the wire does, the server ends with the union of the seats and every seat sees it", () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 10, maxLength: 60 }), (actions) => {
      const world = newWorld();
      for (const one of actions) act(world, one as Action);
      settle(world);
      checkLog(world);
      checkNothingLost(world);
      checkNothingOverwrittenUnseen(world);
      for (const seat of world.seats) {
        const view = new Map(ticketIds.flatMap((id) => asEntry(id, viewOf(seat, id))));
        const truth = new Map([...world.server.tickets].map(([id, state]) => [id, state.fields]));
        expect(view).toEqual(truth);
      }
    }),
    { numRuns: 3_000, seed: 12_333 },
  );
});

test("an agent always sees their own last edit until the server says that somebody else was first", () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 5, maxLength: 40 }), (actions) => {
      const world = newWorld();
      for (const one of actions) {
        act(world, one as Action);
        for (const seat of world.seats) checkOwnEditShown(seat);
      }
    }),
    { numRuns: 1_000, seed: 12_345 },
  );
});

function step(name: string, members: Record<string, fc.Arbitrary<number | boolean>>) {
  return fc.record({ name: fc.constant(name), seat: fc.nat(seatCount - 1), ...members });
}

function newWorld(): World {
  const seats = Array.from({ length: seatCount }, (_, index) => ({
    id: `s${index}`,
    number: index + 1,
    outbox: [],
    acked: 0,
    cursor: 0,
    server: new Map(),
  }));
  const log = new Map(seats.map((seat) => [seat.id, []]));
  return { seats, server: { log, tickets: new Map(), feed: [] }, requests: [], replies: [] };
}

function act(world: World, one: Action): void {
  const seat = world.seats[one.seat];
  if (!seat) return;
  const number = (name: string) => Number(one[name]);
  const acts: Record<string, () => void> = {
    edit: () =>
      edit(seat, ticketIds[number("ticket")] ?? "t1", editable[number("field")] ?? "status", number("value")),
    create: () => create(seat, ticketIds[number("ticket")] ?? "t1"),
    push: () => {
      const from = seat.acked + number("skip");
      const rows = seat.outbox.slice(from, from + number("count"));
      if (rows.length > 0) world.requests.push({ seat: one.seat, rows });
    },
    serve: () => {
      const request = take(world.requests, number("at"), one.again === true);
      if (request) world.replies.push({ seat: request.seat, last: serve(world, request) });
    },
    loseRequest: () => void take(world.requests, number("at"), false),
    reply: () => {
      const reply = take(world.replies, number("at"), one.again === true);
      const addressee = reply && world.seats[reply.seat];
      if (addressee) addressee.acked = Math.max(addressee.acked, reply.last);
    },
    loseReply: () => void take(world.replies, number("at"), false),
    pull: () => pull(world, seat, number("count")),
    hello: () => hello(world, seat),
    restart: () => {
      world.requests = [];
      world.replies = [];
    },
  };
  acts[one.name]?.();
}

function create(seat: Seat, ticket: string): void {
  if (viewOf(seat, ticket)) return;
  append(seat, { kind: "ticket.create", entity: ticket, base: 0, fields: sample });
}

function edit(seat: Seat, ticket: string, field: (typeof editable)[number], value: number): void {
  const view = replay(seat.server.get(ticket) ?? null, rowsOf(seat, ticket), seat);
  if (!view) return;
  append(seat, {
    kind: "ticket.patch",
    entity: ticket,
    base: view.version,
    fields: { [field]: `v${value}` },
  });
}

function append(seat: Seat, what: Pick<Ticketish, "kind" | "entity" | "base" | "fields">): void {
  const seq = seat.outbox.length + 1;
  seat.outbox.push({ seq, mid: `${seat.id}-${seq}`, at: "", byAgent: "061", ...what } as Ticketish);
}

function serve({ server, seats }: World, request: Request): number {
  const seat = seats[request.seat];
  if (!seat) throw new Error("no seat");
  const log = server.log.get(seat.id) ?? [];
  const plan = planPush(request.rows, log.length, (seq) => log[seq - 1]?.row.mid);
  if (!plan.ok && plan.rule === "sync.fork") throw new Error("a fork where none is");
  for (const row of plan.ok ? plan.fresh : []) {
    const before = server.tickets.get(row.entity) ?? null;
    const { state, outcome, conflicts } = applyTicketMutation(before, row, seat);
    log.push({ row, code: outcome, conflicts });
    if (!state || state === before) continue;
    server.tickets.set(row.entity, state);
    server.feed.push({ entity: row.entity, state });
  }
  return log.length;
}

function pull({ server }: World, seat: Seat, count: number): void {
  for (const { entity, state } of server.feed.slice(seat.cursor, seat.cursor + count)) {
    if (state.version > (seat.server.get(entity)?.version ?? 0)) seat.server.set(entity, state);
    seat.cursor += 1;
  }
}

function hello({ server }: World, seat: Seat): void {
  const log = server.log.get(seat.id) ?? [];
  const reply = { lastSeq: log.length, lastMid: log.at(-1)?.row.mid ?? null };
  const acked = ackedAfterHello(seat.acked, reply, (seq) => seat.outbox[seq - 1]?.mid);
  if (acked === null) throw new Error("a fork where none is");
  seat.acked = acked;
}

/** The wire heals: everybody says hello, pushes all and pulls all. */
function settle(world: World): void {
  for (const [index, seat] of world.seats.entries()) {
    hello(world, seat);
    const rows = seat.outbox.slice(seat.acked);
    if (rows.length > 0) seat.acked = serve(world, { seat: index, rows });
  }
  for (const seat of world.seats) pull(world, seat, Number.POSITIVE_INFINITY);
}

function checkLog({ seats, server }: World): void {
  for (const seat of seats)
    expect(server.log.get(seat.id)?.map(({ row }) => row.mid)).toEqual(seat.outbox.map((row) => row.mid));
}

/** Every value ever typed is in the history of its field or in a conflict record, and nothing else is. */
function checkNothingLost({ server }: World): void {
  for (const { row, code, conflicts } of [...server.log.values()].flat()) {
    if (row.kind !== "ticket.patch" || code === "no_entity") continue;
    for (const [field, mine] of Object.entries(row.fields)) {
      const stored = server.feed.some(
        ({ entity, state }) =>
          entity === row.entity && (state.fields as Record<string, unknown>)[field] === mine,
      );
      const recorded = conflicts.some(
        (one) => one.field === field && one.mine === mine && one.theirs !== mine,
      );
      expect(stored || recorded).toBe(true);
    }
  }
}

/** Whoever replaced another seat's value had seen it: their base is not older than that value. */
function checkNothingOverwrittenUnseen({ server }: World): void {
  const latest = new Map<string, TicketState>();
  for (const { entity, state } of server.feed) {
    const before = latest.get(entity);
    for (const [field, writer] of Object.entries(before ? state.fver : {})) {
      const replaced = before?.fver[field] ?? before?.fver["*"];
      if (!replaced || writer.v !== state.version || writer.seat === replaced.seat) continue;
      expect(server.log.get(writer.seat)?.[writer.seq - 1]?.row.base).toBeGreaterThanOrEqual(replaced.v);
    }
    latest.set(entity, state);
  }
}

function checkOwnEditShown(seat: Seat): void {
  for (const ticket of ticketIds) {
    const last = rowsOf(seat, ticket).at(-1);
    if (last?.kind !== "ticket.patch") continue;
    const known = seat.server.get(ticket);
    const shown = viewOf(seat, ticket) as Record<string, unknown> | null;
    for (const [field, mine] of Object.entries(last.fields)) {
      const writer = known?.fver[field] ?? known?.fver["*"];
      if (shown?.[field] !== mine)
        expect(writer && writer.seat !== seat.id && writer.v > last.base).toBe(true);
    }
  }
}

function viewOf(seat: Seat, ticket: string): TicketFields | null {
  return replay(seat.server.get(ticket) ?? null, rowsOf(seat, ticket), seat)?.fields ?? null;
}

function rowsOf(seat: Seat, ticket: string): Ticketish[] {
  return seat.outbox.filter((row) => row.entity === ticket);
}

function take<T>(queue: T[], at: number, keep: boolean): T | undefined {
  const index = queue.length === 0 ? 0 : at % queue.length;
  return keep ? queue[index] : queue.splice(index, 1)[0];
}

function asEntry(id: string, fields: TicketFields | null): [string, TicketFields][] {
  return fields ? [[id, fields]] : [];
}

const sample: TicketFields = {
  number: "1",
  site: "city",
  audience: "site",
  sealed: false,
  status: "submitted",
  form: emptyComplaint(),
  citations: [],
  callId: null,
  callerNumber: "",
  takenBy: "061",
  seatId: "",
  submittedAt: "",
  confirmedAt: "",
  dueOn: null,
  dueProvisional: false,
};
