import { createStore } from "zustand/vanilla";
import { type AgentInput, signedOut, step as stepAgent } from "../../../shared/call/agentState.ts";
import {
  type CallEffect,
  type CallFacts,
  type CallInput,
  type EndedCall,
  idle,
  step as stepCall,
  toCallLeg,
} from "../../../shared/call/machine.ts";
import type { PhoneEvent } from "../../../shared/call/phone.ts";
import type { StateInterval } from "../../../shared/domain/call.ts";
import { createAcdReporter } from "./acdReporter.ts";
import { createFactRecorder } from "./factRecorder.ts";
import { runOnPhone } from "./runOnPhone.ts";
import { createSleepWatch } from "./sleepWatch.ts";
import type { SoftphoneActions, SoftphoneOptions, SoftphoneState, SoftphoneStore } from "./softphoneState.ts";

/**
 * The telephone of the desk: feeds what the agent and the telephone say into the two machines of shared/call/, runs
 * their effects on the Phone and Acd ports and hands every fact to `recordCall` and `recordIntervals`, which must
 * resolve only when it is stored; until then it is kept and tried again.
 */
export function createSoftphoneStore(options: SoftphoneOptions): SoftphoneStore {
  const { phone, clock, newId } = options;
  const store = createStore<SoftphoneState>(() => ({
    line: phone.line,
    transport: "off",
    registration: { state: "off", lastRegisteredAt: null },
    call: idle,
    lastCall: null,
    agent: signedOut,
    today: options.todaySoFar ?? { answered: 0, talkedMs: 0, wrapUps: 0, wrapUpMs: 0 },
    problem: null,
    microphone: null,
    unsavedFacts: 0,
  }));
  const facts = createFactRecorder({
    ...options,
    onPending: (unsavedFacts) => store.setState({ unsavedFacts }),
  });
  const sleep = createSleepWatch({ clock, onWake });
  const acd = createAcdReporter({ acd: options.acd, clock });
  let cancelRingTimer = () => {};
  let latest = 0;
  /** The last moment before a sleep during which a call was up: it may have ended there. */
  let callUpUntil: { callId: string; at: number; checkedBy: number } | null = null;

  /** A clock set back while we work must not make an interval end before it began. */
  function now(): number {
    latest = Math.max(latest, clock.now());
    return latest;
  }

  function onCallInput(input: UntimedCallInput) {
    sleep.look();
    const { state, effects } = stepCall(store.getState().call, {
      ...input,
      at: momentOf(input),
    } as CallInput);
    store.setState({ call: state });
    for (const effect of effects) runCallEffect(effect);
  }

  /** A call that is gone after a sleep was cut off by it, not by waking. */
  function momentOf(input: UntimedCallInput): number {
    if (input.type === "answered" || input.type === "resumed" || input.type === "mediaBack")
      callUpUntil = null;
    const at = now();
    if (input.type !== "ended" || input.cause !== "lost" || callUpUntil?.callId !== input.callId) return at;
    return at <= callUpUntil.checkedBy ? callUpUntil.at : at;
  }

  function onWake({ from, slept }: { from: number; slept: boolean }) {
    const { call } = store.getState();
    if (slept) {
      const checkedBy = clock.now() + wakingMs;
      if (call.name !== "idle") callUpUntil = { callId: call.facts.callId, at: from, checkedBy };
      onAgentInput({ type: "slept", from, lostId: newId() });
    }
    // Not within whatever event woke us: that one still belongs to the old connection.
    clock.after(0, () => phone.reconnect());
  }

  function onAgentInput(input: UntimedAgentInput, at?: number) {
    sleep.look();
    const timed = { ...input, at: at ?? now(), spareId: newId() } as AgentInput;
    const { state, effects } = stepAgent(store.getState().agent, timed);
    store.setState({ agent: state });
    const intervals = effects.flatMap((effect) => (effect.type === "interval" ? [effect.interval] : []));
    for (const each of intervals) if (each.state === "wrap-up" && each.endedAt !== null) countWrapUp(each);
    facts.putIntervals(intervals);
    for (const effect of effects) if (effect.type === "acd") acd.report(effect.state);
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
    store.setState({
      microphone: null,
      lastCall: call,
      today: { ...today, answered, talkedMs: today.talkedMs + talkedMs },
    });
    const leftToRing = call.endReason === "no-answer" && call.direction === "inbound";
    const outcome = call.answeredAt !== null ? "over" : leftToRing ? "unanswered" : "untaken";
    onAgentInput({ type: "callOver", callId: call.callId, outcome });
  }

  function record(call: CallFacts | EndedCall) {
    facts.putCall(toCallLeg(call));
  }

  function countWrapUp(interval: StateInterval) {
    const { today } = store.getState();
    const wrapUpMs = Date.parse(interval.endedAt!) - Date.parse(interval.startedAt);
    store.setState({ today: { ...today, wrapUps: today.wrapUps + 1, wrapUpMs: today.wrapUpMs + wrapUpMs } });
  }

  function onPhoneEvent(event: PhoneEvent) {
    sleep.look();
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
      case "microphone":
        return store.setState({ microphone: { label: event.label } });
      case "incoming":
        return onCallInput({ ...event, line: phone.line });
      default:
        return onCallInput(event);
    }
  }

  const stopListening = phone.onEvent(onPhoneEvent);

  function isInCall(): boolean {
    const { name } = store.getState().call;
    return name !== "idle" && name !== "ringing";
  }

  async function isAllStored(): Promise<boolean> {
    facts.retryNow();
    const isStored = await facts.emptied(signOutPatienceMs);
    if (!isStored) store.setState({ problem: "phone.factsUnsaved" });
    return isStored;
  }

  const actions: SoftphoneActions = {
    signIn(account, since) {
      sleep.start();
      const lineUp = store.getState().registration.state === "registered";
      // Not a moment later than what is on record about this agent ends.
      latest = Math.max(latest, since ?? 0);
      onAgentInput({ type: "signIn", lineUp }, since);
      phone.start(account);
    },
    async signOut() {
      // Looked at before anything is undone: whoever cannot go yet goes on working.
      if (isInCall() || !(await isAllStored()) || isInCall()) return false;
      onCallInput({ type: "reject" });
      onAgentInput({ type: "signOut" });
      await acd.stop();
      phone.stop();
      sleep.stop();
      return isAllStored();
    },
    stillHere: () => sleep.look(),
    woke: () => sleep.toldAwake(),
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
    transfer(number) {
      const { call } = store.getState();
      const target = number.replace(/[^0-9+*#]/g, "");
      if (call.name === "talking" && target !== "") phone.transfer(call.facts.callId, target);
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
      sleep.stop();
      phone.stop();
      stopListening();
      // The telephone tells the end of a call in a moment; there may be none left.
      const { call } = store.getState();
      if (call.name !== "idle") onCallInput({ type: "ended", callId: call.facts.callId, cause: "near" });
      onAgentInput({ type: "signOut" });
      facts.flush();
    },
  };
  return { ...store, actions };
}

export type {
  SoftphoneActions,
  SoftphoneOptions,
  SoftphoneState,
  SoftphoneStore,
  Today,
} from "./softphoneState.ts";

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
/** So long after a sleep it may turn out that a call did not outlive it. */
const wakingMs = 60_000;
