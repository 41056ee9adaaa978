import type { AgentStateName, StateInterval } from "../domain/call.ts";
import { toInstant } from "../domain/time.ts";
import type { AcdState } from "./phone.ts";

/**
 * What the agent does, from sign-in to sign-out, as a chain of intervals without gap or overlap.
 *
 *                 ring            answered           call over
 *     ready ───────────▶ ringing ──────────▶ talking ──────────▶ wrap-up ──┐
 *      ▲  ▲                │ not taken: back to where it was               │ done
 *      │  └────────────────┤                                               │
 *      │                   └─ left to ring: busy("no-answer")              │
 *      ├───────────────────────────────────────────────────────────────────┘
 *      │ choose            (or to what was chosen meanwhile: the last choice counts)
 *      └──▶ busy(reason) · break(reason)
 *
 * Whoever is ready but has no line is `lost` until it is back; the other states keep their name without a line. A call that is not
 * handed out by the queue (an internal one, one dialled) rings and is talked in any state, and leaves to wrap-up.
 * While the machine sleeps nobody is served: that time is `lost` whatever the state, which goes on after it.
 */
export function step(state: AgentState, event: AgentInput): AgentStep {
  if (event.type === "signIn") return signIn(state, event);
  if (state.name === "signed-out") return stay(state);
  if (event.type === "slept") return onSlept(state, event);
  if (event.type === "lineUp" || event.type === "lineDown") return onLine(state, event);
  if (event.type === "signOut") return state.name === "talking" ? stay(state) : signOut(state, event);
  if (event.type === "choose") return onChoice(state, event);
  return onCall(state, event);
}

/** Where an agent is when no call is up; what they can choose. */
export type Choice = { state: "ready" } | { state: "busy" | "break"; reason: string };

export type AgentState =
  | { name: "signed-out" }
  | {
      name: Exclude<AgentStateName, "signed-out">;
      reason: string | null;
      callId: string | null;
      /** Start of the running interval, epoch ms. */
      since: number;
      intervalId: string;
      lineUp: boolean;
      /** Where a call that is not taken leads back to. */
      home: Choice | { state: "wrap-up"; callId: string };
      /** Chosen during a call, taken after wrap-up. */
      next: Choice | null;
    };

/**
 * `at`: epoch ms; a clock that goes back is read as standing still. `spareId`: the id of the interval that begins
 * here, if one does.
 */
export type AgentInput = { at: number; spareId: string } & (
  | { type: "signIn"; lineUp: boolean }
  | { type: "signOut" }
  | { type: "choose"; choice: Choice }
  | { type: "wrapUpDone" }
  | { type: "ringing"; callId: string }
  | { type: "talking"; callId: string }
  /** `untaken` never stood; `unanswered` was left to ring; `over` was talked. */
  | { type: "callOver"; callId: string; outcome: "untaken" | "unanswered" | "over" }
  | { type: "lineUp" }
  | { type: "lineDown" }
  /** The machine stood still from `from` to `at`; `lostId`: the id of the interval that says so. */
  | { type: "slept"; from: number; lostId: string }
);

/** `interval`: record it, again when it closes (`endedAt` set). `acd`: tell the exchange. */
export type AgentEffect = { type: "interval"; interval: StateInterval } | { type: "acd"; state: AcdState };

export type AgentStep = { state: AgentState; effects: AgentEffect[] };

export const signedOut: AgentState = { name: "signed-out" };

type Present = Exclude<AgentState, { name: "signed-out" }>;
type Stretch = Pick<Present, "name" | "reason" | "callId">;
type Moment = { at: number; spareId: string };
type CallTurn = Extract<AgentInput, { type: "wrapUpDone" | "ringing" | "talking" | "callOver" }>;

/** Signing in does not give calls yet: the agent says ready. */
function signIn(state: AgentState, event: Extract<AgentInput, { type: "signIn" }>): AgentStep {
  if (state.name !== "signed-out") return stay(state);
  const next: Present = {
    name: "busy",
    reason: "preparing",
    callId: null,
    since: event.at,
    intervalId: event.spareId,
    lineUp: event.lineUp,
    home: { state: "busy", reason: "preparing" },
    next: null,
  };
  return { state: next, effects: [{ type: "interval", interval: toInterval(next, null) }, ...tellAcd(next)] };
}

function signOut(state: Present, event: Moment): AgentStep {
  const at = Math.max(event.at, state.since);
  const effects: AgentEffect[] = [{ type: "interval", interval: toInterval(state, at) }];
  if (state.lineUp) effects.push({ type: "acd", state: "notready" });
  return { state: signedOut, effects };
}

function onLine(state: Present, event: Extract<AgentInput, { type: "lineUp" | "lineDown" }>): AgentStep {
  const lineUp = event.type === "lineUp";
  if (state.lineUp === lineUp) return stay(state);
  const known = { ...state, lineUp };
  if (state.name === "ready" || state.name === "lost") return goHome(known, { state: "ready" }, event);
  // The exchange may have been restarted and forgotten what we said.
  return { state: known, effects: tellAcd(known) };
}

/** Nobody knows yet whether the line outlived the sleep: `lineUp` tells. */
function onSlept(state: Present, event: Extract<AgentInput, { type: "slept" }>): AgentStep {
  const { name, reason, callId } = state;
  const cut = { ...state, lineUp: false };
  if (name === "lost") return { state: cut, effects: [] };
  const from = Math.min(event.from, event.at);
  const gap = enter(cut, { name: "lost", reason: null, callId: null }, { at: from, spareId: event.lostId });
  if (name === "ready" || gap.state.name === "signed-out") return gap;
  const after = enter(gap.state, { name, reason, callId }, event);
  return { state: after.state, effects: [...gap.effects, ...after.effects] };
}

function onChoice(state: Present, event: Extract<AgentInput, { type: "choose" }>): AgentStep {
  if (state.name === "ringing" || state.name === "talking") {
    return { state: { ...state, next: event.choice }, effects: [] };
  }
  return goHome({ ...state, next: null }, event.choice, event);
}

function onCall(state: Present, event: CallTurn): AgentStep {
  switch (event.type) {
    case "wrapUpDone":
      if (state.name !== "wrap-up") return stay(state);
      return goHome({ ...state, next: null }, state.next ?? { state: "ready" }, event);
    case "ringing":
      if (state.name === "ringing" || state.name === "talking") return stay(state);
      return enter(state, { name: "ringing", reason: null, callId: event.callId }, event);
    case "talking":
      if (state.name !== "ringing" || state.callId !== event.callId) return stay(state);
      return enter(state, { name: "talking", reason: null, callId: event.callId }, event);
    case "callOver":
      return state.callId === event.callId ? onCallOver(state, event) : stay(state);
  }
}

function onCallOver(state: Present, event: Extract<AgentInput, { type: "callOver" }>): AgentStep {
  if (state.name === "ringing") return ringOver(state, event.outcome, event);
  if (state.name !== "talking") return stay(state);
  const { callId } = event;
  const wrappingUp = { ...state, home: { state: "wrap-up", callId } as const };
  return enter(wrappingUp, { name: "wrap-up", reason: null, callId }, event);
}

function ringOver(state: Present, outcome: "untaken" | "unanswered" | "over", moment: Moment): AgentStep {
  const { home, next } = state;
  if (home.state === "wrap-up") {
    return enter(state, { name: "wrap-up", reason: null, callId: home.callId }, moment);
  }
  const settled = { ...state, next: null };
  if (next !== null) return goHome(settled, next, moment);
  // Redirect on no answer: nobody seems to sit here, so no more calls until somebody says ready.
  if (outcome === "unanswered" && home.state === "ready") {
    return goHome(settled, { state: "busy", reason: "no-answer" }, moment);
  }
  return goHome(settled, home, moment);
}

function goHome(state: Present, home: Choice, moment: Moment): AgentStep {
  const reason = home.state === "ready" ? null : home.reason;
  const name = home.state === "ready" && !state.lineUp ? "lost" : home.state;
  return enter({ ...state, home }, { name, reason, callId: null }, moment);
}

/** Closes the running interval and opens the next one at the same moment. */
function enter(state: Present, stretch: Stretch, moment: Moment): AgentStep {
  if (state.name === stretch.name && state.reason === stretch.reason && state.callId === stretch.callId) {
    return { state, effects: tellAcd(state) };
  }
  const at = Math.max(moment.at, state.since);
  const next: Present = { ...state, ...stretch, since: at, intervalId: moment.spareId };
  return {
    state: next,
    effects: [
      { type: "interval", interval: toInterval(state, at) },
      { type: "interval", interval: toInterval(next, null) },
      ...tellAcd(next),
    ],
  };
}

/** While it rings and during the call the exchange knows by itself; without a line nobody can be told. */
function tellAcd(state: Present): AgentEffect[] {
  if (!state.lineUp || state.name === "ringing" || state.name === "talking" || state.name === "lost")
    return [];
  const told: AcdState = state.name === "ready" ? "ready" : state.name === "wrap-up" ? "acw" : "notready";
  return [{ type: "acd", state: told }];
}

function toInterval(state: Present, endedAt: number | null): StateInterval {
  return {
    intervalId: state.intervalId,
    state: state.name,
    reason: state.reason,
    callId: state.callId,
    startedAt: toInstant(state.since),
    endedAt: endedAt === null ? null : toInstant(endedAt),
  };
}

function stay(state: AgentState): AgentStep {
  return { state, effects: [] };
}
