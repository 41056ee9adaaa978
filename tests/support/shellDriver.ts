import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { _electron, type Browser, chromium, type Page } from "playwright-core";
import { root } from "./desk.ts";

/** The built desktop shell, started and drivable, whichever program stands behind it. */
export type Shell = {
  page: Page;
  /** Runs a self-contained function over the `electron` module in the main process; JSON-safe results only. */
  evaluate<T>(work: (electron: ElectronModule) => T | Promise<T>): Promise<T>;
  /** What the main process printed. */
  output(): string;
  /** Ends it in an orderly way, resolves with the exit code. */
  close(): Promise<number | null>;
  process: ChildProcess;
};

// Electron's types describe more than the stand-in offers; tests name what they use.
// biome-ignore lint/suspicious/noExplicitAny: the module of another process
export type ElectronModule = any;

export type ShellOptions = { dataFolder: string; env?: Record<string, string> };

const electronProgram = findElectron();

/** Which program runs the shell here. Only "electron" says anything about Electron itself. */
export const shellDriver: "electron" | "stand-in" = electronProgram ? "electron" : "stand-in";

console.log(
  electronProgram
    ? "shell driver: Electron"
    : "shell driver: stand-in for Electron over Chromium; this run says nothing about Electron itself",
);

/** Starts the built main process and waits for its window. Rejects when it ends without one. */
export async function launchShell(options: ShellOptions): Promise<Shell> {
  const env = { ...inheritedEnvironment(), ...options.env, ZUOXI_DATA: options.dataFolder };
  return electronProgram ? launchElectron(electronProgram, env) : launchStandIn(env);
}

/** Runs the built main process to its end, for starts that open no window. */
export async function runShell(options: ShellOptions): Promise<{ code: number | null; output: string }> {
  const env = { ...inheritedEnvironment(), ...options.env, ZUOXI_DATA: options.dataFolder };
  const child = electronProgram
    ? fork(root, ["--no-sandbox"], { execPath: electronProgram, execArgv: [], env, silent: true })
    : forkStandIn(env);
  const output = collect(child);
  return { code: await exitOf(child), output: output() };
}

/**
 * Where the shell under test finds its key: the stand-in keeps its key ring in a file; real Electron on a test machine
 * has none, so a key file serves.
 */
export function keySourceOf(folder: string): Record<string, string> {
  if (!electronProgram) return { STAND_IN_KEYRING: join(folder, "keyring") };
  const file = join(folder, "shell.key");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  return { ZUOXI_KEY_FILE: file, ZUOXI_DEMO_KEY: "1" };
}

/** The path alone is asked: loading the `electron` package would download its program. */
function findElectron(): string | null {
  const folder = join(root, "node_modules", "electron");
  const note = join(folder, "path.txt");
  if (!existsSync(note)) return null;
  const program = join(folder, "dist", readFileSync(note, "utf8").trim());
  return existsSync(program) ? program : null;
}

async function launchElectron(executablePath: string, env: Record<string, string>): Promise<Shell> {
  const app = await _electron.launch({ executablePath, args: [root, "--no-sandbox"], env });
  const output = collect(app.process());
  const page = await app.firstWindow();
  return {
    page,
    evaluate: (work) => app.evaluate(work as (electron: ElectronModule) => never),
    output,
    async close() {
      await app.close();
      return app.process().exitCode;
    },
    process: app.process(),
  };
}

async function launchStandIn(env: Record<string, string>): Promise<Shell> {
  const child = forkStandIn(env);
  const output = collect(child);
  const exited = exitOf(child);
  const address = await new Promise<string>((resolve, reject) => {
    child.on("message", (message: { window?: string }) => message.window && resolve(message.window));
    void exited.then((code) => reject(new Error(`The shell ended with ${code}: ${output()}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  return {
    page: firstPage(browser),
    evaluate: (work) => evaluateIn(child, String(work)),
    output,
    async close() {
      await browser.close();
      child.kill("SIGTERM");
      return exited;
    },
    process: child,
  };
}

function forkStandIn(env: Record<string, string>): ChildProcess {
  const register = join(root, "tests/support/electronStandIn/register.ts");
  const main = join(root, "dist/electron/main.js");
  return fork(main, [], { execArgv: ["--import", register], env, silent: true });
}

function firstPage(browser: Browser): Page {
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error("The shell has no window");
  return page;
}

let lastCall = 0;
function evaluateIn<T>(child: ChildProcess, code: string): Promise<T> {
  const id = ++lastCall;
  return new Promise((resolve, reject) => {
    const onMessage = (message: { id?: number; value?: T; error?: string }) => {
      if (message.id !== id) return;
      child.off("message", onMessage);
      if (message.error) reject(new Error(message.error));
      else resolve(message.value as T);
    };
    child.on("message", onMessage);
    child.send({ id, code });
  });
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return () => text;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
}

/** Nothing of the runner's own wishes reaches the shell, except where to find programs and a display. */
function inheritedEnvironment(): Record<string, string> {
  const names = [
    "PATH",
    "HOME",
    "LANG",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "XAUTHORITY",
    "TMPDIR",
  ];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
