import { z } from "zod";
import { callLeg, stateInterval } from "../domain/call.ts";
import { useDeed } from "../domain/libraryUse.ts";
import { consultation } from "../domain/record.ts";
import { agentId } from "../domain/staff.ts";
import { ticketFields, ticketStep } from "../domain/ticket.ts";
import { instant } from "../domain/time.ts";

/** Marks every record carries: where it belongs and who may read it. */
const marks = { site: z.string(), audience: z.enum(["site", "restricted"]), sealed: z.boolean() };

/** A call leg with its owner. Put when it rings and again when it is answered; closed by the put with `endedAt`. */
export const callFact = callLeg.extend({ agentId, ...marks });
export type CallFact = z.infer<typeof callFact>;
/** One stretch of an agent state; put open, closed by the put with `endedAt`. */
export const intervalFact = stateInterval.extend({ agentId, ...marks });
export type IntervalFact = z.infer<typeof intervalFact>;
/** What a contact was about, filed at wrap-up; put once. */
export const consultationFact = consultation.extend({
  recordId: z.uuid(),
  callId: z.uuid().nullable(),
  /** The call this one goes back to (回拨); absent in facts of older seats. */
  originCallId: z.uuid().nullable().optional(),
  agentId,
  filedAt: instant,
  ...marks,
});
export type ConsultationFact = z.infer<typeof consultationFact>;

/**
 * A clause of the library was opened or cited: what the team is asked about, never what anybody typed. Put once; the
 * server counts it and sends it to nobody.
 */
export const libraryUseFact = z.object({
  useId: z.uuid(),
  deed: useDeed,
  clauseId: z.string().max(80),
  title: z.string().max(400),
  label: z.string().max(120).nullable(),
  usedAt: instant,
  site: z.string(),
});
export type LibraryUseFact = z.infer<typeof libraryUseFact>;

const header = {
  /** 1, 2, 3 … without gaps, per seat id. */
  seq: z.int().min(1),
  /** UUIDv7 made with the mutation; the same forever for this seq. */
  mid: z.uuid(),
  /** UUIDv7 of what is changed: ticketId, stepId, callId, intervalId, recordId or useId. */
  entity: z.uuid(),
  /** Server version of the entity the author saw; 0 when the server has none yet and for facts. */
  base: z.int().min(0),
  /** Seat clock, for display; it orders nothing. */
  at: instant,
  byAgent: agentId,
};

/** The fields of a ticket an edit may change; the others say where the ticket came from and never move. */
export const ticketPatch = ticketFields
  .omit({ number: true, site: true, callId: true, takenBy: true, seatId: true, submittedAt: true })
  .partial();
export type TicketPatch = z.infer<typeof ticketPatch>;

/** A mutation as the seat writes it into its outbox, one variant per kind. */
export const mutation = z.discriminatedUnion("kind", [
  z.object({ ...header, kind: z.literal("ticket.create"), fields: ticketFields }),
  z.object({ ...header, kind: z.literal("ticket.patch"), fields: ticketPatch }),
  z.object({ ...header, kind: z.literal("step.add"), fields: ticketStep }),
  z.object({ ...header, kind: z.literal("call.put"), fields: callFact }),
  z.object({ ...header, kind: z.literal("interval.put"), fields: intervalFact }),
  z.object({ ...header, kind: z.literal("consultation.put"), fields: consultationFact }),
  z.object({ ...header, kind: z.literal("libraryUse.add"), fields: libraryUseFact }),
]);
export type Mutation = z.infer<typeof mutation>;
export type MutationKind = Mutation["kind"];
export type TicketMutation = Extract<Mutation, { kind: "ticket.create" | "ticket.patch" }>;
export type LibraryUseMutation = Extract<Mutation, { kind: "libraryUse.add" }>;
export type FactMutation = Exclude<Mutation, TicketMutation | LibraryUseMutation>;
export const mutationKinds = [
  "ticket.create",
  "ticket.patch",
  "step.add",
  "call.put",
  "interval.put",
  "consultation.put",
  "libraryUse.add",
] as const satisfies readonly MutationKind[];

/**
 * A mutation as it crosses the wire. Only the header decides whether a push is accepted: a push with a broken header
 * is refused whole (400, nothing applied), while an unknown kind or fields of the wrong shape are logged as they came
 * and get the outcome `invalid`, so that one bad row never blocks those behind it and never vanishes.
 */
export const wireMutation = z.object({ ...header, kind: z.string().max(40), fields: z.unknown() });
export type WireMutation = z.infer<typeof wireMutation>;

/** The mutation behind a wire row, or null when its kind is unknown, its fields are malformed or name another entity. */
export function parseMutation(row: WireMutation): Mutation | null {
  const parsed = mutation.safeParse(row);
  return parsed.success && namedEntity(parsed.data) === row.entity ? parsed.data : null;
}

function namedEntity(row: Mutation): string {
  if (row.kind === "step.add") return row.fields.stepId;
  if (row.kind === "call.put") return row.fields.callId;
  if (row.kind === "interval.put") return row.fields.intervalId;
  if (row.kind === "consultation.put") return row.fields.recordId;
  if (row.kind === "libraryUse.add") return row.fields.useId;
  return row.entity;
}

/**
 * What became of a mutation; every one with a sound header gets exactly one, the same on every re-push.
 * - ok: applied (a patch that changes nothing is ok too)
 * - conflict: another seat changed some of the fields after `base`; those stay, the others were applied
 * - denied: this agent or seat may not do that
 * - exists: the entity is already there (facts: already closed)
 * - no_entity: the ticket is unknown
 * - invalid: unknown kind or malformed fields
 */
export const outcomeCode = z.enum(["ok", "conflict", "denied", "exists", "no_entity", "invalid"]);
export type OutcomeCode = z.infer<typeof outcomeCode>;

/** One field that was not applied: `mine` is the refused newcomer, `theirs` what stays at the server. */
export const fieldConflict = z.object({ field: z.string(), mine: z.unknown(), theirs: z.unknown() });
export type FieldConflict = z.infer<typeof fieldConflict>;

export const mutationOutcome = z.object({
  seq: z.int(),
  code: outcomeCode,
  /** Filled for `conflict` only. */
  conflicts: z.array(fieldConflict),
});
export type MutationOutcome = z.infer<typeof mutationOutcome>;
