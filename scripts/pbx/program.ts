import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";

/** A program started in the foreground, its output in a file; ended by its process id and never by name. */
export type Program = {
  name: string;
  child: ChildProcess;
  /** Resolves with the exit code, or null after a signal. */
  exited: Promise<number | null>;
  output(): string;
  /** SIGTERM, and SIGKILL when that is not heard within three seconds. */
  stop(): Promise<void>;
  /** To the program and everything it started. */
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, as when the machine loses power. */
  kill(): Promise<void>;
};

/** Starts a program in a process group of its own, since Kamailio's workers outlive it; the group ends with this process. */
export function startProgram(options: { file: string; args: string[]; log: string; cwd?: string }): Program {
  const log = openSync(options.log, "a");
  // Where the system can, a parent that is killed takes the program with it.
  const guard = existsSync(setpriv) ? [setpriv, "--pdeathsig", "TERM"] : [];
  const [file, ...args] = [...guard, options.file, ...options.args];
  const child = spawn(file!, args, {
    stdio: ["ignore", log, log],
    cwd: options.cwd,
    detached: true,
  });
  closeSync(log);
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.once("error", () => resolve(-1));
  });
  const endWithUs = () => signalGroup(child, "SIGKILL");
  process.once("exit", endWithUs);
  void exited.then(() => process.off("exit", endWithUs));

  return {
    name: options.file,
    child,
    exited,
    output: () => readFileSync(options.log, "utf8"),
    async stop() {
      // Workers of a program that crashed may still be there.
      if (child.exitCode !== null || child.signalCode !== null) return endWithUs();
      signalGroup(child, "SIGTERM");
      const patience = setTimeout(endWithUs, 3000);
      await exited;
      clearTimeout(patience);
    },
    signal: (signal) => signalGroup(child, signal),
    async kill() {
      endWithUs();
      await exited;
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Part of util-linux. */
const setpriv = "/usr/bin/setpriv";
