import { applyFactMutation, applyTicketMutation } from "../../shared/sync/merge.ts";
import type {
  FactMutation,
  FieldConflict,
  Mutation,
  OutcomeCode,
  TicketMutation,
  WireMutation,
} from "../../shared/sync/mutation.ts";
import type { ChangeDraft } from "./feed.ts";
import { type Marks, sameMarks, ticketMarks } from "./marks.ts";
import { isMoveAllowed, refusalOf } from "./rights.ts";
import { type FactKind, type HeldTicket, ticketIdOf, type WorkingSet } from "./workingSet.ts";

export type Desk = { seatId: string; seatNumber: number; site: string };
/** What became of one mutation and, where it changed something, the change to announce. */
export type Decision = {
  code: OutcomeCode;
  conflicts: FieldConflict[];
  draft: ChangeDraft | null;
  /** Version of the ticket after it, 0 where none matters. */
  version: number;
};
export type Decided = { row: WireMutation; mutation: Mutation | null; decision: Decision };

const factKinds = {
  "step.add": "step",
  "call.put": "call",
  "interval.put": "interval",
  "consultation.put": "consultation",
} as const satisfies Record<string, FactKind>;

/** Judges one mutation against the working set and updates the set. Pure but for the set. */
export function decide(set: WorkingSet, desk: Desk, mutation: Mutation | null): Decision {
  if (!mutation) return refusal("invalid");
  const ticket = set.tickets.get(ticketIdOf(mutation)[0] ?? "") ?? null;
  const author = set.authors.get(mutation.byAgent) ?? null;
  const refused = refusalOf({ mutation, author, seat: desk, ticket });
  if (refused) return refusal(refused);
  if (mutation.kind !== "ticket.create" && mutation.kind !== "ticket.patch")
    return decideOther(set, desk, { mutation, ticket });
  const applied = applyTicketMutation(ticket?.state ?? null, mutation, mergeSeat(desk));
  if (!applied.state || applied.state === ticket?.state)
    return {
      code: applied.outcome,
      conflicts: applied.conflicts,
      draft: null,
      version: ticket?.state.version ?? 0,
    };
  if (ticket && author && !isMoveAllowed(ticket.state, applied.state, author.role)) return refusal("denied");
  const marks = ticketMarks(applied.state.fields, ticket?.marks.owner ?? desk.seatNumber);
  set.tickets.set(mutation.entity, { state: applied.state, marks });
  const draft = ticketDraft(mutation.entity, { state: applied.state, marks }, ticket?.marks ?? null, {
    origin: desk.seatId,
    originSeq: mutation.seq,
  });
  return { code: applied.outcome, conflicts: applied.conflicts, draft, version: applied.state.version };
}

/** The change that tells a ticket's new state. */
export function ticketDraft(
  entity: string,
  { state, marks }: HeldTicket,
  before: Marks | null,
  author: { origin: string; originSeq: number },
): ChangeDraft {
  const marksBefore = before && !sameMarks(before, marks) ? before : null;
  return { kind: "ticket", entity, version: state.version, body: state, marks, marksBefore, ...author };
}

function decideOther(
  set: WorkingSet,
  desk: Desk,
  { mutation, ticket }: { mutation: Exclude<Mutation, TicketMutation>; ticket: HeldTicket | null },
): Decision {
  // Counted beside the records (libraryUse.ts) and announced to nobody.
  if (mutation.kind === "libraryUse.add") return refusal("ok");
  return decideFact(set, desk, { mutation, ticket });
}

function decideFact(
  set: WorkingSet,
  desk: Desk,
  { mutation, ticket }: { mutation: FactMutation; ticket: HeldTicket | null },
): Decision {
  const held = set.facts.get(mutation.entity) ?? null;
  const applied = applyFactMutation(held?.state ?? null, mutation, mergeSeat(desk));
  if (applied.outcome !== "ok" || !applied.state) return refusal(applied.outcome);
  const kind = factKinds[mutation.kind];
  const marks = factMarks(mutation, desk, ticket);
  set.facts.set(mutation.entity, {
    state: applied.state,
    kind,
    marks,
    ticketId: ticketIdOf(mutation)[0] ?? null,
  });
  const draft: ChangeDraft = {
    kind,
    entity: mutation.entity,
    version: applied.state.version,
    body: applied.state.body,
    marks,
    marksBefore: null,
    origin: desk.seatId,
    originSeq: mutation.seq,
  };
  return { code: "ok", conflicts: [], draft, version: 0 };
}

/** A step is seen by whoever sees its ticket; the other facts carry their own marks. */
function factMarks(mutation: FactMutation, desk: Desk, ticket: HeldTicket | null): Marks {
  if (mutation.kind === "step.add" && ticket) return ticket.marks;
  if (mutation.kind === "step.add") throw new Error("a step without a ticket was let through");
  const { site, audience, sealed } = mutation.fields;
  return { site, audience, sealed: sealed ? 1 : 0, owner: desk.seatNumber };
}

function mergeSeat(desk: Desk) {
  return { id: desk.seatId, number: desk.seatNumber };
}

/** An outcome that changes no record. */
function refusal(code: OutcomeCode): Decision {
  return { code, conflicts: [], draft: null, version: 0 };
}
