import type { Role } from "../../shared/domain/staff.ts";
import { movesFrom } from "../../shared/domain/ticketLife.ts";
import type { TicketState } from "../../shared/sync/change.ts";
import type { Mutation, OutcomeCode } from "../../shared/sync/mutation.ts";
import { canSee, type Marks } from "./marks.ts";

/** Who did it, where: the author named in the mutation and the seat its token belongs to. */
export type Author = { role: Role; site: string };
export type Judged = {
  mutation: Mutation;
  author: Author | null;
  seat: { seatNumber: number; site: string };
  /** The ticket it changes or belongs to, when the server has it. */
  ticket: { state: TicketState; marks: Marks } | null;
};

const atTheDesk: readonly Role[] = ["agent", "lead", "admin", "discipline"];

/**
 * The refusal of a mutation for want of rights, or null. An author whose account was disabled since is still
 * believed: what they did happened. A ticket the seat may not see is answered like one that does not exist.
 */
export function refusalOf({ mutation, author, seat, ticket }: Judged): OutcomeCode | null {
  if (!author || !atTheDesk.includes(author.role) || author.site !== seat.site) return "denied";
  switch (mutation.kind) {
    case "ticket.create":
      return mutation.fields.takenBy === mutation.byAgent ? siteRefusal(mutation.fields, seat) : "denied";
    case "ticket.patch":
      return refusalOfEdit(mutation.byAgent, author, seat, ticket);
    case "step.add":
      if (mutation.fields.by !== mutation.byAgent) return "denied";
      return ticket && canSee(ticket.marks, seat) ? null : "no_entity";
    case "libraryUse.add":
      return siteRefusal(mutation.fields, seat);
    default:
      return mutation.fields.agentId === mutation.byAgent ? siteRefusal(mutation.fields, seat) : "denied";
  }
}

function siteRefusal(fields: { site: string }, seat: { site: string }): OutcomeCode | null {
  return fields.site === seat.site ? null : "denied";
}

/** May this role move the ticket from where it stood to where the edit brought it? Checked after the merge. */
export function isMoveAllowed(before: TicketState, after: TicketState, role: Role): boolean {
  const from = before.fields.status;
  const to = after.fields.status;
  return from === to || movesFrom(from, role).some((move) => move.to === to);
}

function refusalOfEdit(
  byAgent: string,
  author: Author,
  seat: Judged["seat"],
  ticket: Judged["ticket"],
): OutcomeCode | null {
  if (!ticket || !canSee(ticket.marks, seat)) return "no_entity";
  if (ticket.marks.sealed === 0) return null;
  return ticket.state.fields.takenBy === byAgent || author.role === "discipline" ? null : "denied";
}
