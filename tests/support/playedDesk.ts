import {
  type AgentEffect,
  type AgentInput,
  type AgentState,
  signedOut,
  step as stepAgent,
} from "../../shared/call/agentState.ts";
import {
  type CallEffect,
  type CallFacts,
  type CallInput,
  type CallState,
  type EndedCall,
  idle,
  step as stepCall,
  toCallLeg,
} from "../../shared/call/machine.ts";
import type { CountedConsultation, CountedTicket } from "../../shared/domain/statisticsFacts.ts";
import type { CallFact, IntervalFact } from "../../shared/sync/mutation.ts";

/** A desk without a screen: the product's two machines wired like the softphone, and all it puts on record. */
export function openDesk(agentId: string, at: number, newId: () => string): PlayedDesk {
  return {
    agentId,
    newId,
    at,
    line: "exchange",
    call: idle,
    agent: signedOut,
    calls: [],
    intervals: [],
    tickets: [],
    consultations: [],
    presentSince: null,
    isBroken: false,
    practiceIds: new Set(),
    truth: { signedInMs: 0, rung: 0, answered: 0, ringingNow: 0, practiceCalls: 0, tickets: 0 },
  };
}

export type PlayedDesk = {
  agentId: string;
  newId: () => string;
  at: number;
  line: "exchange" | "practice";
  call: CallState;
  agent: AgentState;
  calls: CallFact[];
  intervals: IntervalFact[];
  tickets: CountedTicket[];
  consultations: CountedConsultation[];
  /** Since when the agent counts as signed in; a breakdown does not sign them out. */
  presentSince: number | null;
  isBroken: boolean;
  practiceIds: Set<string>;
  truth: Truth;
};

/** Counted from the acts themselves, not from the facts. */
export type Truth = {
  signedInMs: number;
  rung: number;
  answered: number;
  ringingNow: number;
  practiceCalls: number;
  tickets: number;
};

type Untimed<Input, Known extends string> = Input extends unknown ? Omit<Input, Known> : never;

/** Tells the call machine and does what it asks for. */
export function tellCall(desk: PlayedDesk, input: Untimed<CallInput, "at">) {
  const { state, effects } = stepCall(desk.call, { ...input, at: desk.at } as CallInput);
  desk.call = state;
  for (const effect of effects) onCallEffect(desk, effect);
}

function onCallEffect(desk: PlayedDesk, effect: CallEffect) {
  switch (effect.type) {
    case "opened":
      record(desk, effect.facts);
      countRing(desk, effect.facts);
      return tellAgent(desk, { type: "ringing", callId: effect.facts.callId });
    case "talking":
      record(desk, effect.facts);
      if (effect.facts.direction === "inbound" && desk.line === "exchange") desk.truth.answered += 1;
      return tellAgent(desk, { type: "talking", callId: effect.facts.callId });
    case "missed":
      record(desk, effect.call);
      return countRing(desk, effect.call);
    case "closed":
      return onClosed(desk, effect.call);
  }
}

function onClosed(desk: PlayedDesk, call: EndedCall) {
  record(desk, call);
  const leftToRing = call.endReason === "no-answer" && call.direction === "inbound";
  const outcome = call.answeredAt !== null ? "over" : leftToRing ? "unanswered" : "untaken";
  tellAgent(desk, { type: "callOver", callId: call.callId, outcome });
}

function record(desk: PlayedDesk, call: CallFacts | EndedCall) {
  desk.calls.push({ ...toCallLeg(call), ...ownedBy(desk) });
}

function countRing(desk: PlayedDesk, { callId, direction }: CallFacts) {
  if (desk.line === "practice") {
    desk.practiceIds.add(callId);
    desk.truth.practiceCalls += 1;
  } else if (direction === "inbound") desk.truth.rung += 1;
}

/** Tells the agent machine and records what it says. */
export function tellAgent(desk: PlayedDesk, input: Untimed<AgentInput, "at" | "spareId">) {
  const timed = { ...input, at: desk.at, spareId: desk.newId() } as AgentInput;
  const { state, effects } = stepAgent(desk.agent, timed);
  desk.agent = state;
  for (const effect of effects) recordInterval(desk, effect);
}

function recordInterval(desk: PlayedDesk, effect: AgentEffect) {
  if (effect.type === "interval") desk.intervals.push({ ...effect.interval, ...ownedBy(desk) });
}

function ownedBy(desk: PlayedDesk) {
  return { agentId: desk.agentId, site: "330100", audience: "site" as const, sealed: false };
}
