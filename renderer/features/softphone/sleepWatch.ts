import type { Clock } from "./clock.ts";

/**
 * Notices that the machine (or this page alone) stood still: the wall clock went on by more than 15 s while nothing ran
 * here. `look` before anything is done with the time. Between `start` and `stop` it looks by itself as well; a browser
 * lets the timers of a hidden window rest, so whatever comes in from outside should make it look, too.
 */
export function createSleepWatch({ clock, onWake }: SleepWatchOptions): SleepWatch {
  let lastLook = clock.now();
  let cancel = () => {};

  function look(isToldSo: boolean) {
    const now = clock.now();
    const from = lastLook;
    lastLook = now;
    const slept = now - from > stillMs;
    if (slept || isToldSo) onWake({ from, slept });
  }

  function keepLooking() {
    look(false);
    cancel = clock.after(lookEveryMs, keepLooking);
  }

  return {
    start() {
      lastLook = clock.now();
      cancel();
      keepLooking();
    },
    stop: () => cancel(),
    look: () => look(false),
    toldAwake: () => look(true),
  };
}

export type SleepWatchOptions = {
  clock: Clock;
  /** `from`: the last moment at which something ran, epoch ms. `slept`: false when it was too short to tell. */
  onWake: (sleep: { from: number; slept: boolean }) => void;
};

export type SleepWatch = {
  start(): void;
  stop(): void;
  look(): void;
  /** The machine says that it woke. */
  toldAwake(): void;
};

const stillMs = 15_000;
const lookEveryMs = 2_000;
