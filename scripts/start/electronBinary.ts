import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fetchLimitMs = 45_000;
const retryAfterMs = 24 * 3_600_000;

/**
 * The path of Electron's program, fetched when it is not there yet and can be had within 45 s; null otherwise.
 * `require("electron")` is never used to ask: it downloads synchronously. A failed fetch is remembered for a day,
 * so that the next start is quick. Electron's own mirror variables (ELECTRON_MIRROR …) are honoured.
 */
export async function findElectron(root: string): Promise<string | null> {
  const present = binaryIn(root);
  if (present || process.env.ZUOXI_DOOR === "loopback")
    return process.env.ZUOXI_DOOR === "loopback" ? null : present;
  const memory = join(root, ".cache", "electron-not-fetched");
  const failedLately = existsSync(memory) && Date.now() - statSync(memory).mtimeMs < retryAfterMs;
  if (failedLately && process.env.ZUOXI_DOOR !== "electron") return null;
  console.log("Fetching Electron (at most 45 s; the console opens without it otherwise) …");
  await fetchBinary(root);
  const fetched = binaryIn(root);
  if (!fetched) {
    mkdirSync(join(root, ".cache"), { recursive: true });
    writeFileSync(memory, "");
  }
  return fetched;
}

function binaryIn(root: string): string | null {
  const folder = join(root, "node_modules", "electron");
  try {
    const file = join(folder, "dist", readFileSync(join(folder, "path.txt"), "utf8").trim());
    return existsSync(file) ? file : null;
  } catch {
    return null;
  }
}

function fetchBinary(root: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "node_modules", "electron", "install.js")], {
      stdio: "ignore",
      timeout: fetchLimitMs,
    });
    child.on("error", () => resolve());
    child.on("exit", () => resolve());
  });
}
