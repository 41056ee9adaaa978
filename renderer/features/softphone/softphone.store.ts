import { createStore, type StoreApi } from "zustand/vanilla";
import {
  type AgentEffect,
  type AgentInput,
  type AgentState,
  type Choice,
  signedOut,
  step as stepAgent,
} from "../../../shared/call/agentState.ts";
import {
  type CallEffect,
  type CallFacts,
  type CallInput,
  type CallState,
  type EndedCall,
  idle,
  step as stepCall,
  toCallLeg,
} from "../../../shared/call/machine.ts";
import type {
  Acd,
  CallLine,
  Phone,
  PhoneAccount,
  PhoneEvent,
  PhoneRule,
  RegistrationState,
  TransportState,
} from "../../../shared/call/phone.ts";
import type { CallLeg, StateInterval } from "../../../shared/domain/call.ts";
import { createAcdReporter } from "./acdReporter.ts";
import type { Clock } from "./clock.ts";
import { createFactQueue } from "./factQueue.ts";
import { runOnPhone } from "./runOnPhone.ts";

/**
 * The telephone of the desk: feeds what the agent and the telephone say into the two machines of shared/call/, runs
 * their effects on the Phone and Acd ports and hands every fact to `recordCall` and `recordInterval`, which must
 * resolve only when it is stored; until then it is kept and tried again.
 */
export function createSoftphoneStore(options: SoftphoneOptions): SoftphoneStore {
  const { phone, clock, newId, recordCall, recordInterval } = options;
  const store = createStore<SoftphoneState>(() => ({
    line: phone.line,
    transport: "off",
    registration: { state: "off", lastRegisteredAt: null },
    call: idle,
    lastCall: null,
    agent: signedOut,
    today: options.todaySoFar ?? { answered: 0, talkedMs: 0, wrapUps: 0, wrapUpMs: 0 },
    problem: null,
    unsavedFacts: 0,
  }));
  const facts = createFactQueue({ clock, onPending: (unsavedFacts) => store.setState({ unsavedFacts }) });
  const acd = createAcdReporter({ acd: options.acd, clock });
  let cancelRingTimer = () => {};
  let latest = 0;

  /** A clock set back while we work must not make an interval end before it began. */
  function now(): number {
    latest = Math.max(latest, clock.now());
    return latest;
  }

  function onCallInput(input: UntimedCallInput) {
    const { state, effects } = stepCall(store.getState().call, { ...input, at: now() } as CallInput);
    store.setState({ call: state });
    for (const effect of effects) runCallEffect(effect);
  }

  function onAgentInput(input: UntimedAgentInput) {
    const before = store.getState().agent;
    const timed = { ...input, at: now(), spareId: newId() } as AgentInput;
    const { state, effects } = stepAgent(before, timed);
    store.setState({ agent: state });
    for (const effect of effects) runAgentEffect(effect);
  }

  function runAgentEffect(effect: AgentEffect) {
    if (effect.type === "acd") return acd.report(effect.state);
    const { interval } = effect;
    if (interval.state === "wrap-up" && interval.endedAt !== null) countWrapUp(interval);
    facts.put(`interval ${interval.intervalId}`, () => recordInterval(interval));
  }

  function runCallEffect(effect: CallEffect) {
    switch (effect.type) {
      case "opened":
        return onOpened(effect.facts);
      case "talking":
        cancelRingTimer();
        record(effect.facts);
        store.setState({ problem: null });
        return onAgentInput({ type: "talking", callId: effect.facts.callId });
      case "missed":
        return record(effect.call);
      case "closed":
        return onClosed(effect.call);
      default:
        return runOnPhone(phone, effect);
    }
  }

  function onOpened(call: CallFacts) {
    record(call);
    onAgentInput({ type: "ringing", callId: call.callId });
    // The exchange does not know about calls that its queue did not hand out.
    if (call.queue === null) acd.report("notready");
    if (call.direction === "outbound") return;
    const { callId } = call;
    cancelRingTimer = clock.after(options.ringTimeoutMs ?? defaultRingTimeoutMs, () =>
      onCallInput({ type: "ringTimedOut", callId }),
    );
  }

  function onClosed(call: EndedCall) {
    cancelRingTimer();
    record(call);
    const { today } = store.getState();
    const talkedMs = call.answeredAt === null ? 0 : call.endedAt - call.answeredAt;
    const answered = today.answered + (call.answeredAt === null ? 0 : 1);
    store.setState({ lastCall: call, today: { ...today, answered, talkedMs: today.talkedMs + talkedMs } });
    const leftToRing = call.endReason === "no-answer" && call.direction === "inbound";
    const outcome = call.answeredAt !== null ? "over" : leftToRing ? "unanswered" : "untaken";
    onAgentInput({ type: "callOver", callId: call.callId, outcome });
  }

  function record(call: CallFacts | EndedCall) {
    const leg = toCallLeg(call);
    facts.put(`call ${leg.callId}`, () => recordCall(leg));
  }

  function countWrapUp(interval: StateInterval) {
    const { today } = store.getState();
    const wrapUpMs = Date.parse(interval.endedAt!) - Date.parse(interval.startedAt);
    store.setState({ today: { ...today, wrapUps: today.wrapUps + 1, wrapUpMs: today.wrapUpMs + wrapUpMs } });
  }

  function onPhoneEvent(event: PhoneEvent) {
    switch (event.type) {
      case "transport":
        return store.setState({ transport: event.state });
      case "registration": {
        const { state, lastRegisteredAt } = event;
        store.setState({ registration: { state, lastRegisteredAt } });
        if (state === "registered") store.setState({ problem: null });
        return onAgentInput({ type: state === "registered" ? "lineUp" : "lineDown" });
      }
      case "error":
        store.setState({ problem: event.rule });
        if (event.callId !== undefined) onCallInput({ type: "answerFailed", callId: event.callId });
        return;
      case "incoming":
        return onCallInput({ ...event, line: phone.line });
      default:
        return onCallInput(event);
    }
  }

  const stopListening = phone.onEvent(onPhoneEvent);

  const actions: SoftphoneActions = {
    signIn(account) {
      onAgentInput({ type: "signIn", lineUp: store.getState().registration.state === "registered" });
      phone.start(account);
    },
    async signOut() {
      const { call } = store.getState();
      if (call.name !== "idle" && call.name !== "ringing") return false;
      onCallInput({ type: "reject" });
      onAgentInput({ type: "signOut" });
      await acd.stop();
      phone.stop();
      await Promise.race([
        facts.emptied(),
        new Promise<void>((late) => clock.after(signOutPatienceMs, late)),
      ]);
      return true;
    },
    answer: () => onCallInput({ type: "answer" }),
    hangUp: () => onCallInput({ type: "hangUp" }),
    holdOrResume() {
      const { call } = store.getState();
      if (call.name === "talking") onCallInput({ type: call.hold === "no" ? "hold" : "resume" });
    },
    muteOrUnmute() {
      const { call } = store.getState();
      if (call.name === "talking") onCallInput({ type: call.muted ? "unmute" : "mute" });
    },
    sendDigits: (digits) => onCallInput({ type: "digits", digits }),
    dial(number) {
      const dialled = number.replace(/[^0-9+*#]/g, "");
      const { registration, agent } = store.getState();
      if (agent.name === "signed-out") return;
      if (dialled === "" || registration.state !== "registered") {
        return store.setState({ problem: "phone.dialFailed" });
      }
      onCallInput({ type: "dial", callId: newId(), line: phone.line, number: dialled });
    },
    wrapUpDone() {
      const { agent } = store.getState();
      if (agent.name === "wrap-up") return onAgentInput({ type: "wrapUpDone" });
      if (agent.name === "busy" || agent.name === "break") {
        onAgentInput({ type: "choose", choice: { state: "ready" } });
      }
    },
    choose: (choice) => onAgentInput({ type: "choose", choice }),
    dismissProblem: () => store.setState({ problem: null }),
    retryFacts: () => facts.retryNow(),
    close() {
      cancelRingTimer();
      phone.stop();
      // The end of a call that was up is told in a moment; the day's last interval ends after it.
      queueMicrotask(() => {
        onAgentInput({ type: "signOut" });
        stopListening();
      });
    },
  };
  return { ...store, actions };
}

export type SoftphoneOptions = {
  phone: Phone;
  acd: Acd;
  clock: Clock;
  /** A new UUID. */
  newId: () => string;
  recordCall: (leg: CallLeg) => Promise<void>;
  recordInterval: (interval: StateInterval) => Promise<void>;
  todaySoFar?: Today;
  /** After so long a ringing call goes back to the queue and the agent becomes busy (无应答). */
  ringTimeoutMs?: number;
};

export type SoftphoneState = {
  line: CallLine;
  transport: TransportState;
  /** `lastRegisteredAt`: epoch ms of the last accepted REGISTER; show its age, not a word. */
  registration: { state: RegistrationState; lastRegisteredAt: number | null };
  call: CallState;
  /** The call the running wrap-up belongs to; kept until the next one ends. */
  lastCall: EndedCall | null;
  agent: AgentState;
  today: Today;
  /** `errors.<rule>` of the string catalogue. */
  problem: PhoneRule | null;
  /** Call and interval facts not yet on disk. */
  unsavedFacts: number;
};

/** Sums since the day began; means are `talkedMs / answered` and `wrapUpMs / wrapUps`. */
export type Today = { answered: number; talkedMs: number; wrapUps: number; wrapUpMs: number };

/** What a person can do. An action that means nothing now does nothing. */
export type SoftphoneActions = {
  /** Starts the telephone; the agent is busy("preparing") until they choose ready. */
  signIn(account: PhoneAccount | null): void;
  /** False, and nothing done, while a call is up. Resolves when the last facts are stored, or after three seconds. */
  signOut(): Promise<boolean>;
  /** F2. */
  answer(): void;
  /** F3: ends the call, gives up dialling, turns away a ringing call. */
  hangUp(): void;
  /** F4. */
  holdOrResume(): void;
  /** F6. */
  muteOrUnmute(): void;
  sendDigits(digits: string): void;
  dial(number: string): void;
  /** F10: ends the wrap-up; from busy or break: ready. */
  wrapUpDone(): void;
  /** During a call it is taken after the wrap-up, and the last choice counts. */
  choose(choice: Choice): void;
  dismissProblem(): void;
  /** Offers waiting facts again, e.g. when the channel to the backend is back. */
  retryFacts(): void;
  /** Takes the desk down, call or no call, and writes down how everything ended. */
  close(): void;
};

export type SoftphoneStore = StoreApi<SoftphoneState> & { actions: SoftphoneActions };

type UntimedCallInput = CallInput extends infer Each
  ? Each extends CallInput
    ? Omit<Each, "at">
    : never
  : never;
type UntimedAgentInput = AgentInput extends infer Each
  ? Each extends AgentInput
    ? Omit<Each, "at" | "spareId">
    : never
  : never;

/** GB/T 33358 asks for an answer within 15 s. */
const defaultRingTimeoutMs = 15_000;
const signOutPatienceMs = 3000;
