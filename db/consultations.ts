import { type ConsultationFact, consultationFact } from "../shared/sync/mutation.ts";
import type { Desk } from "./desk.ts";

export type ConsultationRepository = {
  find(recordId: string): ConsultationFact | null;
  /** Inserts once; a repetition changes nothing. */
  put(fact: ConsultationFact, seatId: string): void;
  /** Topic of what was filed for a call, or null. */
  topicOfCall(callId: string): string | null;
  /** What was filed for calls back to that call, oldest first. */
  callBacksOf(callId: string): ConsultationFact[];
};

/** Filed consultations as insert-only facts. */
export function consultationRepository(desk: Desk): ConsultationRepository {
  const byId = desk.prepare<[string], { body: string }>(
    "consultation.find",
    "SELECT body FROM consultation WHERE record_id = ?",
  );
  const insert = desk.prepare<[Row]>(
    "consultation.put",
    `INSERT INTO consultation (record_id, call_id, agent_id, seat_id, site, audience, sealed, topic, outcome, filed_at,
       body, origin_call_id)
     VALUES (@record_id, @call_id, @agent_id, @seat_id, @site, @audience, @sealed, @topic, @outcome, @filed_at, @body,
       @origin_call_id)
     ON CONFLICT DO NOTHING`,
  );
  const topic = desk.prepare<[string], { topic: string | null }>(
    "consultation.topicOfCall",
    "SELECT topic FROM consultation WHERE call_id = ? ORDER BY filed_at DESC LIMIT 1",
  );
  const callBacks = desk.prepare<[string], { body: string }>(
    "consultation.callBacksOf",
    "SELECT body FROM consultation WHERE origin_call_id = ? ORDER BY filed_at, record_id",
  );
  return {
    find(recordId) {
      const row = byId.get(recordId);
      return row ? consultationFact.parse(JSON.parse(row.body)) : null;
    },
    put: (fact, seatId) => void insert.run(toRow(fact, seatId)),
    topicOfCall: (callId) => topic.get(callId)?.topic ?? null,
    callBacksOf: (callId) => callBacks.all(callId).map((row) => consultationFact.parse(JSON.parse(row.body))),
  };
}

type Row = Record<string, string | number | null>;

function toRow(fact: ConsultationFact, seatId: string): Row {
  return {
    record_id: fact.recordId,
    call_id: fact.callId,
    agent_id: fact.agentId,
    seat_id: seatId,
    site: fact.site,
    audience: fact.audience,
    sealed: fact.sealed ? 1 : 0,
    topic: fact.topic,
    outcome: fact.outcome,
    filed_at: fact.filedAt,
    body: JSON.stringify(fact),
    origin_call_id: fact.originCallId ?? null,
  };
}
