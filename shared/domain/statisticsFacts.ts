import type { AgentStateName, CallLeg, StateInterval } from "./call.ts";
import type { TicketFields, TicketStep } from "./ticket.ts";
import type { Instant } from "./time.ts";

/**
 * Makes facts countable, whatever order they came in and however often: each fact once in its fullest form, open ones
 * ended, every agent in one state at a time.
 *
 * An open stretch or call that is the agent's last one runs until `now`. One that something later of the same agent
 * follows was cut off by a breakdown: nobody knows what happened in it, so it is lost time until the agent was back.
 * Beyond `longestStretchMs` they were not coming back (or nobody signs in any more), and it ends with the last thing
 * known of the agent.
 * @param now epoch ms
 */
export function settleFacts(facts: StatisticsFacts, now: number): SettledFacts {
  const calls = newest(facts.calls, (call) => call.callId, callFullness);
  const intervals = newest(facts.intervals, (interval) => interval.intervalId, intervalFullness);
  const tickets = newestTickets(facts.tickets);
  const consultations = newest(facts.consultations, (filed) => filed.recordId, always);
  const practiceIds = new Set(calls.filter(isPractice).map((call) => call.callId));
  const signs = signsOfLife(calls, tickets, consultations);
  const stretches: Stretch[] = [];
  const settled: SettledCall[] = [];
  const byAgent = Map.groupBy(intervals, (interval) => interval.agentId);
  for (const [agentId, own] of byAgent) {
    const ended = own.toSorted(byStart).map(
      (interval, index, all): Stretch =>
        endStretch(interval, all[index + 1], {
          now,
          signs: signs.get(agentId) ?? [],
          isPractice: interval.callId !== null && practiceIds.has(interval.callId),
        }),
    );
    stretches.push(...oneAtATime(ended));
  }
  for (const call of calls) settled.push(settleCall(call, byAgent.get(call.agentId) ?? [], now));
  return {
    calls: settled.sort((a, b) => a.ringingAt - b.ringingAt || order(a.callId, b.callId)),
    stretches,
    tickets: tickets.filter((ticket) => ticket.callId === null || !practiceIds.has(ticket.callId)),
    consultations: consultations.filter((filed) => filed.callId === null || !practiceIds.has(filed.callId)),
  };
}

/** A call leg and whose it is; nothing of the caller is needed. */
export type CountedCall = Omit<CallLeg, "number" | "queue" | "menu"> & { agentId: string };
export type CountedInterval = StateInterval & { agentId: string };
/** `version` as synced: of several copies the highest counts, with the steps of all. */
export type CountedTicket = Pick<TicketFields, "takenBy" | "submittedAt" | "dueOn" | "status" | "callId"> & {
  ticketId: string;
  version: number;
  steps: readonly Pick<TicketStep, "stepId" | "to" | "at">[];
};
export type CountedConsultation = {
  recordId: string;
  agentId: string;
  filedAt: Instant;
  callId: string | null;
};

/**
 * Give whatever touches the days that are counted, and what the same agents did up to twelve hours before and after:
 * it tells which open facts are over and which wrap-up belongs to a practice call.
 */
export type StatisticsFacts = {
  calls: readonly CountedCall[];
  intervals: readonly CountedInterval[];
  tickets: readonly CountedTicket[];
  consultations: readonly CountedConsultation[];
};

export type CallFate = "answered" | "pending" | "abandoned" | "no-answer" | "rejected" | "lost" | "failed";

/** Times in epoch ms. `isUnclosed`: cut off by a breakdown, its length is not known. */
export type SettledCall = {
  callId: string;
  agentId: string;
  isPractice: boolean;
  isInbound: boolean;
  ringingAt: number;
  answeredAt: number | null;
  endedAt: number;
  heldMs: number;
  fate: CallFate;
  isDropped: boolean;
  isUnclosed: boolean;
};

/** A piece of an agent's day in one state, from `from` up to `to` (epoch ms); an interval may leave several pieces. */
export type Stretch = {
  intervalId: string;
  agentId: string;
  state: AgentStateName | "practice";
  reason: string | null;
  /** Start of the whole interval. */
  beganAt: number;
  from: number;
  to: number;
  isUnclosed: boolean;
};

export type SettledFacts = {
  calls: SettledCall[];
  stretches: Stretch[];
  tickets: CountedTicket[];
  consultations: CountedConsultation[];
};

/** Longer than anybody stays in one state in a shift, shorter than the night between two shifts. */
export const longestStretchMs = 10 * 3_600_000;

/** Of several copies of a fact the one that says most, so that neither order nor repetition matters. */
function newest<Fact>(
  facts: readonly Fact[],
  idOf: (fact: Fact) => string,
  fullness: (fact: Fact) => string,
): Fact[] {
  const byId = new Map<string, Fact>();
  for (const fact of facts) {
    const known = byId.get(idOf(fact));
    if (known === undefined || fullness(fact) > fullness(known)) byId.set(idOf(fact), fact);
  }
  return [...byId.values()].sort((a, b) => order(idOf(a), idOf(b)));
}

function callFullness(call: CountedCall): string {
  const held = String(call.heldMs).padStart(12, "0");
  return `${call.endedAt ?? "-"} ${call.answeredAt ?? "-"} ${held} ${call.endReason ?? ""}`;
}

function intervalFullness(interval: CountedInterval): string {
  return `${interval.endedAt ?? "-"} ${interval.state} ${interval.reason ?? ""}`;
}

function always(): string {
  return "";
}

function newestTickets(tickets: readonly CountedTicket[]): CountedTicket[] {
  const steps = Map.groupBy(
    tickets.flatMap((ticket) => ticket.steps.map((step) => ({ ticketId: ticket.ticketId, step }))),
    ({ ticketId }) => ticketId,
  );
  const latest = newest(
    tickets,
    (ticket) => ticket.ticketId,
    (ticket) => `${String(ticket.version).padStart(12, "0")} ${ticket.status} ${ticket.dueOn ?? ""}`,
  );
  return latest.map((ticket) => {
    const known = new Map((steps.get(ticket.ticketId) ?? []).map(({ step }) => [step.stepId, step]));
    const inOrder = [...known.values()].sort((a, b) => order(a.at, b.at) || order(a.stepId, b.stepId));
    return { ...ticket, steps: inOrder };
  });
}

/** Moments at which an agent is known to have worked, besides the intervals themselves. */
function signsOfLife(
  calls: readonly CountedCall[],
  tickets: readonly CountedTicket[],
  consultations: readonly CountedConsultation[],
): Map<string, number[]> {
  const signs = new Map<string, number[]>();
  const add = (agentId: string, at: Instant | null) => {
    if (at === null) return;
    const own = signs.get(agentId);
    if (own) own.push(Date.parse(at));
    else signs.set(agentId, [Date.parse(at)]);
  };
  for (const call of calls) {
    add(call.agentId, call.ringingAt);
    add(call.agentId, call.answeredAt);
    add(call.agentId, call.endedAt);
  }
  for (const ticket of tickets) add(ticket.takenBy, ticket.submittedAt);
  for (const filed of consultations) add(filed.agentId, filed.filedAt);
  return signs;
}

function endStretch(
  interval: CountedInterval,
  next: CountedInterval | undefined,
  known: { now: number; signs: readonly number[]; isPractice: boolean },
): Stretch {
  const from = Date.parse(interval.startedAt);
  const { intervalId, agentId, reason } = interval;
  const state: Stretch["state"] = known.isPractice ? "practice" : interval.state;
  const stretch = { intervalId, agentId, state, reason, beganAt: from, from, isUnclosed: false };
  if (interval.endedAt !== null) return { ...stretch, to: Math.max(from, Date.parse(interval.endedAt)) };
  const limit = next === undefined ? Math.max(from, known.now) : Date.parse(next.startedAt);
  const isTooLong = limit - from > longestStretchMs;
  const mayStillRun = next === undefined && !isTooLong;
  if (mayStillRun || state === "signed-out") return { ...stretch, to: limit };
  const lastSign = Math.max(from, ...known.signs.filter((at) => at < limit));
  const to = isTooLong ? lastSign : limit;
  return { ...stretch, state: "lost", reason: null, to, isUnclosed: true };
}

/**
 * Two desks, or a clock that was set back, can leave an agent in two states at once; then the state that began last
 * counts, and the earlier one again when that is over.
 * @param stretches of one agent, by start
 */
function oneAtATime(stretches: readonly Stretch[]): Stretch[] {
  const pieces: Stretch[] = [];
  const open: Stretch[] = [];
  let cursor = Number.NEGATIVE_INFINITY;
  const advanceTo = (limit: number) => {
    while (open.length > 0 && cursor < limit) {
      const top = open.at(-1)!;
      const to = Math.min(top.to, limit);
      if (to > cursor) {
        pieces.push({ ...top, from: cursor, to });
        cursor = to;
      }
      if (top.to <= cursor) open.pop();
    }
  };
  for (const stretch of stretches) {
    advanceTo(stretch.from);
    cursor = stretch.from;
    open.push(stretch);
    // Kept although it took no time: it is one of the records nobody closed.
    if (stretch.isUnclosed && stretch.to === stretch.from) pieces.push(stretch);
  }
  advanceTo(Number.POSITIVE_INFINITY);
  return pieces;
}

function settleCall(call: CountedCall, intervals: readonly CountedInterval[], now: number): SettledCall {
  const ringingAt = Date.parse(call.ringingAt);
  const answeredAt = call.answeredAt === null ? null : Date.parse(call.answeredAt);
  const runsUntil = Math.max(now, answeredAt ?? ringingAt);
  const isUnclosed =
    call.endedAt === null &&
    (runsUntil - ringingAt > longestStretchMs || intervals.some((interval) => isAfterCall(interval, call)));
  const endedAt = call.endedAt === null ? runsUntil : Date.parse(call.endedAt);
  const isLost = isUnclosed || call.endReason === "lost";
  return {
    callId: call.callId,
    agentId: call.agentId,
    isPractice: isPractice(call),
    isInbound: call.direction === "inbound",
    ringingAt,
    answeredAt,
    endedAt: isUnclosed ? (answeredAt ?? ringingAt) : endedAt,
    heldMs: call.heldMs,
    fate: answeredAt === null ? fateOf(call, isUnclosed) : "answered",
    isDropped: answeredAt !== null && isLost,
    isUnclosed,
  };
}

/** The agent has done something else since, so the call cannot be up any more. */
function isAfterCall(interval: CountedInterval, call: CountedCall): boolean {
  if (interval.startedAt <= call.ringingAt) return false;
  return interval.callId !== call.callId || interval.state === "wrap-up";
}

function fateOf(call: CountedCall, isUnclosed: boolean): CallFate {
  if (isUnclosed) return "lost";
  if (call.endedAt === null) return "pending";
  switch (call.endReason) {
    case "abandoned":
    case "no-answer":
    case "rejected":
    case "lost":
      return call.endReason;
    default:
      return "failed";
  }
}

function isPractice(call: CountedCall): boolean {
  return call.line === "practice";
}

/** Of those that begin together the one that ends first comes first; an open one is last. */
function byStart(a: CountedInterval, b: CountedInterval): number {
  return (
    order(a.startedAt, b.startedAt) ||
    order(a.endedAt ?? "~", b.endedAt ?? "~") ||
    order(a.intervalId, b.intervalId)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
