import { parentPort, workerData } from "node:worker_threads";
import { asDatabaseError, openSeatDatabase } from "../../../db/open.ts";
import { toWireError } from "../../../shared/errors.ts";
import type { PackageJob, PackageWorkerMessage } from "./packageJob.ts";
import { doPackageTask } from "./packageTask.ts";

/** The thread of one package task; it ends by itself. */
function run(job: PackageJob): void {
  const post = (message: PackageWorkerMessage) => parentPort?.postMessage(message);
  const db = openSeatDatabase({ file: job.database, key: Buffer.from(job.key) });
  try {
    const result = doPackageTask({
      db,
      aliases: job.aliases,
      task: job.task,
      modelFile: job.modelFile,
      onProgress: (progress) => post({ name: "progress", progress }),
      rest,
    });
    post({ name: "finished", result });
  } catch (error) {
    post({ name: "failed", error: toWireError(asDatabaseError(error)) });
  } finally {
    db.close();
  }
}

/** Lets a save of the desk, which waits for the write lock in growing steps, get in between two transactions. */
function rest(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3);
}

run(workerData as PackageJob);
