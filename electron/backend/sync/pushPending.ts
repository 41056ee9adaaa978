import type { OutboxRow } from "../../../db/outbox.ts";
import { AppError } from "../../../shared/errors.ts";
import type { MutationOutcome, WireMutation } from "../../../shared/sync/mutation.ts";
import { type HelloReply, limits, syncRules } from "../../../shared/sync/protocol.ts";
import { ackedAfterHello } from "../../../shared/sync/sequence.ts";
import type { SeatIdentity } from "../seatIdentity.ts";
import { rebuildTicket } from "../ticketView.ts";
import type { SyncParts } from "./syncParts.ts";

/** The next rows for the server in order: as many as one push may hold. */
export function nextBatch({ repositories }: SyncParts, seat: SeatIdentity): WireMutation[] {
  const { outbox } = repositories;
  const rows = outbox.after(seat.seatId, outbox.acked(seat.seatId), limits.mutations);
  let bytes = 0;
  const batch: WireMutation[] = [];
  for (const row of rows) {
    const wire = toWire(row);
    bytes += JSON.stringify(wire).length;
    if (batch.length > 0 && bytes > limits.pushBytes) break;
    batch.push(wire);
  }
  return batch;
}

/**
 * Writes down what became of a batch, all of it or nothing.
 * @returns ids of the tickets whose row changed
 * @throws AppError `server.notAServer` when the reply leaves a row without an outcome
 */
export function storeOutcomes(
  parts: SyncParts,
  seat: SeatIdentity,
  batch: readonly WireMutation[],
  outcomes: readonly MutationOutcome[],
): string[] {
  const { desk, repositories, now } = parts;
  const bySeq = new Map(outcomes.map((outcome) => [outcome.seq, outcome]));
  return desk.transaction("sync.storeOutcomes", () => {
    const tickets = new Set<string>();
    for (const row of batch) {
      const outcome = bySeq.get(row.seq);
      if (!outcome)
        throw new AppError("unavailable", "The server left a row without an outcome", {
          rule: "server.notAServer",
        });
      repositories.outbox.settle(seat.seatId, row.seq, outcome.code, now());
      for (const conflict of outcome.conflicts) repositories.conflicts.add(row.entity, row.seq, conflict);
      if (row.kind.startsWith("ticket.")) tickets.add(row.entity);
    }
    for (const ticketId of tickets) rebuildTicket(repositories, seat, ticketId);
    return [...tickets];
  });
}

/**
 * Compares notes with the server. Acknowledgements may go down, because the server may have been restored; what it
 * then lacks is sent again. A restored server also makes every cursor and remembered state void.
 * @throws AppError `sync.fork` when the server holds another row under a number of ours
 */
export function settleHello(parts: SyncParts, seat: SeatIdentity, reply: HelloReply): string[] {
  const { desk, repositories } = parts;
  const { outbox, cursors, tickets } = repositories;
  return desk.transaction("sync.settleHello", () => {
    const midAt = (seq: number) => outbox.after(seat.seatId, seq - 1, 1).find((row) => row.seq === seq)?.mid;
    const acked = ackedAfterHello(outbox.acked(seat.seatId), reply, midAt);
    if (acked === null) {
      throw new AppError("conflict", "The server knows other rows of this seat", { rule: syncRules.fork });
    }
    const isRestored = reply.feeds.some(({ feed }) => {
      const cursor = cursors.of(feed);
      return cursor !== null && cursor.epoch !== reply.epoch;
    });
    if (isRestored) {
      cursors.forgetAll();
      tickets.forgetServerStates();
    }
    if (outbox.reopenAfter(seat.seatId, acked) === 0) return [];
    const reopened = new Set(
      outbox
        .after(seat.seatId, acked, Number.MAX_SAFE_INTEGER)
        .filter((row) => row.kind.startsWith("ticket."))
        .map((row) => row.entity),
    );
    for (const ticketId of reopened) rebuildTicket(repositories, seat, ticketId);
    return [...reopened];
  });
}

function toWire({ seq, mid, kind, entity, base, fields, at, byAgent }: OutboxRow): WireMutation {
  return { seq, mid, kind, entity, base, fields, at, byAgent };
}
