import type { MessagePort } from "node:worker_threads";
import type { Channel } from "../../shared/rpc/channel.ts";

/** A channel over a MessagePort of worker threads. `onClose` fires once, also for a port that is closed already. */
export function portChannel(port: MessagePort): Channel {
  const closers: (() => void)[] = [];
  let open = true;
  port.on("close", () => {
    if (!open) return;
    open = false;
    for (const closer of closers) closer();
  });
  return {
    send(message) {
      if (open) port.postMessage(message);
    },
    onMessage: (listener) => void port.on("message", listener),
    onClose(listener) {
      if (open) closers.push(listener);
      else listener();
    },
  };
}
