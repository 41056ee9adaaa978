import { z } from "zod";
import { complaintForm } from "./complaint.ts";
import { citation } from "./policy.ts";
import { instant } from "./time.ts";

/** What a contact was about, filed at wrap-up. */
export const consultation = z.object({
  /** Topic id of the reference data, or null until chosen. */
  topic: z.string().max(60).nullable(),
  question: z.string().max(20_000),
  answer: z.string().max(20_000),
  outcome: z
    .enum(["answered", "complaint", "call-back", "transferred", "no-answer-found", "wrong-line"])
    .nullable(),
  citations: z.array(citation).max(50),
  /** Set phrases that were said to the caller, by id, once each; absent in older records. */
  said: z
    .array(z.object({ phrase: z.string().max(40), at: instant }))
    .max(60)
    .optional(),
});
export type Consultation = z.infer<typeof consultation>;

/** Everything an agent types for one call. `complaint` is null until Ctrl+D opens the form. */
export const recordContent = z.object({ consultation, complaint: complaintForm.nullable() });
export type RecordContent = z.infer<typeof recordContent>;

/**
 * The record of one contact while it is being written. `revision` counts the saves of the screen: an older
 * revision never replaces a newer one, however late it arrives.
 */
export const draft = z.object({
  draftId: z.uuid(),
  callId: z.uuid().nullable(),
  /** The call this record goes back to (回拨), so that both are one thread; absent in older records. */
  originCallId: z.uuid().nullable().optional(),
  agentId: z.string(),
  status: z.enum(["open", "filed"]),
  revision: z.int().min(0),
  content: recordContent,
  ticketNumber: z.string().nullable(),
  startedAt: instant,
  updatedAt: instant,
});
export type Draft = z.infer<typeof draft>;

export function emptyRecord(): RecordContent {
  return {
    consultation: { topic: null, question: "", answer: "", outcome: null, citations: [] },
    complaint: null,
  };
}
