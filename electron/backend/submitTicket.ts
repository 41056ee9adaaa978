import type { StoredDraft } from "../../db/drafts.ts";
import type { ComplaintForm } from "../../shared/domain/complaint.ts";
import { canSubmit } from "../../shared/domain/complaintCheck.ts";
import { dueOn } from "../../shared/domain/deadline.ts";
import { parsePhone } from "../../shared/domain/phoneNumber.ts";
import type { TicketFields, TicketStep } from "../../shared/domain/ticket.ts";
import { transition } from "../../shared/domain/ticketLife.ts";
import { makeTicketNumber } from "../../shared/domain/ticketNumber.ts";
import type { Instant } from "../../shared/domain/time.ts";
import { shippedCalendar } from "../../shared/domain/workCalendar.ts";
import { AppError } from "../../shared/errors.ts";
import type { SignedIn } from "../../shared/rpc/dispatch.ts";
import { centreReference } from "./centreReference.ts";
import { audit, type Context, enqueue, enrolledSeat, violated } from "./context.ts";
import { ownDraft } from "./handlers/drafts.ts";
import type { SeatIdentity } from "./seatIdentity.ts";
import { rebuildTicket } from "./ticketView.ts";

export type Submission = { draftId: string; revision: number; confirmedAt: Instant };

/** Four digits of a ticket number count the seat's tickets of one day. */
const lastSequence = 9_999;

/**
 * Turns the complaint of a draft into a ticket: number, ticket, first step, outbox rows and audit together or not at
 * all. The same draft always gives the same ticket, however often it is submitted.
 */
export function submitTicket(
  context: Context,
  submission: Submission,
  caller: SignedIn,
): { ticketId: string; isNew: boolean } {
  return context.desk.transaction("tickets.submit", () => {
    const stored = ownDraft(context, submission.draftId, caller);
    if (stored.ticketId !== null) return { ticketId: stored.ticketId, isNew: false };
    const identity = enrolledSeat(context);
    const fields = ticketFieldsOf(context, identity, stored, submission);
    const allowed = transition(null, "submitted", caller.agent.role, { reason: "" });
    if (!allowed.ok) throw violated(allowed);
    const ticketId = context.newId();
    storeTicket(context, identity, ticketId, fields);
    context.repositories.drafts.giveTicket(
      submission.draftId,
      { ticketId, number: fields.number, sealed: fields.sealed },
      fields.submittedAt,
    );
    audit(context, { agentId: fields.takenBy, action: "ticket.submit", subject: ticketId });
    return { ticketId, isNew: true };
  });
}

function ticketFieldsOf(
  context: Context,
  identity: SeatIdentity,
  { draft, callerNumber }: StoredDraft,
  { revision, confirmedAt }: Submission,
): TicketFields {
  // What was read back must be what is stored: an unsaved or older screen may not submit.
  if (draft.revision !== revision)
    throw new AppError("conflict", "The draft changed meanwhile", { rule: "draft.staleRevision" });
  const form = draft.content.complaint;
  if (form === null) throw violated({ ok: false, rule: "complaint.none" });
  const today = context.today();
  const verdict = canSubmit(form, today);
  if (!verdict.ok) throw violated(verdict);
  return {
    number: nextNumber(context, identity),
    site: identity.site.id,
    ...verdict.value,
    status: "submitted",
    form,
    citations: draft.content.consultation.citations,
    callId: draft.callId,
    callerNumber: callerNumber || parsePhone(form.complainant.phone).digits,
    takenBy: draft.agentId,
    seatId: identity.seatId,
    submittedAt: context.now(),
    confirmedAt,
    ...dueOf(context, identity, form),
  };
}

function nextNumber(context: Context, { seatNumber }: SeatIdentity): string {
  const day = context.today();
  const sequence = context.repositories.counter.next(day);
  if (sequence > lastSequence) throw violated({ ok: false, rule: "ticket.noNumbersLeft" });
  return makeTicketNumber({ seatNumber, day, sequence });
}

function dueOf(
  context: Context,
  identity: SeatIdentity,
  { category }: ComplaintForm,
): Pick<TicketFields, "dueOn" | "dueProvisional"> {
  if (category === null) return { dueOn: null, dueProvisional: false };
  const due = dueOn({
    category,
    region: identity.site.region,
    submittedOn: context.today(),
    calendar: shippedCalendar,
    rules: centreReference(context.repositories).deadlineRules,
  });
  return { dueOn: due.dueOn, dueProvisional: due.provisional };
}

function storeTicket(context: Context, identity: SeatIdentity, ticketId: string, fields: TicketFields): void {
  const byAgent = fields.takenBy;
  const step: TicketStep = {
    stepId: context.newId(),
    ticketId,
    from: null,
    to: "submitted",
    by: byAgent,
    at: fields.submittedAt,
    reason: "",
  };
  enqueue(context, identity, { kind: "ticket.create", entity: ticketId, base: 0, byAgent, fields });
  enqueue(context, identity, { kind: "step.add", entity: step.stepId, base: 0, byAgent, fields: step });
  context.repositories.tickets.addStep(step);
  rebuildTicket(context.repositories, identity, ticketId);
}
