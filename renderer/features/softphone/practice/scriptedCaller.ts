import type { StoreApi } from "zustand/vanilla";
import type { Clock } from "../clock.ts";
import type { SpeechPlayer } from "./speechPlayer.ts";

/**
 * Speaks a story's lines one after the other, waits for the agent in between, hangs up at the end. While held it is
 * silent and starts the interrupted line again afterwards, as a person would.
 */
export function createScriptedCaller(options: CallerOptions): ScriptedCaller {
  const { story, clock, player, timing, store, onHangUp } = options;
  let index = -1;
  let paused = false;
  let over = false;
  let cancelTimer = () => {};
  let stopSpeech = () => {};

  function show(speaking: boolean) {
    store.setState({
      storyId: story.id,
      lineIndex: Math.max(index, 0),
      lineCount: story.lines.length,
      speaking,
    });
  }

  function speak(next: number) {
    cancelTimer();
    stopSpeech();
    if (over || paused) return;
    const line = story.lines[next];
    if (line === undefined) return onHangUp();
    index = next;
    show(true);
    stopSpeech = player.play(line.audio, line.durationMs, () => {
      show(false);
      waitForAgent();
    });
  }

  function waitForAgent() {
    const isLast = index >= story.lines.length - 1;
    cancelTimer = clock.after(isLast ? timing.patienceMs : timing.pauseMs, () => speak(index + 1));
  }

  return {
    begin() {
      show(false);
      cancelTimer = clock.after(timing.firstLineAfterMs, () => speak(0));
    },
    nextLine() {
      if (index < story.lines.length - 1) speak(index + 1);
    },
    pause() {
      if (paused) return;
      paused = true;
      cancelTimer();
      stopSpeech();
      show(false);
    },
    resume() {
      if (!paused) return;
      paused = false;
      cancelTimer = clock.after(timing.firstLineAfterMs, () => speak(Math.max(index, 0)));
    },
    stop() {
      over = true;
      cancelTimer();
      stopSpeech();
      store.setState(quiet, true);
    },
  };
}

/** What a scripted caller says. `audio` is an address of this origin; `durationMs` its length. */
export type PracticeStory = {
  id: string;
  number: string;
  queue?: string | null;
  menu?: string | null;
  /** Never rings by itself: it answers when its number is dialled. */
  answersOnly?: boolean | undefined;
  lines: readonly { id: string; text: string; audio: string; durationMs: number }[];
};

/** What the practice panel shows: which line is or was last spoken. */
export type PracticeState = {
  storyId: string | null;
  lineIndex: number;
  lineCount: number;
  speaking: boolean;
};

export const quiet: PracticeState = { storyId: null, lineIndex: 0, lineCount: 0, speaking: false };

export type ScriptedCaller = {
  begin(): void;
  nextLine(): void;
  pause(): void;
  resume(): void;
  stop(): void;
};

type CallerOptions = {
  story: PracticeStory;
  clock: Clock;
  player: SpeechPlayer;
  timing: { firstLineAfterMs: number; pauseMs: number; patienceMs: number };
  store: StoreApi<PracticeState>;
  onHangUp: () => void;
};
