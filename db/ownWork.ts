import { z } from "zod";
import { callLeg, stateInterval } from "../shared/domain/call.ts";
import type { RecordedFacts, RecordedTicket } from "../shared/domain/statisticsRows.ts";
import { ticketStatus, ticketStep } from "../shared/domain/ticket.ts";
import { type Instant, instant, localDate } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

export type OwnWorkRepository = {
  /** What the figures of one agent are counted from: facts that began in [from, to). */
  ofAgent(agentId: string, from: Instant, to: Instant): RecordedFacts;
};

/** An agent's own work as this seat knows it, whatever seat it was done at. */
export function ownWorkRepository(desk: Desk): OwnWorkRepository {
  const calls = desk.prepare<Bounds, { body: string }>(
    "ownWork.calls",
    "SELECT body FROM call_leg WHERE agent_id = ? AND ringing_at >= ? AND ringing_at < ?",
  );
  const intervals = desk.prepare<Bounds, { body: string }>(
    "ownWork.intervals",
    "SELECT body FROM state_interval WHERE agent_id = ? AND started_at >= ? AND started_at < ?",
  );
  const tickets = desk.prepare<Bounds, TicketRow>(
    "ownWork.tickets",
    `SELECT ticket_id, number, version, status, due_on, taken_by, submitted_at,
       json_extract(fields, '$.callId') AS call_id
     FROM ticket WHERE taken_by = ? AND submitted_at >= ? AND submitted_at < ?`,
  );
  const steps = desk.prepare<Bounds, { body: string }>(
    "ownWork.steps",
    `SELECT body FROM ticket_step WHERE ticket_id IN
       (SELECT ticket_id FROM ticket WHERE taken_by = ? AND submitted_at >= ? AND submitted_at < ?)`,
  );
  const consultations = desk.prepare<Bounds, ConsultationRow>(
    "ownWork.consultations",
    `SELECT record_id, call_id, topic, filed_at FROM consultation
     WHERE agent_id = ? AND filed_at >= ? AND filed_at < ?`,
  );
  return {
    ofAgent(agentId, from, to) {
      const bounds: Bounds = [agentId, from, to];
      const ownSteps = steps.all(...bounds).map((row) => ticketStep.parse(JSON.parse(row.body)));
      const byTicket = Map.groupBy(ownSteps, (step) => step.ticketId);
      return {
        calls: calls.all(...bounds).map((row) => ({ agentId, ...callLeg.parse(JSON.parse(row.body)) })),
        intervals: intervals
          .all(...bounds)
          .map((row) => ({ agentId, ...stateInterval.parse(JSON.parse(row.body)) })),
        tickets: tickets
          .all(...bounds)
          .map((row) => ({ ...toTicket(row), steps: byTicket.get(row.ticket_id) ?? [] })),
        consultations: consultations.all(...bounds).map((row) => ({
          recordId: row.record_id,
          agentId,
          filedAt: row.filed_at,
          callId: row.call_id,
          topic: row.topic,
        })),
      };
    },
  };
}

type Bounds = [agentId: string, from: string, to: string];
type ConsultationRow = { record_id: string; call_id: string | null; topic: string | null; filed_at: string };

const ticketRow = z.object({
  ticket_id: z.string(),
  number: z.string(),
  version: z.int(),
  status: ticketStatus,
  due_on: localDate.nullable(),
  taken_by: z.string(),
  submitted_at: instant,
  call_id: z.string().nullable(),
});
type TicketRow = z.infer<typeof ticketRow>;

/** One's own tickets are never hidden from oneself, sealed or not. */
function toTicket(row: TicketRow): Omit<RecordedTicket, "steps"> {
  const known = ticketRow.parse(row);
  return {
    ticketId: known.ticket_id,
    number: known.number,
    version: known.version,
    status: known.status,
    dueOn: known.due_on,
    takenBy: known.taken_by,
    submittedAt: known.submitted_at,
    callId: known.call_id,
    isHidden: false,
  };
}
