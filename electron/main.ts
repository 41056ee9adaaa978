import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { app, type BrowserWindow, Menu, powerMonitor, session } from "electron";
import { declareAppScheme, screenUrl, serveAppScheme } from "./appScheme.ts";
import { startFailurePage, startFailureSentence } from "./backend/startFailurePage.ts";
import { joinWindowToBackend } from "./channel.ts";
import { openSeat } from "./seat.ts";
import { lockDown } from "./security.ts";
import type { Supervised } from "./superviseBackend.ts";
import { openDeskWindow } from "./window.ts";

/**
 * The desktop door: one instance, one data folder, one backend thread, one window. `ZUOXI_DATA` moves the data
 * folder; the rest of the launch environment is the backend's.
 */
const dist = join(import.meta.dirname, "..");
const dataFolder = process.env.ZUOXI_DATA ?? join(app.getPath("appData"), "Zuoxi");
// Chromium's own files, and with them the single-instance lock, belong to the data folder they serve.
const shellFolder = join(dataFolder, "shell");
mkdirSync(shellFolder, { recursive: true, mode: 0o700 });
app.setPath("userData", shellFolder);

if (app.requestSingleInstanceLock()) main();
else {
  console.error("zuoxi: dataFolder.inUse");
  app.exit(1);
}

function main(): void {
  app.enableSandbox();
  app.commandLine.appendSwitch("lang", "zh-CN");
  app.commandLine.appendSwitch("autoplay-policy", "no-user-gesture-required");
  declareAppScheme();
  void app.whenReady().then(openDesk);
}

async function openDesk(): Promise<void> {
  Menu.setApplicationMenu(null);
  lockDown(session.defaultSession);
  const desk = await startSeat();
  serveAppScheme(join(dist, "renderer"), () => (desk.failure ? startFailurePage(desk.failure) : null));
  const window = openDeskWindow(import.meta.dirname, { devTools: !app.isPackaged });
  const channel = joinWindowToBackend(window, () => desk.seat?.connect() ?? null);
  desk.seat?.onRestart((failure) => {
    desk.failure = failure;
    if (!window.isDestroyed()) void window.loadURL(screenUrl);
  });
  powerMonitor.on("resume", () => channel.tell({ event: "host.resumed", payload: {} }));
  app.on("second-instance", () => bringForward(window));
  app.on("window-all-closed", () => app.quit());
  closeBeforeQuit(desk);
}

type Desk = { seat: Supervised | null; failure: unknown };

/** A desk that cannot open says why in its window instead of vanishing. */
async function startSeat(): Promise<Desk> {
  try {
    const workerFile = join(dist, "backend", "worker.js");
    return {
      seat: await openSeat({ dataFolder, workerFile, starterLibrary: !app.isPackaged }),
      failure: null,
    };
  } catch (failure) {
    console.error(`zuoxi: ${startFailureSentence(failure).rule}`);
    return { seat: null, failure };
  }
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

function closeBeforeQuit(desk: Desk): void {
  let closed = false;
  app.on("will-quit", (event) => {
    if (closed || !desk.seat) return;
    event.preventDefault();
    closed = true;
    void desk.seat.close().finally(() => app.quit());
  });
}
