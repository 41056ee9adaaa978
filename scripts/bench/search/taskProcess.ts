import { Worker } from "node:worker_threads";
import { backendLimits } from "../../../electron/backend/startWorker.ts";
import { type TaskName, type TaskRequest, tasks } from "./tasks.ts";

/** One task of the bench; ends when it is done or when the bench that started it is gone. */
process.once("message", ({ name, request }: { name: TaskName; request: TaskRequest<TaskName> }) => {
  void answer(name, request);
});
process.once("disconnect", () => process.exit(0));

/** What the desk does in the backend's thread is measured in such a thread. */
const ofTheBackend: ReadonlySet<TaskName> = new Set([
  "load",
  "search",
  "duringImport",
  "duringApply",
  "fuzz",
]);

async function answer(name: TaskName, request: TaskRequest<TaskName>): Promise<void> {
  try {
    process.send?.({ value: await (ofTheBackend.has(name) ? inThread(name, request) : here(name, request)) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function here(name: TaskName, request: TaskRequest<TaskName>): Promise<unknown> {
  const run = tasks[name] as (request: TaskRequest<TaskName>) => Promise<unknown>;
  return run(request);
}

function inThread(name: TaskName, request: TaskRequest<TaskName>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./taskThread.ts", import.meta.url), {
      workerData: { name, request },
      resourceLimits: backendLimits,
    });
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) => reject(new Error(`Bench task ${name} ended with ${code}`)));
  });
}
