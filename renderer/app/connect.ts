import type { Channel } from "../../shared/rpc/channel.ts";
import type { Client } from "../../shared/rpc/client.ts";

/** What the desktop shell's preload puts on the window. */
type Shell = { zuoxi?: Channel };

/** The browser as the reconnecting channel needs it; tests bring their own. */
export type SocketDoor = {
  open(): WebSocket;
  after(ms: number, run: () => void): void;
  /** 0…1 */
  random(): number;
};

/** Joins the client to the seat host: through the desktop shell's channel, or a WebSocket that comes back when lost. */
export function connect(client: Client, page: Window): void {
  const shell = (page as Window & Shell).zuoxi;
  if (shell) return client.attach(shell);
  keepSocket(client, {
    open: () => new WebSocket(`${page.location.origin.replace(/^http/, "ws")}/rpc`),
    after: (ms, run) => void setTimeout(run, ms),
    random: Math.random,
  });
}

/** One socket at a time; after a loss the next try waits longer each time, with jitter, so that seats do not come back in step. */
export function keepSocket(client: Client, door: SocketDoor): void {
  let failures = 0;
  const tryOnce = () => {
    const socket = door.open();
    socket.onopen = () => {
      failures = 0;
      client.attach(toChannel(socket));
    };
    socket.addEventListener("close", () => {
      failures += 1;
      door.after(pauseBefore(failures, door.random()), tryOnce);
    });
  };
  tryOnce();
}

/** Milliseconds before the next try: 200, 400 … 5000, each ± half. */
export function pauseBefore(failures: number, random: number): number {
  const full = Math.min(5000, 200 * 2 ** Math.min(failures - 1, 10));
  return Math.round(full * (0.5 + random));
}

/** JSON text frames; a frame that is no JSON is dropped, as the contract would not know it either. */
function toChannel(socket: WebSocket): Channel {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) =>
      socket.addEventListener("message", (event) => {
        const message = parse(event.data);
        if (message !== undefined) listener(message);
      }),
    onClose(listener) {
      if (socket.readyState >= WebSocket.CLOSING) listener();
      else socket.addEventListener("close", () => listener(), { once: true });
    },
  };
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
