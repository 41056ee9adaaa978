/** A bell that is not missed when it rings before somebody listens. */
export type Wake = {
  ring(): void;
  /** Resolves at once when it rang since the last wait, else with the next ring; also when the signal aborts. */
  wait(signal: AbortSignal): Promise<void>;
};

export function createWake(): Wake {
  let rang = false;
  let answer: (() => void) | null = null;
  return {
    ring() {
      rang = true;
      answer?.();
    },
    async wait(signal) {
      if (!rang && !signal.aborted) {
        await new Promise<void>((resolve) => {
          answer = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
        });
        answer = null;
      }
      rang = false;
    },
  };
}
