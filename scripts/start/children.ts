import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts a Node program that tells its address in one JSON line on stdout; the rest of its output is passed on. */
export function startTelling<T>(
  args: string[],
  env: Record<string, string>,
  parse: (value: unknown) => T | null,
): Promise<{ child: ChildProcess; told: T }> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: { ...process.env, ...env, ZUOXI_PARENT: String(process.pid) },
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${args[0]} ended with code ${code} before it listened`)));
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.on("line", (line) => {
      const told = parse(jsonOrNull(line));
      if (told) resolve({ child, told });
      else console.log(line);
    });
  });
}

function jsonOrNull(line: string): unknown {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Ends a child in an orderly way, and by force after five seconds. */
export function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
