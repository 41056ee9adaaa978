import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { root } from "./desk.ts";
import { openTestSeat, type TestSeat } from "./testSeat.ts";

/** The loopback host as a process of its own whose log is kept, for days on which things go wrong. */
export type WatchedHost = {
  child: ChildProcess;
  origin: string;
  url: string;
  /** The rule of the failure the host reported, null when it opened. */
  failure: string | null;
  /** Everything it wrote to its log so far. */
  log(): string;
  /** kill −9. */
  kill(): Promise<void>;
  /** SIGTERM, as the launcher ends it. */
  stop(): Promise<void>;
};

export type Place = { data: string; keyFile: string };

export type HostWish = Place & {
  env?: Record<string, string>;
  /** Brings the starter documents into an empty library. */
  starter?: boolean;
  /** A program that runs the host, with the arguments before the host's own: `["unshare", "-m", …]`. */
  inside?: string[];
};

/** A folder whose hosts all end, and which goes, with `close`. */
export type HostFolder = {
  folder: string;
  /** A new data folder's path and a new key file beside it. */
  place(name: string): Place;
  /** The same, holding the database of an enrolled seat whose server is nowhere; `prepare` works in it first. */
  enrolledPlace(name: string, prepare?: (seat: TestSeat) => Promise<void>): Promise<Place>;
  start(wish: HostWish): Promise<WatchedHost>;
  /** What all hosts logged. */
  log(): string;
  close(): Promise<void>;
};

export function openHostFolder(): HostFolder {
  const folder = mkdtempSync(join(tmpdir(), "zuoxi-bad-day-"));
  const hosts: WatchedHost[] = [];
  const place = (name: string): Place => {
    const keyFile = join(folder, `${name}.key`);
    if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32).toString("hex"), { mode: 0o600 });
    mkdirSync(join(folder, name), { recursive: true });
    return { data: join(folder, name), keyFile };
  };
  return {
    folder,
    place,
    async enrolledPlace(name, prepare) {
      const made = place(name);
      const seat = openTestSeat({ key: Buffer.from(readFileSync(made.keyFile, "utf8"), "hex") });
      await prepare?.(seat);
      await seat.close({ keep: true });
      cpSync(seat.folder, made.data, { recursive: true });
      rmSync(seat.folder, { recursive: true });
      return made;
    },
    async start(wish) {
      const host = await startHost(wish);
      hosts.push(host);
      return host;
    },
    log: () => hosts.map((host) => host.log()).join(""),
    async close() {
      await Promise.all(hosts.map((host) => host.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const firstLine = z.object({ origin: z.string(), url: z.string(), failure: z.string().nullable() });

async function startHost(wish: HostWish): Promise<WatchedHost> {
  const [program = "", ...args] = [...(wish.inside ?? []), process.execPath, ...argumentsOf(wish)];
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, ...wish.env, ZUOXI_PARENT: String(process.pid) },
  });
  let log = "";
  child.stderr?.setEncoding("utf8").on("data", (part: string) => {
    log += part;
  });
  const gone = once(child, "exit");
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const line = await Promise.race([
    once(lines, "line"),
    gone.then(() => Promise.reject(new Error(`the host ended before it listened: ${log}`))),
  ]);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
  };
  return {
    child,
    ...firstLine.parse(JSON.parse(String(line[0]))),
    log: () => log,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

function argumentsOf({ data, keyFile, starter = false }: HostWish): string[] {
  return [
    join(root, "dist/loopback/host.js"),
    ...["--data", data, "--key-file", keyFile],
    ...["--renderer", join(root, "dist/renderer"), "--worker", join(root, "dist/backend/worker.js")],
    ...(starter ? ["--starter"] : []),
  ];
}
