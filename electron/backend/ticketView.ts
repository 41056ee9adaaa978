import type { OutboxRow } from "../../db/outbox.ts";
import type { SyncState } from "../../shared/domain/ticket.ts";
import { applyTicketMutation } from "../../shared/sync/merge.ts";
import type { Mutation } from "../../shared/sync/mutation.ts";
import { parseMutation } from "../../shared/sync/mutation.ts";
import type { Repositories } from "./repositories.ts";
import type { SeatIdentity } from "./seatIdentity.ts";

/**
 * Makes the row the screen reads anew: the server's state with this seat's own edits over it. Acknowledged edits are
 * replayed as well, because the acknowledgement may be here before the changed state is; the merge knows what the
 * state already contains. Call it in the transaction that changed either side.
 */
export function rebuildTicket(repositories: Repositories, seat: SeatIdentity, ticketId: string): void {
  const { tickets, outbox, conflicts } = repositories;
  const rows = outbox.ofEntity(seat.seatId, ticketId);
  const server = tickets.serverState(ticketId);
  const me = { id: seat.seatId, number: seat.seatNumber };
  let state = server;
  for (const mutation of rows.filter(counts).flatMap(asMutation))
    state = applyTicketMutation(state, mutation, me).state;
  if (!state) {
    // A refused ticket stays in sight with its refusal; the agent promised its number to a caller.
    const refused = tickets.find(ticketId);
    if (refused && rows.length > 0) tickets.put({ ...refused, syncState: syncStateOf(rows, false) });
    return;
  }
  tickets.put({
    ticketId,
    fields: state.fields,
    // The version the server will give it: the same merge counts there, so it does not fall back on the way.
    version: state.version,
    syncState: syncStateOf(rows, conflicts.unresolved(ticketId).length > 0),
  });
}

type TicketMutation = Extract<Mutation, { kind: "ticket.create" | "ticket.patch" }>;

const refusals: readonly (string | null)[] = ["denied", "invalid", "no_entity"];

function counts(row: OutboxRow): boolean {
  return !refusals.includes(row.outcome);
}

function asMutation(row: OutboxRow): TicketMutation[] {
  const mutation = parseMutation(row);
  const isTicket = mutation?.kind === "ticket.create" || mutation?.kind === "ticket.patch";
  return isTicket ? [mutation] : [];
}

function syncStateOf(rows: OutboxRow[], hasConflict: boolean): SyncState {
  if (rows.some((row) => row.outcome === null)) return "pending";
  if (rows.some((row) => refusals.includes(row.outcome))) return "denied";
  return hasConflict ? "conflict" : "synced";
}
