import { EventEmitter } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeChromium } from "./chromium.ts";

/** Raised when a command line switch or scheme comes too late, as Electron would ignore it silently. */
function requireNotReady(what: string): void {
  if (app.isReady()) throw new Error(`${what} must come before the app is ready`);
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly switches: Record<string, string> = {};
  readonly commandLine = {
    appendSwitch: (name: string, value = "") => {
      requireNotReady(name);
      this.switches[name] = value;
    },
  };
  readonly #paths: Record<string, string> = { appData: join(tmpdir(), "zuoxi-stand-in") };
  readonly #ready = new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve))).then(() => {
    this.#isReady = true;
  });
  #isReady = false;
  #isQuitting = false;

  getPath = (name: string) => this.#paths[name] ?? "";
  setPath = (name: string, path: string) => {
    this.#paths[name] = path;
  };
  isReady = () => this.#isReady;
  whenReady = () => this.#ready;
  enableSandbox = () => requireNotReady("enableSandbox");

  /** One process per user data folder; a second one wakes the first by a signal. */
  requestSingleInstanceLock = (): boolean => {
    const file = join(this.getPath("userData"), "SingletonLock");
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
    } catch {
      const owner = Number(readFileSync(file, "utf8"));
      try {
        process.kill(owner, "SIGUSR2");
        return false;
      } catch {
        writeFileSync(file, String(process.pid));
      }
    }
    process.on("exit", () => rmSync(file, { force: true }));
    process.on("SIGUSR2", () => this.emit("second-instance", {}, [], ""));
    return true;
  };

  quit = (): void => {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    if (!this.#isQuitting) this.emit("before-quit", event);
    this.#isQuitting = true;
    this.emit("will-quit", event);
    if (!prevented) void this.exit(0);
  };
  exit = async (code = 0): Promise<void> => {
    await closeChromium();
    process.exit(code);
  };
}

export const app = new App();
process.on("SIGTERM", app.quit);
process.on("SIGINT", app.quit);
// The launcher is gone: nobody is left to close the browser.
process.on("disconnect", () => void app.exit(1));
