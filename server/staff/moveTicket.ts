import type { Transaction } from "kysely";
import type { StaffMember } from "../../shared/domain/staff.ts";
import type { TicketStatus, TicketStep } from "../../shared/domain/ticket.ts";
import { transition } from "../../shared/domain/ticketLife.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import { applyTicketMutation } from "../../shared/sync/merge.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import type { ChangeRow, Tables } from "../store/schema.ts";
import { inTransaction } from "../store/store.ts";
import { ticketDraft } from "../sync/decide.ts";
import { appendChanges } from "../sync/feed.ts";
import { ticketMarks } from "../sync/marks.ts";
import { saveRecords } from "../sync/saveRecords.ts";
import { type HeldTicket, toHeldTicket } from "../sync/workingSet.ts";
import { readableTicket, type ShownTicket, showTicket } from "./tickets.ts";

/** The server as an author of edits; seats see it in `origin`. */
const server = { id: "server", number: 0 };

export type MoveWish = { ticketId: string; to: TicketStatus; reason: string; version: number };

/**
 * One step in a ticket's life made at the server: the new status and the step go out to the seats together.
 * @throws AppError `not_found`, `conflict` (`ticket.changedMeanwhile`), `rule_violated` with a `ticket.*` rule
 */
export async function moveTicket(
  context: ServerContext,
  staff: StaffMember,
  wish: MoveWish,
): Promise<ShownTicket> {
  const { store, city, tail } = context;
  const changes = await inTransaction(store, (trx) => moveOnce(context, trx, { staff, wish }));
  tail.publish(city, changes);
  return await showTicket(context, staff, { ticketId: wish.ticketId });
}

async function moveOnce(
  context: ServerContext,
  trx: Transaction<Tables>,
  { staff, wish }: { staff: StaffMember; wish: MoveWish },
): Promise<ChangeRow[]> {
  const { ticketId, to } = wish;
  const held = toHeldTicket(await readableTicket(context, trx, { staff, ticketId }));
  const from = held.state.fields.status;
  if (held.state.version !== wish.version) {
    const detail = { version: held.state.version };
    throw new AppError("conflict", "Ticket changed meanwhile", { rule: "ticket.changedMeanwhile", detail });
  }
  const allowed = transition(from, to, staff.role, { reason: wish.reason });
  if (!allowed.ok) {
    const more = allowed.detail ? { rule: allowed.rule, detail: allowed.detail } : { rule: allowed.rule };
    throw new AppError("rule_violated", "This step is not allowed", more);
  }
  const at = toInstant(context.clock());
  const step: TicketStep = {
    stepId: context.newId(),
    ticketId,
    from,
    to,
    by: staff.agentId,
    at,
    reason: allowed.value.reason,
  };
  const changes = await writeMove(context, trx, { held, step });
  const entry = {
    actor: staff.agentId,
    action: `ticket.moved:${to}`,
    subject: ticketId,
    reason: step.reason,
  };
  await addAudit(context, trx, entry);
  return changes;
}

async function writeMove(
  context: ServerContext,
  trx: Transaction<Tables>,
  { held, step }: { held: HeldTicket; step: TicketStep },
): Promise<ChangeRow[]> {
  const { city, newId } = context;
  const { version } = held.state;
  const mutation = {
    kind: "ticket.patch" as const,
    // The server keeps no outbox; the version it makes numbers its edits of this ticket.
    seq: version + 1,
    mid: newId(),
    entity: step.ticketId,
    base: version,
    at: step.at,
    byAgent: step.by,
    fields: { status: step.to },
  };
  const { state } = applyTicketMutation(held.state, mutation, server);
  if (!state) throw new Error("the ticket vanished");
  const ticket = { state, marks: ticketMarks(state.fields, held.marks.owner) };
  const author = { origin: server.id, originSeq: 0 };
  const stepState = { version: 1, body: step, owner: server.number, closed: true };
  const drafts = [
    ticketDraft(step.ticketId, ticket, held.marks, author),
    {
      kind: "step" as const,
      entity: step.stepId,
      version: 1,
      body: step,
      marks: ticket.marks,
      marksBefore: null,
      ...author,
    },
  ];
  const changes = await appendChanges(trx, city, { drafts, at: step.at });
  const set = {
    tickets: new Map([[step.ticketId, ticket]]),
    facts: new Map([
      [
        step.stepId,
        { state: stepState, kind: "step" as const, marks: ticket.marks, ticketId: step.ticketId },
      ],
    ]),
    authors: new Map(),
  };
  await saveRecords(trx, { city, set, changes });
  return changes;
}
