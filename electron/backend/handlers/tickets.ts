import type { StoredTicket } from "../../../db/tickets.ts";
import { foldDigits } from "../../../shared/domain/identifiers.ts";
import type { StaffMember } from "../../../shared/domain/staff.ts";
import type { TicketDetail, TicketStatus, TicketStep } from "../../../shared/domain/ticket.ts";
import { transition } from "../../../shared/domain/ticketLife.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context, enqueue, enrolledSeat, violated } from "../context.ts";
import { submitTicket } from "../submitTicket.ts";
import { canSeeTicket, maskedFields, maskedStep, needsNoMask, toSummary } from "../ticketAccess.ts";
import { rebuildTicket } from "../ticketView.ts";

type TicketHandlers = Pick<
  Handlers,
  "tickets.submit" | "tickets.list" | "tickets.get" | "tickets.reveal" | "tickets.move"
>;

const oneLookMs = 10 * 60_000;

/** Tickets: made from drafts, seen by who may, revealed on the record, moved through their life. */
export function ticketHandlers(context: Context): TicketHandlers {
  const { tickets } = context.repositories;
  const views = new Map<string, number>();

  /** A screen asks again at every change: within ten minutes that is one look. */
  function noteView(ticketId: string, agentId: string) {
    const now = context.clock();
    const key = `${agentId} ${ticketId}`;
    if (now - (views.get(key) ?? Number.NEGATIVE_INFINITY) < oneLookMs) return;
    views.set(key, now);
    audit(context, { agentId, action: "ticket.view", subject: ticketId });
  }

  return {
    "tickets.submit": (input, caller) => {
      const { ticketId, isNew } = submitTicket(context, input, caller);
      if (isNew) {
        context.emit("tickets.changed", { ticketIds: [ticketId] });
        context.emit("drafts.changed", { draftIds: [input.draftId] });
        context.outboxGrew();
      }
      return detail(context, visibleTicket(context, ticketId, caller.agent), caller.agent);
    },
    "tickets.list": ({ status, text, limit }, caller) =>
      tickets
        .list({
          site: caller.agent.role === "admin" ? null : caller.agent.site,
          takenBy: caller.agent.agentId,
          allSealed: caller.agent.role === "discipline",
          status: status ?? null,
          text: foldDigits(text ?? "").trim(),
          limit,
        })
        .map(toSummary),
    "tickets.get": ({ ticketId }, caller) => {
      const ticket = visibleTicket(context, ticketId, caller.agent);
      noteView(ticketId, caller.agent.agentId);
      return detail(context, ticket, caller.agent);
    },
    "tickets.reveal": ({ ticketId, reason }, caller) => {
      const ticket = visibleTicket(context, ticketId, caller.agent);
      const { agentId } = caller.agent;
      audit(context, { agentId, action: "ticket.reveal", subject: ticketId, reason });
      return { ...ticket, steps: tickets.steps(ticketId) };
    },
    "tickets.move": (input, caller) => {
      context.desk.transaction("tickets.move", () => moveTicket(context, input, caller));
      context.emit("tickets.changed", { ticketIds: [input.ticketId] });
      context.outboxGrew();
      return detail(context, visibleTicket(context, input.ticketId, caller.agent), caller.agent);
    },
  };
}

/** A ticket the agent may not see is answered like one that does not exist. */
function visibleTicket(context: Context, ticketId: string, agent: StaffMember): StoredTicket {
  const ticket = context.repositories.tickets.find(ticketId);
  if (ticket && canSeeTicket(agent, ticket.fields)) return ticket;
  throw new AppError("not_found", "No such ticket", { rule: "ticket.notFound" });
}

function detail(context: Context, ticket: StoredTicket, agent: StaffMember): TicketDetail {
  const steps = context.repositories.tickets.steps(ticket.ticketId);
  if (needsNoMask(agent, ticket.fields, context.today())) return { ...ticket, steps };
  return { ...ticket, fields: maskedFields(ticket.fields), steps: steps.map(maskedStep) };
}

function moveTicket(
  context: Context,
  { ticketId, to, reason, version }: { ticketId: string; to: TicketStatus; reason: string; version: number },
  caller: SignedIn,
): void {
  const { repositories } = context;
  const { agentId, role } = caller.agent;
  const identity = enrolledSeat(context);
  const ticket = visibleTicket(context, ticketId, caller.agent);
  if (ticket.version !== version)
    throw new AppError("conflict", "The ticket changed meanwhile", { rule: "ticket.changedMeanwhile" });
  const allowed = transition(ticket.fields.status, to, role, { reason });
  if (!allowed.ok) throw violated(allowed);
  const step: TicketStep = {
    stepId: context.newId(),
    ticketId,
    from: ticket.fields.status,
    to,
    by: agentId,
    at: context.now(),
    reason: allowed.value.reason,
  };
  const base = repositories.tickets.serverState(ticketId)?.version ?? 0;
  enqueue(context, identity, {
    kind: "ticket.patch",
    entity: ticketId,
    base,
    byAgent: agentId,
    fields: { status: to },
  });
  enqueue(context, identity, {
    kind: "step.add",
    entity: step.stepId,
    base: 0,
    byAgent: agentId,
    fields: step,
  });
  repositories.tickets.addStep(step);
  rebuildTicket(repositories, identity, ticketId);
  audit(context, { agentId, action: "ticket.move", subject: ticketId, reason: `${step.from} > ${to}` });
}
