import type { CallLeg } from "../domain/call.ts";
import { toInstant } from "../domain/time.ts";
import { type EndReason, endReasonOf } from "./endReason.ts";
import type { CallLine, EndCause, MediaLeg, Quality, RejectReason } from "./phone.ts";

/**
 * The one call of a desk.
 *
 *            incoming            answer              answered
 *     idle ───────────▶ ringing ─────────▶ answering ────────▶ talking ─┐ hold: no → holding → held
 *      │ dial                                                   ▲       │          ▲            │
 *      └──────────────▶ dialling ───────────────────────────────┘       │          └─ resuming ◀┘
 *                                    answered                           │ resume
 *     idle ◀──────────────────────── ended ◀────────────────────────────┘
 *
 * Any state but idle falls back to idle on `ended`. A second incoming call is turned away as busy. The machine is
 * total: an event that means nothing in a state (SIP delivers late and twice) leaves the state alone. It holds no
 * clock: every event brings its own moment in epoch ms.
 */
export function step(state: CallState, event: CallInput): CallStep {
  if (event.type === "incoming") return onIncoming(state, event);
  if (event.type === "dial") return onDial(state, event);
  if (state.name === "idle") return stay(state);
  if ("callId" in event && event.callId !== state.facts.callId) return stay(state);
  if (event.type === "ended") return onEnded(state, event.cause, event.at);
  if (event.type === "answered") return onAnswered(state, event.at);
  if (state.name === "talking") return inCall(state, event);
  return beforeCall(state, event);
}

/** What is known for sure about a call; times in epoch ms. */
export type CallFacts = {
  callId: string;
  line: CallLine;
  direction: "inbound" | "outbound";
  number: string;
  queue: string | null;
  menu: string | null;
  ringingAt: number;
  answeredAt: number | null;
  /** Of all finished holds. */
  heldMs: number;
};

export type EndedCall = CallFacts & { endedAt: number; endReason: EndReason };

/** `holding` and `resuming` wait for the far end. */
export type HoldState = "no" | "holding" | "held" | "resuming";

export type CallState =
  | { name: "idle" }
  | { name: "ringing"; facts: CallFacts; rejectedFor: RejectReason | null }
  | { name: "answering"; facts: CallFacts; hangingUp: boolean }
  | { name: "dialling"; facts: CallFacts; farRings: boolean; hangingUp: boolean }
  | TalkingState;

export type TalkingState = {
  name: "talking";
  facts: CallFacts;
  hold: HoldState;
  /** When the running hold was accepted, epoch ms; null while not held. */
  heldSince: number | null;
  muted: boolean;
  /** The leg on which no sound has come through for five seconds. */
  silentLeg: MediaLeg | null;
  quality: Quality | null;
  hangingUp: boolean;
};

/** What the agent wants, or what the telephone reports. `at`: epoch ms. */
export type CallInput = { at: number } & (
  | {
      type: "incoming";
      callId: string;
      line: CallLine;
      number: string;
      queue: string | null;
      menu: string | null;
    }
  | { type: "dial"; callId: string; line: CallLine; number: string }
  | { type: "answer" }
  | { type: "answerFailed"; callId: string }
  | { type: "reject" }
  | { type: "ringTimedOut"; callId: string }
  | { type: "hangUp" }
  | { type: "hold" }
  | { type: "resume" }
  | { type: "mute" }
  | { type: "unmute" }
  | { type: "digits"; digits: string }
  | { type: "progress"; callId: string }
  | { type: "answered"; callId: string }
  | { type: "held"; callId: string }
  | { type: "resumed"; callId: string }
  | { type: "rejectedReinvite"; callId: string }
  | { type: "mediaSilent"; callId: string; leg: MediaLeg }
  | { type: "mediaBack"; callId: string; leg: MediaLeg }
  | { type: "quality"; callId: string; quality: Quality }
  | { type: "ended"; callId: string; cause: EndCause }
);

/** Orders to the telephone, and the turning points others act on. */
export type CallEffect =
  | { type: "phone.answer"; callId: string }
  | { type: "phone.reject"; callId: string; reason: RejectReason }
  | { type: "phone.hangUp"; callId: string }
  | { type: "phone.hold"; callId: string }
  | { type: "phone.resume"; callId: string }
  | { type: "phone.mute"; callId: string }
  | { type: "phone.unmute"; callId: string }
  | { type: "phone.digits"; callId: string; digits: string }
  | { type: "phone.dial"; callId: string; number: string }
  | { type: "opened"; facts: CallFacts }
  | { type: "talking"; facts: CallFacts }
  | { type: "closed"; call: EndedCall }
  /** A call turned away while another one was up: a fact, but no turn in the agent's day. */
  | { type: "missed"; call: EndedCall };

export type CallStep = { state: CallState; effects: CallEffect[] };

export const idle: CallState = { name: "idle" };

/** The fact to record for a call that rings, stands or is over. */
export function toCallLeg(call: CallFacts | EndedCall): CallLeg {
  const { ringingAt, answeredAt, ...same } = call;
  return {
    ...same,
    ringingAt: toInstant(ringingAt),
    answeredAt: answeredAt === null ? null : toInstant(answeredAt),
    endedAt: "endedAt" in call ? toInstant(call.endedAt) : null,
    endReason: "endReason" in call ? call.endReason : null,
  };
}

type Incoming = Extract<CallInput, { type: "incoming" }>;
type Dial = Extract<CallInput, { type: "dial" }>;
type Waiting = Extract<CallState, { name: "ringing" | "answering" | "dialling" }>;

function onIncoming(state: CallState, event: Incoming): CallStep {
  const { type: _, at, ...caller } = event;
  const facts: CallFacts = { ...caller, direction: "inbound", ringingAt: at, answeredAt: null, heldMs: 0 };
  if (state.name === "idle") {
    return { state: { name: "ringing", facts, rejectedFor: null }, effects: [{ type: "opened", facts }] };
  }
  if (event.callId === state.facts.callId) return stay(state);
  const effects: CallEffect[] = [
    { type: "phone.reject", callId: event.callId, reason: "busy" },
    { type: "missed", call: { ...facts, endedAt: at, endReason: "rejected" } },
  ];
  return { state, effects };
}

function onDial(state: CallState, event: Dial): CallStep {
  if (state.name !== "idle") return stay(state);
  const { type: _, at, ...callee } = event;
  const facts: CallFacts = {
    ...callee,
    direction: "outbound",
    queue: null,
    menu: null,
    ringingAt: at,
    answeredAt: null,
    heldMs: 0,
  };
  return {
    state: { name: "dialling", facts, farRings: false, hangingUp: false },
    effects: [
      { type: "phone.dial", callId: event.callId, number: event.number },
      { type: "opened", facts },
    ],
  };
}

/** Up to the moment the call stands. */
function beforeCall(state: Waiting, event: CallInput): CallStep {
  const { callId } = state.facts;
  if (event.type === "hangUp" || event.type === "reject") return giveUp(state);
  if (state.name === "dialling") {
    return event.type === "progress" ? { state: { ...state, farRings: true }, effects: [] } : stay(state);
  }
  if (state.name === "answering") {
    if (event.type !== "answerFailed" || state.hangingUp) return stay(state);
    return { state: { name: "ringing", facts: state.facts, rejectedFor: null }, effects: [] };
  }
  if (state.rejectedFor !== null) return stay(state);
  if (event.type === "answer") {
    const answering: CallState = { name: "answering", facts: state.facts, hangingUp: false };
    return { state: answering, effects: [{ type: "phone.answer", callId }] };
  }
  return event.type === "ringTimedOut" ? turnAway(state, "noAnswer") : stay(state);
}

function giveUp(state: Waiting): CallStep {
  if (state.name === "ringing") return state.rejectedFor === null ? turnAway(state, "busy") : stay(state);
  if (state.hangingUp) return stay(state);
  return {
    state: { ...state, hangingUp: true },
    effects: [{ type: "phone.hangUp", callId: state.facts.callId }],
  };
}

function turnAway(state: Extract<CallState, { name: "ringing" }>, reason: RejectReason): CallStep {
  const { callId } = state.facts;
  return { state: { ...state, rejectedFor: reason }, effects: [{ type: "phone.reject", callId, reason }] };
}

function onAnswered(state: Exclude<CallState, { name: "idle" }>, at: number): CallStep {
  if (state.name === "talking") return stay(state);
  const facts = { ...state.facts, answeredAt: Math.max(at, state.facts.ringingAt) };
  const hangingUp = state.name === "ringing" ? state.rejectedFor !== null : state.hangingUp;
  const talking: TalkingState = {
    name: "talking",
    facts,
    hold: "no",
    heldSince: null,
    muted: false,
    silentLeg: null,
    quality: null,
    hangingUp,
  };
  const effects: CallEffect[] = [{ type: "talking", facts }];
  // The far end answered in the same moment as we gave up: say so again, now that there is a call to end.
  if (hangingUp) effects.push({ type: "phone.hangUp", callId: facts.callId });
  return { state: talking, effects };
}

function inCall(state: TalkingState, event: CallInput): CallStep {
  const { callId } = state.facts;
  switch (event.type) {
    case "hangUp":
      if (state.hangingUp) return stay(state);
      return { state: { ...state, hangingUp: true }, effects: [{ type: "phone.hangUp", callId }] };
    case "mute":
      if (state.muted) return stay(state);
      return { state: { ...state, muted: true }, effects: [{ type: "phone.mute", callId }] };
    case "unmute":
      if (!state.muted) return stay(state);
      return { state: { ...state, muted: false }, effects: [{ type: "phone.unmute", callId }] };
    case "digits":
      return { state, effects: [{ type: "phone.digits", callId, digits: event.digits }] };
    case "mediaSilent":
      return { state: { ...state, silentLeg: event.leg }, effects: [] };
    case "mediaBack":
      return state.silentLeg === event.leg
        ? { state: { ...state, silentLeg: null }, effects: [] }
        : stay(state);
    case "quality":
      return { state: { ...state, quality: event.quality }, effects: [] };
    default:
      return holding(state, event);
  }
}

function holding(state: TalkingState, event: CallInput): CallStep {
  const { callId } = state.facts;
  switch (event.type) {
    case "hold":
      if (state.hold !== "no") return stay(state);
      return { state: { ...state, hold: "holding" }, effects: [{ type: "phone.hold", callId }] };
    case "resume":
      if (state.hold !== "held") return stay(state);
      return { state: { ...state, hold: "resuming" }, effects: [{ type: "phone.resume", callId }] };
    case "held":
      if (state.hold !== "holding") return stay(state);
      return { state: { ...state, hold: "held", heldSince: event.at }, effects: [] };
    case "resumed":
      if (state.hold !== "resuming") return stay(state);
      return {
        state: { ...state, facts: closeHold(state, event.at), hold: "no", heldSince: null },
        effects: [],
      };
    case "rejectedReinvite":
      if (state.hold !== "holding" && state.hold !== "resuming") return stay(state);
      return { state: { ...state, hold: state.heldSince === null ? "no" : "held" }, effects: [] };
    default:
      return stay(state);
  }
}

function onEnded(state: Exclude<CallState, { name: "idle" }>, cause: EndCause, at: number): CallStep {
  const facts = state.name === "talking" ? closeHold(state, at) : state.facts;
  const endedAt = Math.max(at, facts.answeredAt ?? facts.ringingAt);
  return {
    state: idle,
    effects: [{ type: "closed", call: { ...facts, endedAt, endReason: endReasonOf(state, cause) } }],
  };
}

function closeHold(state: TalkingState, at: number): CallFacts {
  if (state.heldSince === null) return state.facts;
  return { ...state.facts, heldMs: state.facts.heldMs + Math.max(0, at - state.heldSince) };
}

function stay(state: CallState): CallStep {
  return { state, effects: [] };
}
