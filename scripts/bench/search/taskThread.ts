import { parentPort, workerData } from "node:worker_threads";
import { type TaskName, type TaskRequest, tasks } from "./tasks.ts";

/** One task of the bench in a thread that is limited as the backend's is. An error ends the thread and is seen by its owner. */
const { name, request } = workerData as { name: TaskName; request: TaskRequest<TaskName> };
const run = tasks[name] as (request: TaskRequest<TaskName>) => Promise<unknown>;
parentPort?.postMessage(await run(request));
