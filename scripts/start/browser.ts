import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const windowsPlaces = [
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** A Chromium-like browser of this machine, or null. */
export function findBrowser(): string | null {
  const inPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)));
  for (const file of process.platform === "win32" ? windowsPlaces : inPath) {
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not here; the next place may have it.
    }
  }
  return null;
}

/** Whether a window can be shown at all. */
export function hasDisplay(): boolean {
  if (process.platform !== "linux") return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Opens the console as a window of its own, with a profile of its own, so that no other tab can slow the phone. */
export function openAppWindow(browser: string, url: string, profile: string): ChildProcess {
  const asRoot = process.getuid?.() === 0;
  if (asRoot)
    console.warn(
      "Running as root: the browser starts without its sandbox. Use an ordinary account for real work.",
    );
  return spawn(
    browser,
    [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      "--lang=zh-CN",
      "--window-size=1440,900",
      "--disable-features=Translate",
      "--no-first-run",
      "--disable-background-networking",
      "--autoplay-policy=no-user-gesture-required",
      "--disable-background-timer-throttling",
      "--disable-renderer-backgrounding",
      "--disable-backgrounding-occluded-windows",
      ...(asRoot ? ["--no-sandbox"] : []),
    ],
    { stdio: "ignore" },
  );
}
