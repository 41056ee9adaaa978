import fc from "fast-check";
import { type Choice, signedOut } from "../../shared/call/agentState.ts";
import { type CallState, idle } from "../../shared/call/machine.ts";
import type { EndCause } from "../../shared/call/phone.ts";
import type { CountedConsultation, CountedTicket } from "../../shared/domain/statisticsFacts.ts";
import { siteDay, siteDayStart, toInstant } from "../../shared/domain/time.ts";
import type { CallFact, IntervalFact } from "../../shared/sync/mutation.ts";
import { type PlayedDesk as Desk, openDesk, type Truth, tellAgent, tellCall } from "./playedDesk.ts";

/** What an agent and their callers do: a seed for each choice among what makes sense then, and the time before it. */
export type ShiftPlan = {
  agentId: string;
  startAt: number;
  acts: readonly { choice: number; waitMs: number }[];
};

/** Everything the desks of a shift put on record, in order and with every repetition, and what really happened. */
export type PlayedShifts = {
  calls: CallFact[];
  intervals: IntervalFact[];
  tickets: CountedTicket[];
  consultations: CountedConsultation[];
  now: number;
  truth: Map<string, Truth>;
};

/** Shifts of a few agents that begin late one evening, so that many run past midnight; none lasts ten hours. */
export function shiftPlans(agentIds: readonly string[]): fc.Arbitrary<ShiftPlan[]> {
  const evening = siteDayStart("2026-11-23") + 22.5 * 3_600_000;
  const act = fc.record({
    choice: fc.nat({ max: 9999 }),
    waitMs: fc.oneof(fc.constant(0), fc.nat({ max: 40_000 }), fc.nat({ max: 500_000 })),
  });
  const plan = (agentId: string) =>
    fc.record({
      agentId: fc.constant(agentId),
      startAt: fc.nat({ max: 1.5 * 3_600_000 }).map((ms) => evening + ms),
      acts: fc.array(act, { minLength: 1, maxLength: 60, size: "max" }),
    });
  return fc.tuple(...agentIds.map(plan));
}

/** Plays them on the product's own two machines, wired like the softphone, each desk with its own breakdowns. */
export function playShifts(plans: readonly ShiftPlan[]): PlayedShifts {
  const ids = idCounter();
  const desks = plans.map((plan) => playShift(plan, ids));
  const now = Math.max(...desks.map((desk) => desk.at)) + 1000;
  return {
    calls: desks.flatMap((desk) => desk.calls),
    intervals: desks.flatMap((desk) => desk.intervals),
    tickets: desks.flatMap((desk) => desk.tickets),
    consultations: desks.flatMap((desk) => desk.consultations),
    now,
    truth: new Map(desks.map((desk) => [desk.agentId, truthOf(desk, now)])),
  };
}

type Act = (desk: Desk) => void;

function playShift(plan: ShiftPlan, newId: () => string): Desk {
  const desk = openDesk(plan.agentId, plan.startAt, newId);
  signIn(desk);
  for (const { choice, waitMs } of plan.acts) {
    desk.at += waitMs;
    const acts = actsNow(desk);
    acts[choice % acts.length]!(desk);
  }
  return desk;
}

function truthOf(desk: Desk, now: number): Truth {
  const { truth, call } = desk;
  const unfinished = desk.presentSince === null ? 0 : now - desk.presentSince;
  return {
    ...truth,
    signedInMs: truth.signedInMs + unfinished,
    ringingNow: isRinging(call) && desk.line === "exchange" ? 1 : 0,
  };
}

function isRinging(call: CallState): boolean {
  return call.name === "ringing" || call.name === "answering";
}

/** What can happen next; what happens more often stands there more often. */
function actsNow(desk: Desk): Act[] {
  if (desk.isBroken || desk.agent.name === "signed-out") return [signIn];
  switch (desk.call.name) {
    case "idle":
      return idleActs;
    case "ringing":
    case "answering":
      return ringingActs;
    case "dialling":
      return diallingActs;
    case "talking":
      return talkingActs;
  }
}

const choose =
  (choice: Choice): Act =>
  (desk) =>
    tellAgent(desk, { type: "choose", choice });
const ended =
  (cause: EndCause): Act =>
  (desk) =>
    tellCall(desk, { type: "ended", callId: callIdOf(desk), cause });
const toReady = choose({ state: "ready" });
const wrapUpDone: Act = (desk) => tellAgent(desk, { type: "wrapUpDone" });
const answer: Act = (desk) => {
  tellCall(desk, { type: "answer" });
  tellCall(desk, { type: "answered", callId: callIdOf(desk) });
};

const idleActs: Act[] = [
  ...[ring, ring, ring, ring, ring, ring, toReady, toReady, wrapUpDone, wrapUpDone, dial, fileConsultation],
  choose({ state: "busy", reason: "training" }),
  choose({ state: "busy", reason: "meeting" }),
  choose({ state: "break", reason: "rest" }),
  (desk) => tellAgent(desk, { type: "lineDown" }),
  (desk) => tellAgent(desk, { type: "lineUp" }),
  takeTicket,
  signOut,
  breakDown,
];

const ringingActs: Act[] = [
  ...[answer, answer, answer, answer, answer, answer, ended("cancelled"), ended("failed"), ended("lost")],
  (desk) => tellCall(desk, { type: "answer" }),
  (desk) => {
    tellCall(desk, { type: "reject" });
    ended("near")(desk);
  },
  (desk) => {
    tellCall(desk, { type: "ringTimedOut", callId: callIdOf(desk) });
    ended("near")(desk);
  },
  choose({ state: "break", reason: "meal" }),
  ring,
  breakDown,
];

const diallingActs: Act[] = [
  ...[answer, answer, answer, ended("rejected"), ended("noAnswer"), breakDown],
  (desk) => tellCall(desk, { type: "progress", callId: callIdOf(desk) }),
];

const talkingActs: Act[] = [
  ...[ended("far"), ended("near"), ended("far"), ended("lost"), takeTicket, ring, breakDown],
  ...[startHold, startHold, stopHold, stopHold, toReady],
];

function signIn(desk: Desk) {
  if (desk.isBroken) {
    desk.at += 1;
    desk.isBroken = false;
    desk.agent = signedOut;
    desk.call = idle;
  }
  // Training is a shift of its own: the line never changes while somebody is signed in.
  desk.line = desk.at % 5 === 0 ? "practice" : "exchange";
  desk.presentSince ??= desk.at;
  tellAgent(desk, { type: "signIn", lineUp: true });
}

function signOut(desk: Desk) {
  desk.at += 1;
  tellAgent(desk, { type: "signOut" });
  desk.truth.signedInMs += desk.at - (desk.presentSince ?? desk.at);
  desk.presentSince = null;
}

/** Power cut: nothing is closed, and the next start knows nothing of what was up. */
function breakDown(desk: Desk) {
  desk.isBroken = true;
}

function ring(desk: Desk) {
  const callId = desk.newId();
  tellCall(desk, {
    type: "incoming",
    callId,
    line: desk.line,
    number: "13800138000",
    queue: "12333",
    menu: null,
  });
}

function dial(desk: Desk) {
  tellCall(desk, { type: "dial", callId: desk.newId(), line: desk.line, number: "057112345" });
}

function startHold(desk: Desk) {
  tellCall(desk, { type: "hold" });
  tellCall(desk, { type: "held", callId: callIdOf(desk) });
}

function stopHold(desk: Desk) {
  tellCall(desk, { type: "resume" });
  tellCall(desk, { type: "resumed", callId: callIdOf(desk) });
}

function takeTicket(desk: Desk) {
  const callId = desk.call.name === "idle" ? null : desk.call.facts.callId;
  if (callId === null || !desk.practiceIds.has(callId)) desk.truth.tickets += 1;
  desk.tickets.push({
    ticketId: desk.newId(),
    version: 1,
    takenBy: desk.agentId,
    submittedAt: toInstant(desk.at),
    dueOn: siteDay(desk.at),
    status: "submitted",
    callId,
    steps: [{ stepId: desk.newId(), to: "submitted", at: toInstant(desk.at) }],
  });
}

function fileConsultation(desk: Desk) {
  const callId = desk.agent.name === "wrap-up" ? desk.agent.callId : null;
  desk.consultations.push({
    recordId: desk.newId(),
    agentId: desk.agentId,
    filedAt: toInstant(desk.at),
    callId,
  });
}

function callIdOf(desk: Desk): string {
  return desk.call.name === "idle" ? "" : desk.call.facts.callId;
}

function idCounter(): () => string {
  let count = 0;
  return () => {
    count += 1;
    // In no order, as random ids are.
    const scrambled = Math.imul(count, 0x9e37_79b1) >>> 0;
    return `018f7c00-0000-7000-8000-${scrambled.toString(16).padStart(12, "0")}`;
  };
}
