import type { FactOwner } from "../../../db/facts.ts";
import { parseTicketNumber } from "../../../shared/domain/ticketNumber.ts";
import type { Change } from "../../../shared/sync/change.ts";
import type { Repositories } from "../repositories.ts";
import type { SeatIdentity } from "../seatIdentity.ts";
import { rebuildTicket } from "../ticketView.ts";

/** What a page of changes touched, for the events that follow its commit. */
export type Touched = {
  tickets: Set<string>;
  accounts: boolean;
  reference: boolean;
  /** Agents whose state at another seat changed. */
  agentsElsewhere: Set<string>;
};

export function nothingTouched(): Touched {
  return { tickets: new Set(), accounts: false, reference: false, agentsElsewhere: new Set() };
}

/**
 * Applies changes in their order. Call it in the transaction that stores the cursor. Applying one twice, or an older
 * one after a newer, does no harm.
 */
export function applyChanges(
  repositories: Repositories,
  seat: SeatIdentity,
  changes: readonly Change[],
  touched: Touched,
): void {
  for (const change of changes) applyChange(repositories, seat, change, touched);
}

function applyChange(repositories: Repositories, seat: SeatIdentity, change: Change, touched: Touched): void {
  const { accounts, consultations, tickets, reference } = repositories;
  switch (change.kind) {
    case "ticket":
      applyTicket(repositories, seat, change, touched);
      return;
    case "step":
      if (change.body === null) return;
      tickets.addStep(change.body);
      touched.tickets.add(change.body.ticketId);
      return;
    case "call":
    case "interval":
      applyFact(repositories, seat, change);
      if (change.kind === "interval" && change.body && change.origin !== seat.seatId)
        touched.agentsElsewhere.add(change.body.agentId);
      return;
    case "consultation":
      if (change.body) consultations.put(change.body, change.origin);
      return;
    case "account":
      if (change.body) accounts.put(change.body);
      else accounts.remove(change.entity);
      touched.accounts = true;
      return;
    case "reference":
      if (change.body) reference.put(change.body.kind, change.body.id, change.body.value);
      else reference.remove(...referenceKey(change.entity));
      touched.reference = true;
  }
}

function applyTicket(
  repositories: Repositories,
  seat: SeatIdentity,
  change: Extract<Change, { kind: "ticket" }>,
  touched: Touched,
): void {
  const { tickets, outbox } = repositories;
  const ticketId = change.entity;
  touched.tickets.add(ticketId);
  if (change.body === null) {
    const hasPending = outbox.ofEntity(seat.seatId, ticketId).some((row) => row.outcome === null);
    // What has not been answered yet is not forgotten: the answer will be a recorded refusal.
    if (!hasPending) tickets.remove(ticketId);
    return;
  }
  const known = tickets.serverState(ticketId);
  if (known && known.version >= change.body.version) return;
  tickets.putServerState(ticketId, change.body);
  keepNumbersAhead(repositories, seat, change.body.fields.number);
  rebuildTicket(repositories, seat, ticketId);
}

/** A desk restored from a backup has forgotten numbers it gave out; what the server shows of them is counted again. */
function keepNumbersAhead({ counter }: Repositories, seat: SeatIdentity, number: string): void {
  const parsed = parseTicketNumber(number);
  if (!parsed.ok || parsed.value.seatNumber !== seat.seatNumber) return;
  counter.atLeast(parsed.value.day, parsed.value.sequence);
}

/** A fact of this seat is at home here: the server knows it from us, and never better than closed. */
function applyFact(
  { calls, intervals }: Repositories,
  seat: SeatIdentity,
  change: Extract<Change, { kind: "call" | "interval" }>,
): void {
  if (change.body === null) return;
  const owner: FactOwner = {
    agentId: change.body.agentId,
    seatId: change.origin,
    site: change.body.site,
  };
  const isMine = change.origin === seat.seatId;
  if (change.kind === "call") calls.putFromServer(owner, change.body, isMine);
  else intervals.putFromServer(owner, change.body, isMine);
}

/** `kind/id`, as the server names the rows of its lists. */
function referenceKey(entity: string): [string, string] {
  const slash = entity.indexOf("/");
  return [entity.slice(0, slash), entity.slice(slash + 1)];
}
