import { join } from "node:path";
import { BrowserWindow, Menu, type WebContents } from "electron";
import { screenUrl } from "./appScheme.ts";

/** Opens the one window of the desk, hidden until its first paint. */
export function openDeskWindow(preloadFolder: string, options: { devTools: boolean }): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: "坐席 Zuoxi",
    backgroundColor: "#f6f8fa",
    webPreferences: {
      preload: join(preloadFolder, "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // The dictionaries of the spelling check would be fetched from outside.
      spellcheck: false,
      // The softphone must keep its timers and ring while the window is covered.
      backgroundThrottling: false,
      autoplayPolicy: "no-user-gesture-required",
      devTools: options.devTools,
    },
  });
  window.once("ready-to-show", () => window.show());
  flashWhileRinging(window);
  offerEditMenu(window.webContents);
  window.webContents.on("render-process-gone", (_event, details) => {
    if (details.reason !== "clean-exit") window.webContents.reload();
  });
  void window.loadURL(screenUrl);
  return window;
}

/** The mark with which the screen's title begins while a call rings. */
const ringMark = "☎";

/** A ring must be noticed without taking the focus from what the agent types elsewhere. */
function flashWhileRinging(window: BrowserWindow): void {
  window.on("page-title-updated", (_event, title) => {
    window.flashFrame(title.startsWith(ringMark) && !window.isFocused());
  });
  window.on("focus", () => window.flashFrame(false));
}

function offerEditMenu(contents: WebContents): void {
  contents.on("context-menu", (_event, { isEditable, selectionText, editFlags }) => {
    if (!isEditable && !selectionText) return;
    Menu.buildFromTemplate([
      { role: "cut", label: "剪切", visible: isEditable, enabled: editFlags.canCut },
      { role: "copy", label: "复制", enabled: editFlags.canCopy },
      { role: "paste", label: "粘贴", visible: isEditable, enabled: editFlags.canPaste },
      { role: "selectAll", label: "全选", enabled: editFlags.canSelectAll },
    ]).popup();
  });
}
