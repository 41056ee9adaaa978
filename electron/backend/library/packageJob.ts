import { Worker } from "node:worker_threads";
import { fromWireError, type WireError } from "../../../shared/errors.ts";
import type {
  ExportedPackage,
  PackageInspection,
  PackageProgress,
  PackageSource,
} from "../../../shared/rpc/libraryPackageContract.ts";
import type { ModelFile } from "./learned/libraryModel.ts";
import type { AliasConcept } from "./library.ts";

/** What is to be done with a package; `by` is the administrator, `now` the moment. */
export type PackageTask =
  | { name: "inspect"; source: PackageSource }
  | { name: "apply"; source: PackageSource; hash: string; by: string; now: string }
  | { name: "export"; path: string | null; rotateKey: boolean; by: string; now: string };

export type PackageResults = {
  inspect: PackageInspection;
  apply: { sequence: number; added: number };
  export: ExportedPackage;
};

export type PackageJob = {
  database: string;
  key: Uint8Array;
  aliases: readonly AliasConcept[];
  task: PackageTask;
  modelFile?: ModelFile;
};

export type PackageWorkerMessage =
  | { name: "progress"; progress: PackageProgress }
  | { name: "finished"; result: PackageResults[keyof PackageResults] }
  | { name: "failed"; error: WireError };

/**
 * Runs one task in a worker thread with a connection of its own, so that the desk goes on. `signal` ends it early: an
 * apply then leaves the old library.
 * @throws AppError the rule that refused the package, or what went wrong
 */
export function runPackageTask<T extends PackageTask>(
  job: Omit<PackageJob, "task"> & { task: T },
  options: { onProgress?: (progress: PackageProgress) => void; signal?: AbortSignal } = {},
): Promise<PackageResults[T["name"]]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./packageWorker.ts", import.meta.url), { workerData: job });
    worker.on("message", (message: PackageWorkerMessage) => {
      if (message.name === "progress") options.onProgress?.(message.progress);
      else if (message.name === "finished") resolve(message.result as PackageResults[T["name"]]);
      else reject(fromWireError(message.error));
    });
    options.signal?.addEventListener("abort", () => void worker.terminate(), { once: true });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("Package worker ended early")));
  });
}
