import type { CountedRange, FactReference, Figure } from "./statistics.ts";
import type { CountedConsultation, CountedTicket, SettledFacts } from "./statisticsFacts.ts";
import { countOf, isWithin, quotientOf } from "./statisticsFigure.ts";
import { isSettled } from "./ticketLife.ts";
import { siteDay } from "./time.ts";

/** What came of the calls: tickets, their closing, filed consultations. */
export function caseFigures(settled: SettledFacts, answered: Figure, range: CountedRange) {
  const tickets = settled.tickets.filter((each) => isWithin(Date.parse(each.submittedAt), range));
  const filed = settled.consultations.filter((each) => isWithin(Date.parse(each.filedAt), range));
  const takers = new Map(settled.calls.map((call) => [call.callId, call.agentId]));
  const filedCalls = new Set(
    settled.consultations.filter((each) => isByTaker(each, takers)).map((each) => each.callId),
  );
  const answeredAndFiled = answered.rows.filter((row) => filedCalls.has(row.id));
  const dueFates = tickets.map((ticket) => ({ ticket, fate: dueFate(ticket, range.now) }));
  const decided = dueFates.filter(({ fate }) => fate === "on-time" || fate === "late");
  return {
    tickets: countOf(tickets.map(rowOfTicket)),
    ticketsPer100Calls: quotientOf({
      numerator: tickets.length,
      denominator: answered.numerator,
      rows: () => [...tickets.map(rowOfTicket), ...answered.rows],
      scale: 100,
    }),
    onTimeClosure: quotientOf({
      numerator: decided.filter(({ fate }) => fate === "on-time").length,
      denominator: decided.length,
      rows: () => decided.map(({ ticket }) => rowOfTicket(ticket)),
    }),
    consultations: countOf(filed.map((each) => ({ kind: "consultation", id: each.recordId }))),
    filedShare: quotientOf({
      numerator: answeredAndFiled.length,
      denominator: answered.numerator,
      rows: () => answered.rows,
    }),
  };
}

/** What somebody else filed for the call is not this agent's diligence. */
function isByTaker({ callId, agentId }: CountedConsultation, takers: ReadonlyMap<string, string>): boolean {
  return callId !== null && takers.get(callId) === agentId;
}

/**
 * How a ticket stands to its due day. `open`: not due yet, or without a due day; `unknown`: said to be settled, but
 * the step that settled it has not come in yet.
 */
function dueFate(ticket: CountedTicket, now: number): "on-time" | "late" | "open" | "unknown" {
  if (ticket.dueOn === null) return "open";
  const settledAt = momentSettled(ticket);
  if (settledAt !== null) return siteDay(Date.parse(settledAt)) <= ticket.dueOn ? "on-time" : "late";
  if (isSettled(ticket.status)) return "unknown";
  return siteDay(now) > ticket.dueOn ? "late" : "open";
}

/** When the ticket was settled for good: a reopening starts it again. Steps are in order. */
function momentSettled({ steps }: CountedTicket): string | null {
  const lastOpen = steps.findLastIndex((step) => !isSettled(step.to));
  return steps[lastOpen + 1]?.at ?? null;
}

function rowOfTicket(ticket: CountedTicket): FactReference {
  return { kind: "ticket", id: ticket.ticketId };
}
