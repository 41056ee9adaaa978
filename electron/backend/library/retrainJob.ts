import { Worker } from "node:worker_threads";
import type { ModelReport } from "../../../shared/domain/searchModel.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import { AppError, fromWireError, type WireError } from "../../../shared/errors.ts";
import type { ModelFile } from "./learned/libraryModel.ts";
import type { AliasConcept } from "./library.ts";
import type { UsedPair } from "./training/ownQuestions.ts";

/** What the training worker is given. */
export type RetrainJob = {
  database: string;
  key: Uint8Array;
  aliases: readonly AliasConcept[];
  pairs: readonly UsedPair[];
  /** Folder of the shipped questions. */
  questions: string;
  /** The site's calendar day. */
  today: LocalDate;
  modelFile?: ModelFile;
};

/** A trained model; `base` is the encoder it was taught from. Nothing of it is on disk yet. */
export type RetrainedModel = { file: Uint8Array; encoder: string; base: string; report: ModelReport };

export type RetrainWorkerMessage =
  | { name: "progress"; share: number }
  | { name: "finished"; model: RetrainedModel }
  | { name: "failed"; error: WireError };

/**
 * Trains in a thread of its own with its own connection, so that searches and saves of the desk go on.
 * @throws AppError `model.tooFewQueries`, `model.tooFewClauses`, `model.noModel`, or `model.stopped` when `signal` ended it
 */
export function runRetrain(
  job: RetrainJob,
  options: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<RetrainedModel> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./retrainWorker.ts", import.meta.url), { workerData: job });
    worker.on("message", (message: RetrainWorkerMessage) => {
      if (message.name === "progress") options.onProgress(message.share);
      else if (message.name === "finished") resolve(message.model);
      else reject(fromWireError(message.error));
    });
    options.signal.addEventListener("abort", () => void worker.terminate(), { once: true });
    worker.on("error", reject);
    worker.on("exit", () =>
      reject(new AppError("rule_violated", "Training was stopped", { rule: "model.stopped" })),
    );
  });
}
