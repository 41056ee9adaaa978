import { Worker } from "node:worker_threads";
import type { AliasMeasure } from "../../../shared/domain/aliasMeasure.ts";
import { AppError, fromWireError, type WireError } from "../../../shared/errors.ts";
import type { OwnPair } from "./evaluationSet.ts";
import type { ModelFile } from "./learned/libraryModel.ts";
import type { AliasConcept } from "./library.ts";

/** What the measuring worker is given: both tables, the words that differ, and the questions' sources. */
export type MeasureJob = {
  database: string;
  key: Uint8Array;
  before: readonly AliasConcept[];
  after: readonly AliasConcept[];
  words: readonly string[];
  ownPairs: readonly OwnPair[];
  /** Folder of the shipped questions. */
  questions: string;
  /** The site's calendar day. */
  today: string;
  most: number;
  modelFile?: ModelFile;
};

export type MeasureWorkerMessage =
  | { name: "progress"; done: number; total: number }
  | { name: "finished"; measure: AliasMeasure }
  | { name: "failed"; error: WireError };

/**
 * Measures in a thread of its own with its own connection, so that searches of the desk go on.
 * @throws AppError `alias.noQuestions`, or `alias.stopped` when `signal` ended it
 */
export function runMeasure(
  job: MeasureJob,
  options: { onProgress: (progress: { done: number; total: number }) => void; signal: AbortSignal },
): Promise<AliasMeasure> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./measureWorker.ts", import.meta.url), { workerData: job });
    worker.on("message", (message: MeasureWorkerMessage) => {
      if (message.name === "progress") options.onProgress({ done: message.done, total: message.total });
      else if (message.name === "finished") resolve(message.measure);
      else reject(fromWireError(message.error));
    });
    options.signal.addEventListener("abort", () => void worker.terminate(), { once: true });
    worker.on("error", reject);
    worker.on("exit", () =>
      reject(new AppError("rule_violated", "Measuring was stopped", { rule: "alias.stopped" })),
    );
  });
}
