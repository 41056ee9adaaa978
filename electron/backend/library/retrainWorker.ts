import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { libraryVectors } from "../../../db/libraryVectors.ts";
import { asDatabaseError, type Database, openSeatDatabase } from "../../../db/open.ts";
import { AppError, toWireError } from "../../../shared/errors.ts";
import { openSearchParts } from "./createLibrary.ts";
import { createEncoder } from "./learned/encoder.ts";
import { searchingModel, shippedModel } from "./learned/libraryModel.ts";
import { readModel, writeModel } from "./learned/searchModel.ts";
import { createVectorIndex } from "./learned/vectorIndex.ts";
import type { RetrainedModel, RetrainJob, RetrainWorkerMessage } from "./retrainJob.ts";
import type { SearchParts } from "./search.ts";
import { ownQuestions } from "./training/ownQuestions.ts";
import { readPairs } from "./training/questionPairs.ts";
import { type FoundQuestion, findAnswers } from "./training/questionSet.ts";
import { type RetrainOptions, retrain } from "./training/retrain.ts";

/** The thread of one training; it only reads, and ends by itself. The key never leaves the worker data. */
function run(job: RetrainJob): void {
  const post = (message: RetrainWorkerMessage) => parentPort?.postMessage(message);
  const db = openSeatDatabase({ file: job.database, key: Buffer.from(job.key) });
  try {
    // One read transaction: an import meanwhile must not change half of what is learned from.
    const model = db.transaction(() => train(db, job, (share) => post({ name: "progress", share })))();
    post({ name: "finished", model });
  } catch (error) {
    post({ name: "failed", error: toWireError(asDatabaseError(error)) });
  } finally {
    db.close();
  }
}

function train(db: Database, job: RetrainJob, tell: (share: number) => void): RetrainedModel {
  const started = performance.now();
  const shipped = shippedModel(job.modelFile);
  if (!shipped) throw new AppError("rule_violated", "No model to begin from", { rule: "model.noModel" });
  const { aliases, today } = job;
  const parts = openSearchParts({ db, aliases, today: () => today, clock: () => performance.now() })();
  const { model, report } = retrain({
    ...{ parts, shipped, today, seed, pause: restful(), tell },
    current: currentSearch(db, job, parts),
    own: ownQuestions(job.pairs, parts.documents),
    shippedQuestions: shippedQuestions(job.questions, parts),
  });
  const file = writeModel(model);
  return {
    ...{ file, base: shipped.encoderId, encoder: readModel(file).encoderId },
    report: { ...report, tookMs: Math.round(performance.now() - started) },
  };
}

const seed = 20_261_125;

/** The centre's model in use; null where the shipped one searches. */
function currentSearch(db: Database, job: RetrainJob, { snapshot }: SearchParts): RetrainOptions["current"] {
  const searching = searchingModel(db, job.modelFile);
  if (searching === null || searching.part === "shipped") return null;
  const { model } = searching;
  const vectors = createVectorIndex(libraryVectors(db), model.encoderId, model.centres);
  vectors.reload(snapshot.highest);
  const { ranking, popular } = model;
  return { encoder: createEncoder(model), vectors, ranking, popular };
}

function shippedQuestions(folder: string, { documents }: SearchParts): FoundQuestion[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".jsonl"));
  const pairs = files.sort().flatMap((file) => readPairs(file, readFileSync(join(folder, file), "utf8")));
  return findAnswers(pairs, documents);
}

/** Leaves the processor to the desk for a quarter of the time, in short pieces. */
function restful(): () => void {
  const nobody = new Int32Array(new SharedArrayBuffer(4));
  let since = performance.now();
  return () => {
    const workedMs = performance.now() - since;
    if (workedMs < 15) return;
    Atomics.wait(nobody, 0, 0, workedMs / 3);
    since = performance.now();
  };
}

run(workerData as RetrainJob);
