import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { AppError, fromWireError, type WireError } from "../../shared/errors.ts";

/** The seat backend in its worker thread, as a door sees it. */
export type BackendWorker = {
  /** A new connection to the backend. `clientKey` names the window or cookie behind it. */
  connect(clientKey: string): MessagePort;
  /** Ends the backend in an orderly way; resolves when the thread is gone. */
  close(): Promise<void>;
  /** Fires when the thread ends without being asked to. */
  onCrash(listener: () => void): void;
};

/**
 * A search leaves much garbage, of which V8 would let 200 MB gather on a machine with memory to spare; with a limit in
 * sight it cleans up earlier. This costs no time that can be measured.
 */
export const backendLimits = { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 1_024 };

type FromWorker = { type: "ready" } | { type: "failed"; error: WireError };

/**
 * Starts the backend's thread and waits until it serves.
 * @throws AppError as the backend reported it (`database.wrongKey`, `database.newer`, …).
 */
export async function startBackendWorker(workerUrl: URL, workerData: unknown): Promise<BackendWorker> {
  const worker = new Worker(workerUrl, { workerData, resourceLimits: backendLimits });
  await ready(worker);
  // An uncaught error in the thread is followed by its exit, which onCrash tells; without a listener it would take
  // the whole host down.
  worker.on("error", () => {});
  let closing = false;
  return {
    connect(clientKey) {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ type: "connect", port: port2, clientKey }, [port2]);
      return port1;
    },
    async close() {
      if (closing) return;
      closing = true;
      const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
      worker.postMessage({ type: "close" });
      await gone;
    },
    onCrash(listener) {
      worker.on("exit", () => closing || listener());
    },
  };
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: FromWorker) => {
      worker.off("error", onError);
      worker.off("exit", onExit);
      if (message.type === "ready") return resolve();
      void worker.terminate();
      reject(fromWireError(message.error));
    };
    const onError = (error: Error) => reject(error);
    const onExit = () => reject(new AppError("internal", "The backend ended while starting"));
    worker.once("message", onMessage);
    worker.once("error", onError);
    worker.once("exit", onExit);
  });
}
