import type { Clock } from "./clock.ts";

/**
 * Facts on their way to the seat's database. A fact is kept until it is stored, retried with growing pauses, and a
 * newer version under the same key takes the place of the older one. One that cannot be stored holds up no other.
 * `onPending` hears how many still wait, so that the screen can say so.
 */
export function createFactQueue(options: { clock: Clock; onPending: (count: number) => void }): FactQueue {
  const { clock, onPending } = options;
  const waiting = new Map<string, () => Promise<void>>();
  const whenEmpty: (() => void)[] = [];
  let sending = false;
  let failures = 0;
  let cancelRetry = () => {};

  async function sendAll() {
    if (sending) return;
    sending = true;
    cancelRetry();
    let failed = false;
    let next = nextUntried(new Set());
    const tried = new Set<() => Promise<void>>();
    while (next !== undefined) {
      const [key, store] = next;
      tried.add(store);
      try {
        await store();
        if (waiting.get(key) === store) waiting.delete(key);
      } catch {
        // Whatever refused it: the fact stays here and is offered again.
        failed = true;
      }
      tell();
      next = nextUntried(tried);
    }
    sending = false;
    failures = failed ? failures + 1 : 0;
    if (failed) cancelRetry = clock.after(pauseAfter(failures), () => void sendAll());
  }

  function nextUntried(tried: Set<() => Promise<void>>) {
    return [...waiting].find(([, store]) => !tried.has(store));
  }

  function tell() {
    onPending(waiting.size);
    if (waiting.size === 0) for (const done of whenEmpty.splice(0)) done();
  }

  return {
    put(key, store) {
      waiting.set(key, store);
      tell();
      void sendAll();
    },
    emptied: () => (waiting.size === 0 ? Promise.resolve() : new Promise((done) => whenEmpty.push(done))),
    retryNow: () => void sendAll(),
    flush() {
      for (const [key, store] of waiting) {
        store().then(
          () => {
            if (waiting.get(key) === store) waiting.delete(key);
            tell();
          },
          () => {},
        );
      }
    },
  };
}

export type FactQueue = {
  /** `store` resolves when the fact is safe on disk. */
  put(key: string, store: () => Promise<void>): void;
  /** Resolves when nothing waits any more. */
  emptied(): Promise<void>;
  retryNow(): void;
  /** Offers everything in this very turn and side by side; what fails is tried again if there is a later. */
  flush(): void;
};

const firstPauseMs = 500;
const longestPauseMs = 15_000;

function pauseAfter(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 10));
}
