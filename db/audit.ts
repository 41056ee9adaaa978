import { createHash } from "node:crypto";
import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

/** One deed worth remembering. `subject` is an id or an agent ID, never personal data of a caller. */
export type AuditEntry = {
  at: Instant;
  agentId: string | null;
  seatId: string | null;
  action: string;
  subject: string;
  reason: string;
};

export type AuditRow = AuditEntry & { auditId: number };

export type AuditRepository = {
  append(entry: AuditEntry): void;
  /** Newest first: rows whose action begins with that word (empty: all), older than `before` when given. */
  newest(question: { before: number | null; action: string; limit: number }): AuditRow[];
  count(): number;
  /** Moments at which that agent did that, since then. */
  momentsOf(agentId: string, action: string, since: Instant): Instant[];
  /** Rows oldest first. */
  all(): AuditRow[];
  /** The first row whose hash does not follow from the one before it, or null when the chain is whole. */
  verifyAuditChain(): number | null;
};

/**
 * Append-only and chained: every row's hash covers the hash before it, so an edited or removed row shows. Kept at
 * least six months (网络安全法 art. 21(3)); nothing here removes any.
 */
export function auditRepository(desk: Desk): AuditRepository {
  const last = desk.prepare<[], { audit_id: number; hash: string }>(
    "audit.last",
    "SELECT audit_id, hash FROM audit ORDER BY audit_id DESC LIMIT 1",
  );
  const insert = desk.prepare<[Row]>(
    "audit.append",
    `INSERT INTO audit (audit_id, at, agent_id, seat_id, action, subject, reason, hash)
     VALUES (@audit_id, @at, @agent_id, @seat_id, @action, @subject, @reason, @hash)`,
  );
  const rows = desk.prepare<[], Row>("audit.all", "SELECT * FROM audit ORDER BY audit_id");
  const newest = desk.prepare<[number, number, string, number], Row>(
    "audit.newest",
    "SELECT * FROM audit WHERE audit_id < ? AND substr(action, 1, ?) = ? ORDER BY audit_id DESC LIMIT ?",
  );
  const counted = desk.prepare<[], { n: number }>("audit.count", "SELECT count(*) AS n FROM audit");
  const moments = desk.prepare<[string, string, string], { at: string }>(
    "audit.momentsOf",
    "SELECT at FROM audit WHERE agent_id = ? AND action = ? AND at >= ?",
  );
  return {
    append(entry) {
      desk.transaction("audit.append", () => {
        const before = last.get() ?? { audit_id: 0, hash: "" };
        const row = toRow(before.audit_id + 1, entry);
        insert.run({ ...row, hash: chainHash(before.hash, row) });
      });
    },
    newest: ({ before, action, limit }) =>
      newest
        .all(before ?? Number.MAX_SAFE_INTEGER, action.length, action, limit)
        .map((row) => ({ auditId: row.audit_id, ...toEntry(row) })),
    count: () => counted.get()?.n ?? 0,
    momentsOf: (agentId, action, since) => moments.all(agentId, action, since).map((row) => row.at),
    all: () => rows.all().map((row) => ({ auditId: row.audit_id, ...toEntry(row) })),
    verifyAuditChain() {
      let hash = "";
      let expectedId = 1;
      for (const row of rows.all()) {
        hash = chainHash(hash, row);
        if (row.audit_id !== expectedId || row.hash !== hash) return row.audit_id;
        expectedId += 1;
      }
      return null;
    },
  };
}

type Row = {
  audit_id: number;
  at: string;
  agent_id: string | null;
  seat_id: string | null;
  action: string;
  subject: string;
  reason: string;
  hash: string;
};

function chainHash(before: string, row: Row): string {
  const text = JSON.stringify([
    before,
    row.audit_id,
    row.at,
    row.agent_id,
    row.seat_id,
    row.action,
    row.subject,
    row.reason,
  ]);
  return createHash("sha256").update(text).digest("hex");
}

function toRow(auditId: number, entry: AuditEntry): Row {
  return {
    audit_id: auditId,
    at: entry.at,
    agent_id: entry.agentId,
    seat_id: entry.seatId,
    action: entry.action,
    subject: entry.subject,
    reason: entry.reason,
    hash: "",
  };
}

function toEntry(row: Row): AuditEntry {
  return {
    at: row.at,
    agentId: row.agent_id,
    seatId: row.seat_id,
    action: row.action,
    subject: row.subject,
    reason: row.reason,
  };
}
