import type { OutboxRow } from "../../db/outbox.ts";
import type { SyncState } from "../../shared/domain/ticket.ts";
import { replay } from "../../shared/sync/merge.ts";
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
  const mutations = rows.filter(counts).flatMap(asMutation);
  const state = replay(server, mutations, { id: seat.seatId, number: seat.seatNumber });
  if (!state) {
    // A refused ticket stays in sight with its refusal; the agent promised its number to a caller.
    const refused = tickets.find(ticketId);
    if (refused && rows.length > 0) tickets.put({ ...refused, syncState: syncStateOf(rows, false) });
    return;
  }
  const pending = rows.filter((row) => row.outcome === null).length;
  tickets.put({
    ticketId,
    fields: state.fields,
    // Every pending edit will be one more version at the server, so the number does not fall back when they arrive.
    version: (server?.version ?? 0) + pending,
    syncState: syncStateOf(rows, conflicts.unresolved(ticketId).length > 0),
  });
}

const refusals: readonly (string | null)[] = ["denied", "invalid", "no_entity"];

function counts(row: OutboxRow): boolean {
  return !refusals.includes(row.outcome);
}

function asMutation(row: OutboxRow): Mutation[] {
  const mutation = parseMutation(row);
  return mutation ? [mutation] : [];
}

function syncStateOf(rows: OutboxRow[], hasConflict: boolean): SyncState {
  if (rows.some((row) => row.outcome === null)) return "pending";
  if (rows.some((row) => refusals.includes(row.outcome))) return "denied";
  return hasConflict ? "conflict" : "synced";
}
