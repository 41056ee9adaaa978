import { describe, expect, test } from "vitest";
import { emptyComplaint } from "../domain/complaint.ts";
import type { TicketFields } from "../domain/ticket.ts";
import type { TicketState } from "./change.ts";
import { applyFactMutation, applyTicketMutation, type FactState, replay, sameJson } from "./merge.ts";
import type { CallFact, Mutation, TicketPatch } from "./mutation.ts";

const ticketId = "0190d6a0-0000-7000-8000-000000000001";
const at = "2026-11-20T01:00:00.000Z";
const here = { id: "seat-here", number: 7 };
const there = { id: "seat-there", number: 8 };

const fields: TicketFields = {
  number: "330100-20261120-0007-001-5",
  site: "city",
  audience: "site",
  sealed: false,
  status: "submitted",
  form: emptyComplaint("13800000000"),
  citations: [],
  callId: null,
  callerNumber: "13800000000",
  takenBy: "061",
  seatId: here.id,
  submittedAt: at,
  confirmedAt: at,
  dueOn: "2026-12-11",
  dueProvisional: false,
};

describe("a ticket", () => {
  test("changed by another seat meanwhile keeps that seat's value and reports the newcomer", () => {
    const before = edited(created(), patch(1, 1, { dueOn: "2026-12-01" }), there);
    const result = applyTicketMutation(
      before,
      patch(2, 1, { dueOn: "2026-12-31", status: "accepted" }),
      here,
    );
    expect({ code: result.outcome, conflicts: result.conflicts, fields: result.state?.fields }).toEqual({
      code: "conflict",
      conflicts: [{ field: "dueOn", mine: "2026-12-31", theirs: "2026-12-01" }],
      fields: { ...fields, dueOn: "2026-12-01", status: "accepted" },
    });
  });

  test("edited by somebody who saw the other seat's value takes the edit", () => {
    const before = edited(created(), patch(1, 1, { dueOn: "2026-12-01" }), there);
    const result = applyTicketMutation(before, patch(2, 2, { dueOn: "2026-12-31" }), here);
    expect([result.outcome, result.state?.fields.dueOn, result.state?.version]).toEqual([
      "ok",
      "2026-12-31",
      3,
    ]);
  });

  test("edited twice offline by one seat takes both edits in order", () => {
    const once = edited(created(), patch(2, 0, { status: "accepted" }), here);
    const twice = applyTicketMutation(once, patch(3, 0, { status: "dispatched" }), here);
    expect([twice.outcome, twice.state?.fields.status]).toEqual(["ok", "dispatched"]);
  });

  test("does not conflict when both seats wrote the same value, whatever the order of its keys", () => {
    const form = { ...fields.form, evidence: "工资条" };
    const before = edited(created(), patch(1, 1, { form }), there);
    const reversed = Object.fromEntries(Object.entries(form).reverse()) as typeof form;
    const result = applyTicketMutation(before, patch(2, 1, { form: reversed }), here);
    expect([result.outcome, result.state?.version]).toEqual(["ok", before.version]);
  });

  test("that already contains a mutation is left as it is when the mutation comes again", () => {
    const later = edited(
      edited(created(), patch(2, 1, { status: "accepted" }), here),
      patch(3, 1, { status: "replied" }),
      here,
    );
    expect(applyTicketMutation(later, patch(2, 1, { status: "accepted" }), here).state).toEqual(later);
  });

  test("created twice exists, and a patch of an unknown one has no entity", () => {
    expect(applyTicketMutation(created(), creation, there).outcome).toBe("exists");
    expect(applyTicketMutation(null, patch(1, 0, { status: "accepted" }), here).outcome).toBe("no_entity");
  });

  test("on the screen shows the server's state with pending edits on it and keeps the server's version", () => {
    const server = edited(created(), patch(1, 1, { dueOn: "2026-12-01" }), there);
    const shown = replay(server, [creation, patch(2, 2, { status: "accepted" })], here);
    expect([shown?.fields.status, shown?.fields.dueOn, shown?.version]).toEqual([
      "accepted",
      "2026-12-01",
      2,
    ]);
    expect(replay(null, [creation, patch(2, 0, { status: "accepted" })], here)?.version).toBe(0);
  });
});

describe("a call leg", () => {
  test("is put while it rings, answered, and closed once by the same desk", () => {
    const ringing = put(null, { answeredAt: null, endedAt: null });
    const talking = put(ringing.state, { endedAt: null });
    const ended = put(talking.state, {});
    expect([ringing.outcome, talking.outcome, ended.outcome]).toEqual(["ok", "ok", "ok"]);
    expect(ended.state).toMatchObject({ version: 3, closed: true, body: { endedAt: at } });
    expect(put(ended.state, { heldMs: 99 })).toEqual({
      state: ended.state,
      outcome: "exists",
      conflicts: [],
    });
  });

  test("of another desk is denied, but the same desk enrolled anew may close it", () => {
    const ringing = put(null, { answeredAt: null, endedAt: null });
    expect(put(ringing.state, {}, there).outcome).toBe("denied");
    expect(put(ringing.state, {}, { id: "seat-anew", number: here.number }).outcome).toBe("ok");
  });
});

test("JSON values are the same by value: lists by order, objects by member, absent like undefined", () => {
  expect(sameJson({ a: [1, { b: null }], c: undefined }, { a: [1, { b: null }] })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: null }, {})).toBe(false);
  expect(sameJson({ 0: "x" }, ["x"])).toBe(false);
});

const creation = row<"ticket.create">(1, 0, "ticket.create", fields);

function created(): TicketState {
  const { state } = applyTicketMutation(null, creation, here);
  if (!state) throw new Error("no ticket");
  return state;
}

function patch(seq: number, base: number, changes: TicketPatch) {
  return row<"ticket.patch">(seq, base, "ticket.patch", changes);
}

function edited(state: TicketState, mutation: ReturnType<typeof patch>, seat: typeof here): TicketState {
  return applyTicketMutation(state, mutation, seat).state ?? state;
}

function put(state: FactState | null, changes: Partial<CallFact>, seat = here) {
  const leg: CallFact = {
    callId: ticketId,
    line: "practice",
    direction: "inbound",
    number: "13800000000",
    queue: null,
    menu: null,
    ringingAt: at,
    answeredAt: at,
    endedAt: at,
    heldMs: 0,
    endReason: "caller",
    agentId: "061",
    site: "city",
    audience: "site",
    sealed: false,
    ...changes,
  };
  return applyFactMutation(state, row<"call.put">(1, 0, "call.put", leg), seat);
}

function row<K extends Mutation["kind"]>(
  seq: number,
  base: number,
  kind: K,
  value: Extract<Mutation, { kind: K }>["fields"],
) {
  const mid = `0190d6a0-0000-7000-8000-${String(seq).padStart(12, "0")}`;
  return { seq, mid, entity: ticketId, base, at, byAgent: "061", kind, fields: value } as Extract<
    Mutation,
    { kind: K }
  >;
}
