import { Worker } from "node:worker_threads";
import type { BagModel } from "./bagTrainer.ts";
import { type QuestionLesson, type QuestionTask, taught } from "./questionTask.ts";

/**
 * Runs the tasks on so many threads and hands each taught model on as it is ready, one at a time. What comes out does
 * not depend on the number of threads.
 */
export async function teachInParallel(
  lesson: QuestionLesson,
  tasks: readonly QuestionTask[],
  options: { threads: number; use: (task: QuestionTask, model: BagModel) => void },
): Promise<void> {
  if (options.threads <= 1 || tasks.length <= 1) {
    for (const task of tasks) options.use(task, taught(lesson, task));
    return;
  }
  const waiting = [...tasks];
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./questionWorker.ts", import.meta.url), { workerData: lesson });
      let current: QuestionTask | undefined;
      const next = () => {
        current = waiting.shift();
        if (current) worker.postMessage(current);
        else void worker.terminate().then(() => resolve(), reject);
      };
      worker.on("message", ({ model }: { model: BagModel }) => {
        const done = current;
        next();
        if (done) options.use(done, model);
      });
      worker.on("error", reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(options.threads, tasks.length) }, runThread));
}
