import { fork } from "node:child_process";
import type { TaskName, TaskRequest, TaskResult } from "./tasks.ts";

/**
 * Does one task of the bench in a process of its own, so that its memory is its own, and resolves with what came out.
 * @throws Error when the task failed or its process ended early.
 */
export function inOwnProcess<T extends TaskName>(name: T, request: TaskRequest<T>): Promise<TaskResult<T>> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL("./taskProcess.ts", import.meta.url), {
      // Engines that live in memory get all they want of it; the library has to do with what any program gets.
      execArgv: name === "peer" ? ["--expose-gc", "--max-old-space-size=8192"] : [],
    });
    const stop = () => child.kill();
    process.once("exit", stop);
    let answer: { value: TaskResult<T> } | { error: string } | null = null;
    child.once("message", (message: NonNullable<typeof answer>) => {
      answer = message;
      child.disconnect();
    });
    // Not before it is gone: what it compiled is kept when it ends, and its memory is free then.
    child.once("exit", (code, signal) => {
      process.off("exit", stop);
      if (answer && "error" in answer) reject(new Error(answer.error));
      else if (answer) resolve(answer.value);
      else reject(new Error(`Bench task ${name} ended with ${signal ?? code}`));
    });
    child.send({ name, request });
  });
}
