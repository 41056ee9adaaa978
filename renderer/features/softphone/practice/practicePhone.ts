import { createStore, type StoreApi } from "zustand/vanilla";
import type { Acd, AcdState, EndCause, Phone, PhoneEvent } from "../../../../shared/call/phone.ts";
import type { Clock } from "../clock.ts";
import { createScriptedCaller, type PracticeState, type PracticeStory, quiet } from "./scriptedCaller.ts";
import type { SpeechPlayer } from "./speechPlayer.ts";

/**
 * The practice line (练习): a telephone with no exchange behind it. When the agent is ready a scripted caller rings,
 * and speaks once answered, line after line. It keeps every promise of the Phone port, so that the rest of the desk
 * cannot tell it from a real line except by `line: "practice"`.
 */
export function createPracticePhone(options: PracticeOptions): PracticeLine {
  const { stories, clock, newId, player } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const callers = stories.filter((story) => !story.answersOnly);
  const listeners = new Set<(event: PhoneEvent) => void>();
  const store = createStore<PracticeState>(() => quiet);
  let started = false;
  let turn = 0;
  let agent: AcdState = "notready";
  let call: Call | null = null;
  let cancelTimer = () => {};

  function tell(event: PhoneEvent) {
    for (const listener of [...listeners]) listener(event);
  }

  /** One thing at a time is under way on this line: the next ring, a dialled number ringing, a caller speaking. */
  function later(ms: number, run: () => void) {
    cancelTimer();
    cancelTimer = clock.after(ms, run);
  }

  function ring(story: PracticeStory) {
    call = { callId: newId(), story, caller: null };
    const { number } = story;
    tell({
      type: "incoming",
      callId: call.callId,
      number,
      queue: story.queue ?? null,
      menu: story.menu ?? null,
    });
  }

  function ringWhenReady() {
    if (!started || call !== null || agent !== "ready" || callers.length === 0) return;
    later(timing.ringAfterMs, () => {
      if (call === null) ring(nextStory());
    });
  }

  function nextStory(): PracticeStory {
    const story = callers[turn % callers.length]!;
    turn += 1;
    return story;
  }

  function stand(standing: Call) {
    cancelTimer();
    standing.caller = createScriptedCaller({
      story: standing.story,
      clock,
      player,
      timing,
      store,
      onHangUp: () => end(standing.callId, "far"),
    });
    tell({ type: "answered", callId: standing.callId });
    standing.caller.begin();
  }

  function end(callId: string, cause: EndCause) {
    if (call?.callId !== callId) return;
    cancelTimer();
    call.caller?.stop();
    call = null;
    tell({ type: "ended", callId, cause });
    ringWhenReady();
  }

  function spokenWith(callId: string): Call | null {
    return call?.callId === callId && call.caller !== null ? call : null;
  }

  const phone: Phone = {
    line: "practice",
    start() {
      if (started) return;
      started = true;
      tell({ type: "transport", state: "connected" });
      tell({ type: "registration", state: "registered", lastRegisteredAt: clock.now() });
    },
    stop() {
      if (!started) return;
      started = false;
      agent = "notready";
      if (call !== null) end(call.callId, "near");
      cancelTimer();
      tell({ type: "registration", state: "off", lastRegisteredAt: null });
      tell({ type: "transport", state: "off" });
    },
    reconnect() {
      if (started) tell({ type: "registration", state: "registered", lastRegisteredAt: clock.now() });
    },
    answer(callId) {
      if (call?.callId === callId && call.caller === null) stand(call);
    },
    reject: (callId) => end(callId, "rejected"),
    hangUp: (callId) => end(callId, "near"),
    // The practice line has nobody to hand a caller to: the caller is taken over and the exercise ends.
    transfer: (callId) => end(callId, "near"),
    hold(callId) {
      const held = spokenWith(callId);
      if (held === null) return;
      held.caller?.pause();
      tell({ type: "held", callId });
    },
    resume(callId) {
      const held = spokenWith(callId);
      if (held === null) return;
      held.caller?.resume();
      tell({ type: "resumed", callId });
    },
    // Nobody listens at the far end of a practice call.
    mute() {},
    unmute() {},
    sendDtmf() {},
    dial(callId, number) {
      if (!started || call !== null || callers.length === 0)
        return tell({ type: "ended", callId, cause: "failed" });
      const story = stories.find((each) => each.number === number) ?? nextStory();
      const dialled: Call = { callId, story, caller: null };
      call = dialled;
      tell({ type: "progress", callId });
      later(timing.answerAfterMs, () => stand(dialled));
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    phone,
    acd: {
      async setAgentState(state) {
        agent = state;
        if (state === "ready") ringWhenReady();
        else if (call === null) cancelTimer();
      },
    },
    practice: {
      store,
      ringNow(storyId) {
        if (!started || call !== null) return;
        const story = stories.find((each) => each.id === storyId) ?? callers[turn % callers.length];
        if (story === undefined) return;
        turn += 1;
        cancelTimer();
        ring(story);
      },
      nextLine: () => call?.caller?.nextLine(),
    },
  };
}

export type { PracticeState, PracticeStory } from "./scriptedCaller.ts";

export type PracticeOptions = {
  stories: readonly PracticeStory[];
  clock: Clock;
  newId: () => string;
  player: SpeechPlayer;
  timing?: Partial<PracticeTiming>;
};

/** A line to practise on: the two ports, and what the practice panel shows and steers. */
export type PracticeLine = { phone: Phone; acd: Acd; practice: PracticeControl };

export type PracticeControl = {
  store: StoreApi<PracticeState>;
  /** Rings at once, whatever the agent's state, if no call is up. Without an id: the next story in turn. */
  ringNow(storyId?: string): void;
  /** The caller goes on speaking now. */
  nextLine(): void;
};

export type PracticeTiming = {
  /** From ready to the next ring. */
  ringAfterMs: number;
  /** A dialled citizen answers after so long. */
  answerAfterMs: number;
  firstLineAfterMs: number;
  /** The caller waits so long for the agent between two lines. */
  pauseMs: number;
  /** After the last line the caller waits so long before hanging up. */
  patienceMs: number;
};

type Call = { callId: string; story: PracticeStory; caller: ReturnType<typeof createScriptedCaller> | null };

const defaultTiming: PracticeTiming = {
  ringAfterMs: 4000,
  answerAfterMs: 2500,
  firstLineAfterMs: 700,
  pauseMs: 8000,
  patienceMs: 120_000,
};
