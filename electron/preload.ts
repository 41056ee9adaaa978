import { contextBridge, ipcRenderer } from "electron";
import type { Channel } from "../shared/rpc/channel.ts";
import type { FromDesk, ToDesk } from "./channel.ts";

// One document is one connection: the number keeps replies to the page before a reload away from this one.
const connection = crypto.randomUUID();
const closers: (() => void)[] = [];
let isClosed = false;

const channel: Channel = {
  send: (message) => ipcRenderer.send("rpc", { connection, message } satisfies ToDesk),
  onMessage(listener) {
    ipcRenderer.on("rpc", (_event, packet: FromDesk) => {
      if (packet.connection === connection && "message" in packet) listener(packet.message);
    });
  },
  onClose(listener) {
    if (isClosed) listener();
    else closers.push(listener);
  },
};

ipcRenderer.on("rpc", (_event, packet: FromDesk) => {
  if (packet.connection !== connection || !("closed" in packet) || isClosed) return;
  isClosed = true;
  for (const closer of closers) closer();
});

contextBridge.exposeInMainWorld("zuoxi", channel);
