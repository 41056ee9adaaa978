/**
 * A clock that stands still until it is told to pass. Timers run in the order of their moments, and promises get
 * their turn in between, as they would in real time.
 */
export function createManualClock(start = Date.parse("2026-11-22T01:00:00.000Z")) {
  let now = start;
  let timers: Timer[] = [];

  return {
    now: () => now,
    after(ms: number, run: () => void) {
      const timer: Timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    async pass(ms: number) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((each) => each !== next);
        now = Math.max(now, next.at);
        next.run();
        await settle();
      }
      now = end;
    },
    /** Sets the wall clock, as a time server does; running timers keep their distance. */
    jump(ms: number) {
      now += ms;
      timers = timers.map((timer) => ({ ...timer, at: timer.at + ms }));
    },
  };
}

type Timer = { at: number; run: () => void };

async function settle() {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
