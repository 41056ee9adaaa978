import type { Acd, AcdState } from "../../../shared/call/phone.ts";
import type { Clock } from "./clock.ts";

/**
 * Keeps the exchange informed of the agent's state: one message at a time, the newest state only, again after a
 * failure until it is taken or `stop` is called.
 */
export function createAcdReporter(options: { acd: Acd; clock: Clock }): AcdReporter {
  const { acd, clock } = options;
  let wanted: AcdState | null = null;
  let sent: Promise<void> = Promise.resolve();
  /** Cleared in the same turn in which the loop ends: a report in the next turn must start it again. */
  let busy = false;
  let cancelRetry = () => {};

  async function send() {
    while (wanted !== null) {
      const state: AcdState = wanted;
      wanted = null;
      try {
        await acd.setAgentState(state);
      } catch {
        // A newer state has taken its place, or this one is tried again.
        if (wanted !== null) continue;
        wanted = state;
        cancelRetry = clock.after(retryMs, start);
        break;
      }
    }
    busy = false;
  }

  function start() {
    cancelRetry();
    if (busy) return;
    busy = true;
    sent = send();
  }

  return {
    report(state) {
      wanted = state;
      start();
    },
    async stop() {
      cancelRetry();
      await sent;
      cancelRetry();
      wanted = null;
    },
  };
}

export type AcdReporter = {
  report(state: AcdState): void;
  /** Waits for the message under way, then forgets everything. */
  stop(): Promise<void>;
};

const retryMs = 1000;
