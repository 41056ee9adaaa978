import { parentPort, workerData } from "node:worker_threads";
import { type QuestionLesson, type QuestionTask, taught } from "./questionTask.ts";

/** Teaches one copy of the model after the other, as the tasks come. */
parentPort?.on("message", (task: QuestionTask) => {
  const model = taught(workerData as QuestionLesson, task);
  parentPort?.postMessage({ name: task.name, model });
});
