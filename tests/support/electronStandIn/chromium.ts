import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { chromiumFlags } from "../chromium.ts";

// `app:` is a scheme that only Electron can add to Chromium. A name below localhost stands for it: its own origin,
// a secure context, and every request to it is answered here.
const pageOrigin = "http://desk.localhost";
export const toPageUrl = (url: string) => url.replace(/^app:\/\/desk(?=\/|$)/, pageOrigin);
export const toAppUrl = (url: string) => url.replace(/^http:\/\/desk\.localhost(?=\/|$)/, "app://desk");

let started: Promise<BrowserContext> | null = null;
let profile = "";

/** The browser of this app, started at its first window. */
export function startChromium(): Promise<BrowserContext> {
  // Below the data folder, whose owner removes it even when this process was killed.
  profile ||= mkdtempSync(join(process.env.ZUOXI_DATA ?? tmpdir(), "stand-in-"));
  started ??= chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    // A second, open end of the debugging protocol is what the test drives the page through.
    args: [...chromiumFlags(), "--remote-debugging-port=0"],
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    serviceWorkers: "block",
    // Ending is the app's own business.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  return started;
}

/** Where a test can reach the browser. */
export async function debuggingAddress(): Promise<string> {
  await startChromium();
  const [port] = readFileSync(join(profile, "DevToolsActivePort"), "utf8").split("\n");
  return `http://127.0.0.1:${port}`;
}

export async function closeChromium(): Promise<void> {
  if (!started) return;
  const context = await started.catch(() => null);
  await context?.close().catch(() => {});
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
