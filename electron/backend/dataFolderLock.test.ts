import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../shared/errors.ts";
import { lockDataFolder } from "./dataFolderLock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, "console.lock");
const source = new URL("./dataFolderLock.ts", import.meta.url).href;

/** A console in another process that holds the folder until it is killed. */
async function otherConsole() {
  const code = `
    import { lockDataFolder } from ${JSON.stringify(source)};
    try { lockDataFolder(${JSON.stringify(folder)}); console.log("held"); setInterval(() => {}, 1000); }
    catch (error) { console.log(error.rule); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [said] = await once(child.stdout, "data");
  return { child, exited, said: String(said).trim() };
}

function ruleOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error.rule;
    throw error;
  }
  return undefined;
}

describe("one console per data folder", () => {
  it("refuses a second console in the same process and lets it in after the release", () => {
    const release = lockDataFolder(folder);
    expect(ruleOf(() => lockDataFolder(folder))).toBe("dataFolder.inUse");
    release();
    lockDataFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("refuses while another process holds it, and takes over after that process was killed", async () => {
    const other = await otherConsole();
    expect(other.said).toBe("held");
    expect(ruleOf(() => lockDataFolder(folder))).toBe("dataFolder.inUse");
    other.child.kill("SIGKILL");
    await other.exited;
    expect(existsSync(lockFile())).toBe(true);
    lockDataFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("lets exactly one of several consoles started at once take over a dead lock", async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: 2 ** 30, process: "gone", claim: "x" }));
    const consoles = await Promise.all([1, 2, 3, 4].map(() => otherConsole()));
    for (const { child, exited } of consoles) {
      child.kill("SIGKILL");
      await exited;
    }
    expect(consoles.map(({ said }) => said).sort()).toEqual([...Array(3).fill("dataFolder.inUse"), "held"]);
  });

  it.runIf(process.platform === "linux")(
    "is not fooled by a later process with the dead owner's number",
    () => {
      writeFileSync(
        lockFile(),
        JSON.stringify({ pid: process.pid, process: "an earlier boot:1", claim: "x" }),
      );
      lockDataFolder(folder)();
    },
  );

  it.each(["", "{", "null", "[]", '{"pid":"1"}', '{"pid":-1}'])(
    "takes over a damaged lock file: %j",
    (text) => {
      writeFileSync(lockFile(), text);
      lockDataFolder(folder)();
    },
  );

  it("never removes the lock of a console that took over meanwhile", () => {
    const release = lockDataFolder(folder);
    const successor = JSON.stringify({ pid: process.pid, process: "successor", claim: "y" });
    writeFileSync(lockFile(), successor);
    release();
    expect(readFileSync(lockFile(), "utf8")).toBe(successor);
  });
});
