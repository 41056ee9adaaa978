import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

/** A change on its way to the server. `fields` is the payload of its kind; `seq` counts within one enrolment. */
export type OutboxRow = {
  seq: number;
  mid: string;
  kind: string;
  entity: string;
  base: number;
  fields: unknown;
  at: Instant;
  byAgent: string;
  outcome: string | null;
  ackedAt: Instant | null;
};

export type NewOutboxRow = Omit<OutboxRow, "seq" | "outcome" | "ackedAt">;

export type OutboxFigures = {
  pending: number;
  oldestPendingAt: Instant | null;
  lastAckedAt: Instant | null;
  denied: number;
};

export type OutboxRepository = {
  /** Call it inside the transaction that writes the fact. */
  append(seatId: string, row: NewOutboxRow): number;
  /** Rows after `seq` in order, whether acknowledged or not. */
  after(seatId: string, seq: number, limit: number): OutboxRow[];
  /** Every kept row of one entity in order, acknowledged or not. */
  ofEntity(seatId: string, entity: string): OutboxRow[];
  last(seatId: string): { seq: number; mid: string } | null;
  acked(seatId: string): number;
  settle(seatId: string, seq: number, outcome: string, at: Instant): void;
  /** Takes acknowledgements back: the server was restored and knows only what came up to `seq`. */
  reopenAfter(seatId: string, seq: number): number;
  /** Moves what is pending to another enrolment, numbered from 1 in the same order. */
  moveToSeat(from: string, to: string): number;
  figures(seatId: string): OutboxFigures;
};

/** What this seat did, kept after the acknowledgement so that a restored server can be told again. */
export function outboxRepository(desk: Desk): OutboxRepository {
  const sql = statements(desk);
  // Outcomes come in order, so what is acknowledged ends before the first row without one.
  const acked = (seatId: string): number => {
    const pending = sql.firstPending.get(seatId);
    return pending ? pending.seq - 1 : (sql.last.get(seatId)?.seq ?? 0);
  };
  return {
    append(seatId, row) {
      const seq = (sql.last.get(seatId)?.seq ?? 0) + 1;
      sql.insert.run({
        seat_id: seatId,
        seq,
        mid: row.mid,
        kind: row.kind,
        entity: row.entity,
        base: row.base,
        fields: JSON.stringify(row.fields),
        at: row.at,
        by_agent: row.byAgent,
      });
      return seq;
    },
    after: (seatId, seq, limit) => sql.after.all(seatId, seq, limit).map(toOutboxRow),
    ofEntity: (seatId, entity) => sql.ofEntity.all(seatId, entity).map(toOutboxRow),
    last: (seatId) => sql.last.get(seatId) ?? null,
    acked,
    settle: (seatId, seq, outcome, at) => void sql.settle.run(outcome, at, seatId, seq),
    reopenAfter: (seatId, seq) => sql.reopen.run(seatId, seq).changes,
    moveToSeat(from, to) {
      const first = acked(from);
      return sql.move.run(to, first, from, first).changes;
    },
    figures(seatId) {
      const { pending, denied } = sql.counts.get({ seatId }) ?? { pending: 0, denied: 0 };
      return {
        pending,
        denied,
        oldestPendingAt: sql.firstPending.get(seatId)?.at ?? null,
        lastAckedAt: sql.ackedAt.get(seatId, acked(seatId))?.acked_at ?? null,
      };
    },
  };
}

function statements(desk: Desk) {
  return {
    last: desk.prepare<[string], { seq: number; mid: string }>(
      "outbox.last",
      "SELECT seq, mid FROM outbox WHERE seat_id = ? ORDER BY seq DESC LIMIT 1",
    ),
    insert: desk.prepare<[InsertRow]>(
      "outbox.append",
      `INSERT INTO outbox (seat_id, seq, mid, kind, entity, base, fields, at, by_agent)
       VALUES (@seat_id, @seq, @mid, @kind, @entity, @base, @fields, @at, @by_agent)`,
    ),
    after: desk.prepare<[string, number, number], Row>(
      "outbox.after",
      "SELECT * FROM outbox WHERE seat_id = ? AND seq > ? ORDER BY seq LIMIT ?",
    ),
    ofEntity: desk.prepare<[string, string], Row>(
      "outbox.ofEntity",
      "SELECT * FROM outbox WHERE seat_id = ? AND entity = ? ORDER BY seq",
    ),
    settle: desk.prepare<[string, string, string, number]>(
      "outbox.settle",
      "UPDATE outbox SET outcome = ?, acked_at = ? WHERE seat_id = ? AND seq = ?",
    ),
    reopen: desk.prepare<[string, number]>(
      "outbox.reopenAfter",
      `UPDATE outbox SET outcome = NULL, acked_at = NULL
       WHERE seat_id = ? AND seq > ? AND outcome IS NOT NULL`,
    ),
    move: desk.prepare<[string, number, string, number]>(
      "outbox.moveToSeat",
      "UPDATE outbox SET seat_id = ?, seq = seq - ? WHERE seat_id = ? AND seq > ?",
    ),
    // One look into the index each, however long the kept tail is.
    firstPending: desk.prepare<[string], { seq: number; at: string }>(
      "outbox.firstPending",
      "SELECT seq, at FROM outbox WHERE seat_id = ? AND outcome IS NULL ORDER BY seq LIMIT 1",
    ),
    counts: desk.prepare<[{ seatId: string }], { pending: number; denied: number }>(
      "outbox.counts",
      `SELECT (SELECT count(*) FROM outbox WHERE seat_id = @seatId AND outcome IS NULL) AS pending,
         (SELECT count(*) FROM outbox
          WHERE seat_id = @seatId AND outcome IN ('denied', 'invalid', 'no_entity')) AS denied`,
    ),
    ackedAt: desk.prepare<[string, number], { acked_at: string | null }>(
      "outbox.ackedAt",
      "SELECT acked_at FROM outbox WHERE seat_id = ? AND seq = ?",
    ),
  };
}

type InsertRow = {
  seat_id: string;
  seq: number;
  mid: string;
  kind: string;
  entity: string;
  base: number;
  fields: string;
  at: string;
  by_agent: string;
};
type Row = InsertRow & { outcome: string | null; acked_at: string | null };

function toOutboxRow(row: Row): OutboxRow {
  return {
    seq: row.seq,
    mid: row.mid,
    kind: row.kind,
    entity: row.entity,
    base: row.base,
    fields: JSON.parse(row.fields),
    at: row.at,
    byAgent: row.by_agent,
    outcome: row.outcome,
    ackedAt: row.acked_at,
  };
}
