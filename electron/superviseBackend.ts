import { randomUUID } from "node:crypto";
import type { MessagePort } from "node:worker_threads";
import { AppError } from "../shared/errors.ts";
import type { BackendWorker } from "./backend/startWorker.ts";

/** The backend as the window sees it. */
export type Supervised = {
  /** A new connection for the window; null while there is no thread. */
  connect(): MessagePort | null;
  /** Fires when the thread ended by itself: null once it runs again, or the failure that prevents it. */
  onRestart(listener: (failure: unknown) => void): void;
  close(): Promise<void>;
};

const crashLimit = 3;
const crashWindowMs = 60_000;

/**
 * Keeps a backend thread running: one that crashes is started again, one that crashes for the fourth time within a
 * minute is left alone. `monotonicMs` is a clock that never goes back. Rejects when the first start fails.
 */
export async function superviseBackend(
  start: () => Promise<BackendWorker>,
  monotonicMs: () => number,
): Promise<Supervised> {
  // The window keeps its name over reloads and restarts, so its session is found again.
  const clientKey = randomUUID();
  const listeners: ((failure: unknown) => void)[] = [];
  let crashes: number[] = [];
  let current: BackendWorker | null = null;
  let isClosing = false;

  const tell = (failure: unknown) => {
    for (const listener of listeners) listener(failure);
  };
  const watch = (worker: BackendWorker) => {
    current = worker;
    worker.onCrash(() => void restart());
  };
  const restart = async () => {
    current = null;
    if (isClosing) return;
    crashes = [...crashes.filter((at) => monotonicMs() - at < crashWindowMs), monotonicMs()];
    if (crashes.length > crashLimit) return tell(new AppError("internal", "The backend keeps crashing"));
    try {
      watch(await start());
      tell(null);
    } catch (failure) {
      tell(failure);
    }
  };
  watch(await start());

  return {
    connect: () => current?.connect(clientKey) ?? null,
    onRestart: (listener) => void listeners.push(listener),
    async close() {
      isClosing = true;
      await current?.close();
    },
  };
}
