import { z } from "zod";
import { agentId, role } from "../domain/staff.ts";
import { ticketFields, ticketStep } from "../domain/ticket.ts";
import { instant } from "../domain/time.ts";
import { callFact, consultationFact, intervalFact } from "./mutation.ts";

/** Who wrote a field last: entity version, seat id (or `server`) and that seat's seq. */
export const fieldVersion = z.object({ v: z.int(), seat: z.string(), seq: z.int() });
export type FieldVersion = z.infer<typeof fieldVersion>;

/** A ticket at the server: what `replay` puts pending edits on. */
export const ticketState = z.object({
  version: z.int(),
  fields: ticketFields,
  fver: z.record(z.string(), fieldVersion),
});
export type TicketState = z.infer<typeof ticketState>;

/** Somebody who may sign in at the seat's site, with the argon2id verifier (PHC string) for log-ins without network. */
export const account = z.object({
  agentId,
  name: z.string(),
  role,
  site: z.string(),
  verifier: z.string(),
  disabled: z.boolean(),
  validUntil: instant,
});
export type Account = z.infer<typeof account>;

/** One row of reference data: `kind` is `topic`, `site`, `serviceHours` …; the kind's reader parses `value`. */
export const referenceRow = z.object({ kind: z.string(), id: z.string(), value: z.unknown() });
export type ReferenceRow = z.infer<typeof referenceRow>;

const changeHeader = {
  pos: z.int().min(0),
  entity: z.string(),
  version: z.int(),
  /** Seat id of the author, or `server`; `originSeq` is the author's seq (0 for the server). */
  origin: z.string(),
  originSeq: z.int(),
  /** Server clock, for display. */
  at: instant,
};

/**
 * One change: the whole state of the entity after it, so applying one twice, or an older one after a newer
 * (`version`), does no harm. `body: null` means: no longer visible to this seat, forget it (a ticket with its steps).
 */
export const change = z.discriminatedUnion("kind", [
  z.object({ ...changeHeader, kind: z.literal("ticket"), body: ticketState.nullable() }),
  z.object({ ...changeHeader, kind: z.literal("step"), body: ticketStep.nullable() }),
  z.object({ ...changeHeader, kind: z.literal("call"), body: callFact.nullable() }),
  z.object({ ...changeHeader, kind: z.literal("interval"), body: intervalFact.nullable() }),
  z.object({ ...changeHeader, kind: z.literal("consultation"), body: consultationFact.nullable() }),
  z.object({ ...changeHeader, kind: z.literal("account"), body: account.nullable() }),
  z.object({ ...changeHeader, kind: z.literal("reference"), body: referenceRow.nullable() }),
]);
export type Change = z.infer<typeof change>;
export type ChangeKind = Change["kind"];
