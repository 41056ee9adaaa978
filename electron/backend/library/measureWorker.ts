import { parentPort, workerData } from "node:worker_threads";
import { libraryDocuments } from "../../../db/libraryDocuments.ts";
import { asDatabaseError, type Database, openSeatDatabase } from "../../../db/open.ts";
import { AppError, toWireError } from "../../../shared/errors.ts";
import { compareAliases } from "./compareAliases.ts";
import { createLibrary } from "./createLibrary.ts";
import { chooseQuestions, ownQuestions, readQuestions, shippedQuestions } from "./evaluationSet.ts";
import { searchingModel } from "./learned/libraryModel.ts";
import type { AliasConcept } from "./library.ts";
import type { MeasureJob, MeasureWorkerMessage } from "./measureJob.ts";

/** The thread of one measurement; it only reads, and ends by itself. */
function run(job: MeasureJob): void {
  const post = (message: MeasureWorkerMessage) => parentPort?.postMessage(message);
  const db = openSeatDatabase({ file: job.database, key: Buffer.from(job.key) });
  try {
    post({ name: "finished", measure: measure(db, job, post) });
  } catch (error) {
    post({ name: "failed", error: toWireError(asDatabaseError(error)) });
  } finally {
    db.close();
  }
}

function measure(db: Database, job: MeasureJob, post: (message: MeasureWorkerMessage) => void) {
  const documents = libraryDocuments(db);
  const all = [
    ...ownQuestions(job.ownPairs, documents),
    ...shippedQuestions(readQuestions(job.questions), documents),
  ];
  const questions = chooseQuestions(all, job.words, job.most);
  if (questions.length === 0)
    throw new AppError("rule_violated", "Nothing to measure with", { rule: "alias.noQuestions" });
  const model = searchingModel(db, job.modelFile)?.model;
  const open = (aliases: readonly AliasConcept[]) => () =>
    createLibrary({ db, aliases, model, today: () => job.today, clock: () => performance.now() });
  const documentIds = new Map(documents.allVersions().map((each) => [each.versionId, each.documentId]));
  return compareAliases({
    questions,
    open: { before: open(job.before), after: open(job.after) },
    documentOf: (versionId) => documentIds.get(versionId) ?? null,
    onProgress: (done, total) => post({ name: "progress", done, total }),
  });
}

run(workerData as MeasureJob);
