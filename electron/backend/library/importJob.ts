import { Worker } from "node:worker_threads";
import { fromWireError, type WireError } from "../../../shared/errors.ts";
import type { ModelFile } from "./learned/libraryModel.ts";
import type { AliasConcept, ImportedFile, ImportFile, ImportProgress } from "./library.ts";

/** What the import worker is given. `key` is the database's raw key. */
export type ImportJob = {
  database: string;
  key: Uint8Array;
  aliases: readonly AliasConcept[];
  source: { path: string } | { files: ImportFile[] };
  modelFile?: ModelFile;
};

export type ImportWorkerMessage =
  | { name: "progress"; progress: ImportProgress }
  | { name: "finished"; files: ImportedFile[] }
  | { name: "failed"; error: WireError };

/**
 * Runs one import in a worker thread and resolves with the report of every file.
 * `signal` ends it early; `script` is where the worker's code lies in a built program; from source it is found beside this file.
 * @throws AppError what the import failed with; files already stored stay stored.
 */
export function runImport(
  job: ImportJob,
  options: { onProgress?: (progress: ImportProgress) => void; script?: URL; signal?: AbortSignal } = {},
): Promise<ImportedFile[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(options.script ?? new URL("./importWorker.ts", import.meta.url), {
      workerData: job,
    });
    worker.on("message", (message: ImportWorkerMessage) => {
      if (message.name === "progress") options.onProgress?.(message.progress);
      else if (message.name === "finished") resolve(message.files);
      else reject(fromWireError(message.error));
    });
    // Every transaction leaves whole documents, so an import may end between any two of them.
    options.signal?.addEventListener("abort", () => void worker.terminate(), { once: true });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("Import worker ended early")));
  });
}
