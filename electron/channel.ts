import type { MessagePort } from "node:worker_threads";
import { type BrowserWindow, type IpcMainEvent, ipcMain } from "electron";
import { isScreen } from "./security.ts";

/** What crosses between preload and main on the one channel "rpc". */
export type ToDesk = { connection: string; message: unknown };
export type FromDesk = { connection: string } & ({ message: unknown } | { closed: true });

export type DeskChannel = {
  /** Sends something to the screen that does not come from the backend. */
  tell(message: unknown): void;
};

/**
 * Joins the screen of a window to the backend. Messages count only from the window's own main frame while it shows
 * the screen; everything else is dropped without an answer. A page's first message opens its port.
 */
export function joinWindowToBackend(window: BrowserWindow, connect: () => MessagePort | null): DeskChannel {
  const contents = window.webContents;
  let current: { connection: string; port: MessagePort } | null = null;

  const send = (packet: FromDesk) => {
    if (!contents.isDestroyed()) contents.send("rpc", packet);
  };
  const open = (connection: string) => {
    const former = current;
    current = null;
    former?.port.close();
    const port = connect();
    if (!port) return send({ connection, closed: true });
    current = { connection, port };
    port.on("message", (message) => send({ connection, message }));
    port.on("close", () => {
      if (current?.port !== port) return;
      current = null;
      send({ connection, closed: true });
    });
  };
  const onMessage = (event: IpcMainEvent, packet: unknown) => {
    if (!isFromScreen(event, window) || !isToDesk(packet)) return;
    if (current?.connection !== packet.connection) open(packet.connection);
    current?.port.postMessage(packet.message);
  };

  ipcMain.on("rpc", onMessage);
  window.once("closed", () => {
    ipcMain.off("rpc", onMessage);
    const last = current;
    current = null;
    last?.port.close();
  });
  return { tell: (message) => current && send({ connection: current.connection, message }) };
}

function isFromScreen(event: IpcMainEvent, window: BrowserWindow): boolean {
  const frame = event.senderFrame;
  if (!frame || window.isDestroyed()) return false;
  return frame === window.webContents.mainFrame && isScreen(frame.url);
}

function isToDesk(packet: unknown): packet is ToDesk {
  return (
    typeof packet === "object" &&
    packet !== null &&
    "connection" in packet &&
    typeof packet.connection === "string" &&
    packet.connection.length <= 64 &&
    "message" in packet
  );
}
