import type { CallLeg, StateInterval } from "../../../shared/domain/call.ts";
import type { Clock } from "./clock.ts";
import { createFactQueue } from "./factQueue.ts";

/**
 * Call legs and agent states on their way to the seat's database. States go together, in order and all or none: an
 * ending that is stored without the beginning that followed it would leave the agent nowhere.
 */
export function createFactRecorder(options: FactRecorderOptions): FactRecorder {
  const { clock, onPending, recordCall, recordIntervals } = options;
  const states = new Map<string, StateInterval>();
  const calls = new Map<string, CallLeg>();
  const queue = createFactQueue({ clock, onPending: () => onPending(calls.size + states.size) });

  async function storeStates() {
    const sent = [...states.values()];
    await recordIntervals(sent);
    for (const each of sent) if (states.get(each.intervalId) === each) states.delete(each.intervalId);
  }

  return {
    putCall(leg) {
      calls.set(leg.callId, leg);
      queue.put(`call ${leg.callId}`, async () => {
        await recordCall(leg);
        if (calls.get(leg.callId) === leg) calls.delete(leg.callId);
      });
    },
    putIntervals(intervals) {
      if (intervals.length === 0) return;
      for (const interval of intervals) states.set(interval.intervalId, interval);
      queue.put("states", storeStates);
    },
    async emptied(withinMs) {
      let cancel = () => {};
      const tooLate = new Promise<boolean>((late) => {
        cancel = clock.after(withinMs, () => late(false));
      });
      const isEmpty = await Promise.race([queue.emptied().then(() => true), tooLate]);
      cancel();
      return isEmpty;
    },
    retryNow: () => queue.retryNow(),
    flush: () => queue.flush(),
  };
}

export type FactRecorderOptions = {
  clock: Clock;
  /** Hears how many facts are not on disk yet. */
  onPending: (count: number) => void;
  recordCall: (leg: CallLeg) => Promise<void>;
  recordIntervals: (intervals: StateInterval[]) => Promise<void>;
};

export type FactRecorder = {
  putCall(leg: CallLeg): void;
  /** In the order in which they happened. */
  putIntervals(intervals: readonly StateInterval[]): void;
  /** True when everything is stored within that time. */
  emptied(withinMs: number): Promise<boolean>;
  retryNow(): void;
  /** Hands everything over in this very turn: there may be no other. */
  flush(): void;
};
