/** Time as the telephone needs it; tests bring their own. */
export type Clock = {
  /** Epoch ms. */
  now(): number;
  /** Runs once after so many ms; the result cancels. */
  after(ms: number, run: () => void): () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
