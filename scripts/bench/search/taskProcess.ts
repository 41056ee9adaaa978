import { type TaskName, type TaskRequest, tasks } from "./tasks.ts";

/** One task of the bench; ends when it is done or when the bench that started it is gone. */
process.once("message", ({ name, request }: { name: TaskName; request: TaskRequest<TaskName> }) => {
  void answer(name, request);
});
process.once("disconnect", () => process.exit(0));

async function answer(name: TaskName, request: TaskRequest<TaskName>): Promise<void> {
  const run = tasks[name] as (request: TaskRequest<TaskName>) => Promise<unknown>;
  try {
    process.send?.({ value: await run(request) });
  } catch (error) {
    process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
