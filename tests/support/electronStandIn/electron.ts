/**
 * Stands in for the `electron` module in a plain Node process: windows are Chromium pages. It imitates what the
 * desk uses of Electron, as its documentation tells it, so that the built main process and preload run unchanged.
 * A pass here is not a pass in Electron.
 */
import { runInThisContext } from "node:vm";
import * as application from "./app.ts";
import * as systems from "./systems.ts";
import * as windows from "./window.ts";

export { app } from "./app.ts";
export { ipcMain, Menu, powerMonitor, protocol, safeStorage, session } from "./systems.ts";
export { BrowserWindow } from "./window.ts";

// As with Playwright's Electron driver, a test may run a function over the module inside this process.
process.on("message", async ({ id, code }: { id: number; code: string }) => {
  const electron = { app: application.app, BrowserWindow: windows.BrowserWindow, ...systems };
  try {
    const value: unknown = await runInThisContext(`(${code})`)(electron);
    process.send?.({ id, value });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
// The channel to the test alone must not keep this process alive.
process.channel?.unref();
