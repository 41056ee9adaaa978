import { Worker } from "node:worker_threads";
import type { BagModel } from "./bagTrainer.ts";
import { type QuestionLesson, type QuestionTask, taught } from "./questionTask.ts";

/**
 * Runs the tasks on so many threads and hands the taught models on, one at a time and in the order of the tasks, so that
 * what comes out does not depend on which thread was faster.
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
  const waiting = [...tasks.entries()];
  const ready = new Map<number, BagModel>();
  let handedOn = 0;
  const handOn = () => {
    for (let model = ready.get(handedOn); model; model = ready.get(handedOn)) {
      ready.delete(handedOn);
      options.use(tasks[handedOn++] as QuestionTask, model);
    }
  };
  const runThread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(new URL("./questionWorker.ts", import.meta.url), { workerData: lesson });
      let current = -1;
      const next = () => {
        const task = waiting.shift();
        current = task?.[0] ?? -1;
        if (task) worker.postMessage(task[1]);
        else void worker.terminate().then(() => resolve(), reject);
      };
      worker.on("message", ({ model }: { model: BagModel }) => {
        ready.set(current, model);
        next();
        handOn();
      });
      worker.on("error", reject);
      next();
    });
  await Promise.all(Array.from({ length: Math.min(options.threads, tasks.length) }, runThread));
}
