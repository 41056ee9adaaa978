import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../../scripts/freePorts.ts";
import { endChild, startTelling } from "../../scripts/start/children.ts";
import { type RunningServer, startServer } from "../../scripts/start/server.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export type SeatHost = { child: ChildProcess; origin: string; url: string; failure: string | null };

/** A folder for one test run and the programs of one desk in it: real processes on free loopback ports. */
export type Desk = {
  folder: string;
  startServer(): Promise<RunningServer & { passwords: Record<string, string> }>;
  startSeat(name: string, env: Record<string, string>): Promise<SeatHost>;
  /** Ends a program the hard way, as a power cut would. */
  kill(child: ChildProcess): Promise<void>;
  close(): Promise<void>;
};

export async function openDesk(): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-desk-"));
  const children = new Set<ChildProcess>();
  const serverPort = await freePort();
  let passwords: Record<string, string> = {};
  return {
    folder,
    async startServer() {
      const server = await startServer(root, join(folder, "server"), serverPort, (first) => {
        passwords = first;
      });
      children.add(server.child);
      return { ...server, passwords };
    },
    async startSeat(name, env) {
      const keyFile = join(folder, `${name}.key`);
      mkdirSync(join(folder, name), { recursive: true });
      if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32).toString("hex"), { mode: 0o600 });
      const { child, told } = await startTelling(
        [
          join(root, "dist/loopback/host.js"),
          ...["--data", join(folder, name), "--key-file", keyFile, "--demo-key", "--starter"],
          ...["--renderer", join(root, "dist/renderer"), "--worker", join(root, "dist/backend/worker.js")],
        ],
        env,
        (value) =>
          (value as Omit<SeatHost, "child"> | null)?.origin ? (value as Omit<SeatHost, "child">) : null,
      );
      children.add(child);
      return { child, ...told };
    },
    async kill(child) {
      const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      child.kill("SIGKILL");
      await gone;
    },
    async close() {
      await Promise.all([...children].map(endChild));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a program to its end and returns what it printed. */
export function outputOf(args: string[], env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
    }
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve(text) : reject(new Error(`exit ${code}: ${text}`))));
  });
}
