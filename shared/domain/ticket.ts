import { z } from "zod";
import { complaintForm } from "./complaint.ts";
import { citation } from "./policy.ts";
import { instant, localDate } from "./time.ts";

/** Life of a ticket (DOMAIN: 受理 → 派单 → 签收 → 办理 → 答复 → 回访 → 办结 → 归档, with its side ways). */
export const ticketStatus = z.enum([
  "submitted",
  "accepted",
  "rejected",
  "dispatched",
  "signed-for",
  "in-progress",
  "returned",
  "replied",
  "followed-up",
  "closed",
  "archived",
  "reopened",
  "merged",
]);
export type TicketStatus = z.infer<typeof ticketStatus>;

/** Where a record stands on its way to the server. */
export const syncState = z.enum(["pending", "synced", "conflict", "denied"]);
export type SyncState = z.infer<typeof syncState>;

/** The fields of a ticket that are stored, patched and merged one by one. */
export const ticketFields = z.object({
  number: z.string(),
  site: z.string(),
  /** Who may read it besides leads: `site`, or `restricted` when sealed. */
  audience: z.enum(["site", "restricted"]),
  sealed: z.boolean(),
  status: ticketStatus,
  form: complaintForm,
  citations: z.array(citation),
  callId: z.uuid().nullable(),
  /** Digits of the caller's number, for the screen pop. */
  callerNumber: z.string(),
  takenBy: z.string(),
  seatId: z.string(),
  submittedAt: instant,
  /** The caller heard the record read back and agreed. */
  confirmedAt: instant,
  dueOn: localDate.nullable(),
  /** True when the due date lies in a year without an official calendar (暂定). */
  dueProvisional: z.boolean(),
});
export type TicketFields = z.infer<typeof ticketFields>;

/** One step in a ticket's life: an insert-only fact. */
export const ticketStep = z.object({
  stepId: z.uuid(),
  ticketId: z.uuid(),
  from: ticketStatus.nullable(),
  to: ticketStatus,
  by: z.string(),
  at: instant,
  reason: z.string().max(2_000),
});
export type TicketStep = z.infer<typeof ticketStep>;

/** A ticket as lists show it: personal data already masked. */
export const ticketSummary = z.object({
  ticketId: z.uuid(),
  number: z.string(),
  status: ticketStatus,
  category: z.string().nullable(),
  route: z.string().nullable(),
  respondent: z.string(),
  maskedCaller: z.string(),
  sealed: z.boolean(),
  takenBy: z.string(),
  submittedAt: instant,
  dueOn: localDate.nullable(),
  dueProvisional: z.boolean(),
  syncState,
  version: z.int(),
});
export type TicketSummary = z.infer<typeof ticketSummary>;

/** A whole ticket with its steps. */
export const ticketDetail = z.object({
  ticketId: z.uuid(),
  fields: ticketFields,
  version: z.int(),
  syncState,
  steps: z.array(ticketStep),
});
export type TicketDetail = z.infer<typeof ticketDetail>;
