import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

/** The central server as a process of its own, as `npm run server` starts it. */
export type ServerProcess = {
  url: string;
  port: number;
  passwords: Record<string, string> | null;
  enrolmentCode: string;
  pid: number;
  /** kill −9: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Resolves to the exit code when it ends by itself. */
  ended: Promise<number | null>;
};

const firstLine = z.object({
  url: z.string(),
  passwords: z.record(z.string(), z.string()).nullable(),
  enrolmentCode: z.string(),
});

export async function startServerProcess(
  dataFolder: string,
  more: string[] = [],
  parent = process.pid,
): Promise<ServerProcess> {
  const args = [
    "server/main.ts",
    "--data",
    dataFolder,
    "--port",
    "0",
    "--demo",
    "--print-enrolment-code",
    ...more,
  ];
  const child = spawn(process.execPath, args, {
    cwd: new URL("../..", import.meta.url),
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ZUOXI_PARENT: String(parent) },
  });
  const gone = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, "line"),
    gone.then(() => Promise.reject(new Error("server did not start"))),
  ]);
  const { url, passwords, enrolmentCode } = firstLine.parse(JSON.parse(String(line[0])));
  return {
    url,
    port: Number(new URL(url).port),
    passwords,
    enrolmentCode,
    pid: child.pid ?? 0,
    kill: () => end(child, gone, "SIGKILL").then(() => undefined),
    ended: gone.then(() => child.exitCode),
    stop: () => end(child, gone, "SIGTERM"),
  };
}

async function end(
  child: ChildProcess,
  gone: Promise<unknown>,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await gone;
  return child.exitCode;
}
