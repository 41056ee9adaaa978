import { parentPort, workerData } from "node:worker_threads";
import { asDatabaseError, openSeatDatabase } from "../../../db/open.ts";
import { AppError, toWireError } from "../../../shared/errors.ts";
import { librarySegmenter } from "./createLibrary.ts";
import { documentFiles } from "./documentFiles.ts";
import { importFiles } from "./importFiles.ts";
import type { ImportJob, ImportWorkerMessage } from "./importJob.ts";
import { forgetFormer, libraryModel } from "./learned/libraryModel.ts";

/**
 * The second worker: imports with its own connection, so that searches and saves of the desk go on.
 * It ends by itself after one job; the database key never leaves the worker data.
 */
function run(job: ImportJob): void {
  const post = (message: ImportWorkerMessage) => parentPort?.postMessage(message);
  const db = openSeatDatabase({ file: job.database, key: Buffer.from(job.key) });
  try {
    const source = "path" in job.source ? documentFiles(job.source.path) : listed(job.source.files);
    const files = importFiles({
      db,
      segmenter: librarySegmenter(job.aliases),
      model: libraryModel(db, job.modelFile),
      ...source,
      onProgress: (progress) => post({ name: "progress", progress }),
      rest,
    });
    forgetFormer(db, rest, job.modelFile);
    post({ name: "finished", files });
  } catch (error) {
    post({ name: "failed", error: toWireError(asUnavailable(error)) });
  } finally {
    db.close();
  }
}

function listed<T>(files: readonly T[]) {
  return { files, total: files.length };
}

/** A folder that cannot be read is the user's to mend; anything else stays a bug. */
function asUnavailable(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(?:ENOENT|EACCES|EPERM|ENOTDIR)$/.test(code)
    ? new AppError("unavailable", "Import path cannot be read", { rule: "import.unreadable" })
    : asDatabaseError(error);
}

/** Lets a save of the desk, which waits for the write lock in growing steps, get in between two transactions. */
function rest(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
}

run(workerData as ImportJob);
