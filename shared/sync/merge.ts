import type { TicketFields, TicketStep } from "../domain/ticket.ts";
import type { FieldVersion, TicketState } from "./change.ts";
import type {
  CallFact,
  ConsultationFact,
  FactMutation,
  FieldConflict,
  IntervalFact,
  Mutation,
  OutcomeCode,
  TicketMutation,
} from "./mutation.ts";

/** Who writes. `number` survives a new enrolment of the same desk, `id` does not. */
export type MergeSeat = { id: string; number: number };

/** A fact at the server: inserted, perhaps refined, closed once by the seat that inserted it. */
export type FactState = {
  version: number;
  body: TicketStep | CallFact | IntervalFact | ConsultationFact;
  /** Seat number of the writer. */
  owner: number;
  closed: boolean;
};

export type Applied<S> = { state: S | null; outcome: OutcomeCode; conflicts: FieldConflict[] };

/** The writer of every field no later edit has touched, in `TicketState.fver`. */
const untouched = "*";

/**
 * One ticket mutation on the state before it; both ends use this very function. A field another seat wrote after
 * `base` stays and the newcomer is reported in `conflicts`; the writer's own chained edits never conflict with each
 * other. Applying a mutation the state already contains changes nothing. Rights are not judged here.
 */
export function applyTicketMutation(
  state: TicketState | null,
  mutation: TicketMutation,
  seat: MergeSeat,
): Applied<TicketState> {
  if (mutation.kind === "ticket.create") {
    if (state) return { state, outcome: "exists", conflicts: [] };
    const fver = { [untouched]: { v: 1, seat: seat.id, seq: mutation.seq } };
    return { state: { version: 1, fields: mutation.fields, fver }, outcome: "ok", conflicts: [] };
  }
  if (!state) return { state, outcome: "no_entity", conflicts: [] };
  return patchTicket(state, mutation, seat);
}

/**
 * One fact mutation. Facts are insert-only: the inserting desk may put them again while they are open (`endedAt`
 * null), and the put that closes them is the last one that counts.
 */
export function applyFactMutation(
  state: FactState | null,
  mutation: FactMutation,
  seat: MergeSeat,
): Applied<FactState> {
  if (state && state.owner !== seat.number) return { state, outcome: "denied", conflicts: [] };
  if (state?.closed) return { state, outcome: "exists", conflicts: [] };
  const next = {
    version: (state?.version ?? 0) + 1,
    body: mutation.fields,
    owner: seat.number,
    closed: isClosing(mutation),
  };
  return { state: next, outcome: "ok", conflicts: [] };
}

/**
 * What the seat's screen shows: the server's state with this seat's pending mutations replayed over it, in seq
 * order. Rows the server already contains do no harm; rows with the outcome denied, invalid or no_entity must be
 * left out. `version` stays the server's (0 when it has none), because it is the `base` of the next edit.
 */
export function replay(
  server: TicketState | null,
  pending: readonly Mutation[],
  seat: MergeSeat,
): TicketState | null {
  let state = server;
  for (const row of pending) {
    if (row.kind === "ticket.create" || row.kind === "ticket.patch")
      state = applyTicketMutation(state, row, seat).state;
  }
  return state && { ...state, version: server?.version ?? 0 };
}

/** The fields in which two JSON values of the same shape may differ are compared by value, key order aside. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = definedEntries(a);
  const right = new Map(definedEntries(b));
  return left.length === right.size && left.every(([key, value]) => sameJson(value, right.get(key)));
}

function patchTicket(
  state: TicketState,
  mutation: Extract<TicketMutation, { kind: "ticket.patch" }>,
  seat: MergeSeat,
): Applied<TicketState> {
  const version = state.version + 1;
  const current: Record<string, unknown> = state.fields;
  const taken: Record<string, unknown> = {};
  const fver: Record<string, FieldVersion> = {};
  const conflicts: FieldConflict[] = [];
  for (const [field, mine] of definedEntries(mutation.fields)) {
    const written = state.fver[field] ?? state.fver[untouched];
    const own = written?.seat === seat.id;
    if (own && written.seq >= mutation.seq) continue;
    if (sameJson(current[field], mine)) continue;
    if (written && !own && written.v > mutation.base) {
      conflicts.push({ field, mine, theirs: current[field] });
      continue;
    }
    taken[field] = mine;
    fver[field] = { v: version, seat: seat.id, seq: mutation.seq };
  }
  const outcome = conflicts.length > 0 ? "conflict" : "ok";
  if (Object.keys(taken).length === 0) return { state, outcome, conflicts };
  const fields = { ...state.fields, ...(taken as Partial<TicketFields>) };
  return { state: { version, fields, fver: { ...state.fver, ...fver } }, outcome, conflicts };
}

function isClosing(mutation: FactMutation): boolean {
  if (mutation.kind === "call.put" || mutation.kind === "interval.put")
    return mutation.fields.endedAt !== null;
  return true;
}

function definedEntries(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}
