import { callLeg, stateInterval } from "../../shared/domain/call.ts";
import type {
  CountedCall,
  CountedConsultation,
  CountedInterval,
  CountedTicket,
  StatisticsFacts,
} from "../../shared/domain/statisticsFacts.ts";
import { toInstant } from "../../shared/domain/time.ts";

/** Site time `2026-11-23 09:00:00` (the day may be left out) to epoch ms. */
export function at(time: string): number {
  const [day, clock] = time.includes(" ") ? time.split(" ") : ["2026-11-23", time];
  return Date.parse(`${day}T${clock}+08:00`);
}

export function id(number: number): string {
  return `018f7c00-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

/** An inbound call of agent 061 that was answered and ended by the caller, unless said otherwise. */
export function call(
  number: number,
  [ringing, answered, ended]: [string, string | null, string | null],
  more: Partial<CountedCall> = {},
): CountedCall {
  const leg = callLeg.omit({ number: true, queue: true, menu: true }).parse({
    callId: id(number),
    line: "exchange",
    direction: "inbound",
    ringingAt: toInstant(at(ringing)),
    answeredAt: answered === null ? null : toInstant(at(answered)),
    endedAt: ended === null ? null : toInstant(at(ended)),
    heldMs: 0,
    endReason: ended === null ? null : "caller",
  });
  return { agentId: "061", ...leg, ...more };
}

/** A stretch of agent 061; the end null for one that is open. */
export function interval(
  number: number,
  state: CountedInterval["state"],
  [started, ended]: [string, string | null],
  more: Partial<CountedInterval> = {},
): CountedInterval {
  const stretch = stateInterval.parse({
    intervalId: id(number),
    state,
    reason: null,
    callId: null,
    startedAt: toInstant(at(started)),
    endedAt: ended === null ? null : toInstant(at(ended)),
  });
  return { agentId: "061", ...stretch, ...more };
}

export function ticket(number: number, submitted: string, more: Partial<CountedTicket> = {}): CountedTicket {
  return {
    ticketId: id(number),
    version: 1,
    takenBy: "061",
    submittedAt: toInstant(at(submitted)),
    dueOn: "2026-12-14",
    status: "submitted",
    callId: null,
    steps: [],
    ...more,
  };
}

export function filed(number: number, when: string, callId: string | null): CountedConsultation {
  return { recordId: id(number), agentId: "061", filedAt: toInstant(at(when)), callId };
}

export function facts(some: Partial<StatisticsFacts>): StatisticsFacts {
  return { calls: [], intervals: [], tickets: [], consultations: [], ...some };
}
