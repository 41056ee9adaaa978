import { z } from "zod";
import { agentStateName, callDirection, callLeg, callLine } from "./call.ts";
import { maskPhone } from "./masking.ts";
import { countStatistics, type FactReference, type StatisticsOptions } from "./statistics.ts";
import type { FigureName } from "./statisticsDefinitions.ts";
import type { CountedConsultation, CountedInterval, CountedTicket } from "./statisticsFacts.ts";
import { ticketStatus } from "./ticket.ts";
import { instant, localDate, siteDayStart, toInstant } from "./time.ts";
import { addDays } from "./workingDays.ts";

/** Rows one answer holds at most. */
export const mostRows = 1_000;

const of = { id: z.string(), agentId: z.string(), at: instant };

/** A fact behind a figure: enough to find it again, numbers masked, nothing anybody typed. */
export const factRow = z.discriminatedUnion("kind", [
  z.object({
    ...of,
    kind: z.literal("call"),
    line: callLine,
    direction: callDirection,
    maskedNumber: z.string(),
    answeredAt: instant.nullable(),
    endedAt: instant.nullable(),
    heldMs: z.int(),
    endReason: callLeg.shape.endReason,
  }),
  z.object({
    ...of,
    kind: z.literal("interval"),
    state: agentStateName,
    reason: z.string().nullable(),
    endedAt: instant.nullable(),
  }),
  z.object({
    ...of,
    kind: z.literal("ticket"),
    number: z.string(),
    status: ticketStatus,
    dueOn: localDate.nullable(),
  }),
  z.object({ ...of, kind: z.literal("consultation"), topic: z.string().nullable() }),
]);
export type FactRow = z.infer<typeof factRow>;

/** `total` counts all facts; `hidden` of them are sealed and not shown; the others are cut at `mostRows`. */
export const factRows = z.object({ rows: z.array(factRow), total: z.int(), hidden: z.int() });
export type FactRows = z.infer<typeof factRows>;

/** Facts with what their rows show. `isHidden`: the asker may count the ticket and not see it. */
export type RecordedCall = z.infer<typeof recordedCall>;
export const recordedCall = callLeg.extend({ agentId: z.string() });
export type RecordedTicket = CountedTicket & { number: string; isHidden: boolean };
export type RecordedConsultation = CountedConsultation & { topic: string | null };
export type RecordedFacts = {
  calls: readonly RecordedCall[];
  intervals: readonly CountedInterval[];
  tickets: readonly RecordedTicket[];
  consultations: readonly RecordedConsultation[];
};

/** Which number somebody asks about. `agentId` null for the team; `reason` narrows `busy` and `break`. */
export type FigureQuestion = {
  figure: FigureName;
  agentId: string | null;
  reason?: string | null | undefined;
};

/** The facts behind one figure, by time. */
export function rowsBehind(
  records: RecordedFacts,
  options: StatisticsOptions,
  question: FigureQuestion,
): FactRows {
  const references = referencesOf(records, options, question);
  const known = rowsById(records);
  const shown = references
    .flatMap(({ id }) => known.get(id) ?? [])
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  return {
    rows: shown.slice(0, mostRows),
    total: references.length,
    hidden: references.length - shown.length,
  };
}

/**
 * How far around the days facts must be read, [from, to): a state may have begun the shift before, and what an agent
 * did up to twelve hours later tells which open facts are over (see `StatisticsFacts`).
 */
export function factWindow({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const hour = 3_600_000;
  return {
    from: toInstant(siteDayStart(from) - 12 * hour),
    to: toInstant(siteDayStart(addDays(to, 1)) + 12 * hour),
  };
}

function referencesOf(
  records: RecordedFacts,
  options: StatisticsOptions,
  { figure, agentId, reason }: FigureQuestion,
): FactReference[] {
  const { agents, team } = countStatistics(records, options);
  const counted = agentId === null ? team : agents.find((each) => each.agentId === agentId);
  if (!counted) return [];
  if (reason === undefined || (figure !== "busy" && figure !== "break")) return counted.figures[figure].rows;
  const parts = figure === "busy" ? counted.busyByReason : counted.breakByReason;
  return parts.find((part) => part.reason === reason)?.figure.rows ?? [];
}

function rowsById({ calls, intervals, tickets, consultations }: RecordedFacts): Map<string, FactRow> {
  const rows: FactRow[] = [
    ...calls.map(callRow),
    ...intervals.map(intervalRow),
    ...tickets.filter((ticket) => !ticket.isHidden).map(ticketRow),
    ...consultations.map(consultationRow),
  ];
  return new Map(rows.map((row) => [row.id, row]));
}

function callRow(call: RecordedCall): FactRow {
  const {
    callId: id,
    agentId,
    ringingAt: at,
    line,
    direction,
    answeredAt,
    endedAt,
    heldMs,
    endReason,
  } = call;
  const maskedNumber = maskPhone(call.number);
  return {
    kind: "call",
    id,
    agentId,
    at,
    line,
    direction,
    maskedNumber,
    answeredAt,
    endedAt,
    heldMs,
    endReason,
  };
}

function intervalRow({ intervalId, agentId, startedAt, state, reason, endedAt }: CountedInterval): FactRow {
  return { kind: "interval", id: intervalId, agentId, at: startedAt, state, reason, endedAt };
}

function ticketRow({ ticketId, takenBy, submittedAt, number, status, dueOn }: RecordedTicket): FactRow {
  return { kind: "ticket", id: ticketId, agentId: takenBy, at: submittedAt, number, status, dueOn };
}

function consultationRow({ recordId, agentId, filedAt, topic }: RecordedConsultation): FactRow {
  return { kind: "consultation", id: recordId, agentId, at: filedAt, topic };
}
