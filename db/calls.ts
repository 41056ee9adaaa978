import { type CallLeg, callLeg } from "../shared/domain/call.ts";
import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";
import { type FactOwner, type PutOutcome, putOutcome, serverKnowsMore } from "./facts.ts";

export type StoredCall = { owner: FactOwner; fact: CallLeg };

export type CallRepository = {
  find(callId: string): StoredCall | null;
  /** Inserts or closes; see `putOutcome`. */
  put(owner: FactOwner, leg: CallLeg): PutOutcome;
  /** Takes what the server says, unless the row here is closed or a newer one of this seat's own. */
  putFromServer(owner: FactOwner, leg: CallLeg, isMine: boolean): void;
  /** Legs of an agent that rang in [from, to), oldest first. */
  ofAgent(agentId: string, from: Instant, to: Instant): StoredCall[];
  /** Legs of that seat that nobody has closed, oldest first. */
  openAt(seatId: string): StoredCall[];
  /** Latest legs of a number, newest first. */
  ofNumber(number: string, limit: number): StoredCall[];
  /** Inbound legs of a number that rang at or after that instant. */
  attemptsSince(number: string, since: Instant): number;
};

/** Call legs as insert-only facts. */
export function callRepository(desk: Desk): CallRepository {
  const byId = desk.prepare<[string], Row>("call.find", "SELECT * FROM call_leg WHERE call_id = ?");
  const upsert = desk.prepare<[Row]>(
    "call.put",
    `INSERT INTO call_leg (call_id, agent_id, seat_id, site, audience, sealed, line, direction, number, ringing_at,
       answered_at, ended_at, body)
     VALUES (@call_id, @agent_id, @seat_id, @site, 'site', 0, @line, @direction, @number, @ringing_at,
       @answered_at, @ended_at, @body)
     ON CONFLICT (call_id) DO UPDATE SET answered_at = excluded.answered_at, ended_at = excluded.ended_at,
       number = excluded.number, body = excluded.body`,
  );
  const ofAgent = desk.prepare<[string, string, string], Row>(
    "call.ofAgent",
    `SELECT * FROM call_leg WHERE agent_id = ? AND ringing_at >= ? AND ringing_at < ?
     ORDER BY ringing_at, call_id`,
  );
  const openAt = desk.prepare<[string], Row>(
    "call.openAt",
    "SELECT * FROM call_leg WHERE seat_id = ? AND ended_at IS NULL ORDER BY ringing_at, call_id",
  );
  const ofNumber = desk.prepare<[string, number], Row>(
    "call.ofNumber",
    "SELECT * FROM call_leg WHERE number = ? ORDER BY ringing_at DESC, call_id DESC LIMIT ?",
  );
  const attempts = desk.prepare<[string, string], { n: number }>(
    "call.attemptsSince",
    "SELECT count(*) AS n FROM call_leg WHERE number = ? AND ringing_at >= ? AND direction = 'inbound'",
  );
  const find = (callId: string) => {
    const row = byId.get(callId);
    return row ? toCall(row) : null;
  };
  return {
    find,
    put(owner, leg) {
      const outcome = putOutcome(find(leg.callId), owner, leg);
      if (outcome === "stored") upsert.run(toRow(owner, leg));
      return outcome;
    },
    putFromServer(owner, leg, isMine) {
      if (serverKnowsMore(find(leg.callId), leg, isMine)) upsert.run(toRow(owner, callLeg.parse(leg)));
    },
    ofAgent: (agentId, from, to) => ofAgent.all(agentId, from, to).map(toCall),
    openAt: (seatId) => openAt.all(seatId).map(toCall),
    ofNumber: (number, limit) => ofNumber.all(number, limit).map(toCall),
    attemptsSince: (number, since) => attempts.get(number, since)?.n ?? 0,
  };
}

type Row = {
  call_id: string;
  agent_id: string;
  seat_id: string;
  site: string;
  line: string;
  direction: string;
  number: string;
  ringing_at: string;
  answered_at: string | null;
  ended_at: string | null;
  body: string;
};

function toCall(row: Row): StoredCall {
  return {
    owner: { agentId: row.agent_id, seatId: row.seat_id, site: row.site },
    fact: callLeg.parse(JSON.parse(row.body)),
  };
}

function toRow(owner: FactOwner, leg: CallLeg): Row {
  return {
    call_id: leg.callId,
    agent_id: owner.agentId,
    seat_id: owner.seatId,
    site: owner.site,
    line: leg.line,
    direction: leg.direction,
    number: leg.number,
    ringing_at: leg.ringingAt,
    answered_at: leg.answeredAt,
    ended_at: leg.endedAt,
    body: JSON.stringify(leg),
  };
}
