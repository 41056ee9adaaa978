/**
 * Two ends that can pass JSON-safe messages. Adapters exist for WebSocket, MessagePort and Electron IPC; none of
 * them knows a method. `onClose` MUST fire once, also when the channel was closed before the listener came.
 */
export type Channel = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
};

/** Two joined channels in one process, delivering in order on the microtask queue; `close` ends both. */
export function channelPair(): { left: Channel; right: Channel; close(): void } {
  const left = end();
  const right = end();
  left.peer = right;
  right.peer = left;
  const close = () => {
    left.shut();
    right.shut();
  };
  return { left: left.channel, right: right.channel, close };
}

type End = { peer: End | null; deliver(text: string): void; shut(): void; channel: Channel };

function end(): End {
  const listeners: ((message: unknown) => void)[] = [];
  const closers: (() => void)[] = [];
  let open = true;
  const self: End = {
    peer: null,
    deliver(text) {
      if (open) for (const listener of listeners) listener(JSON.parse(text));
    },
    shut() {
      if (!open) return;
      open = false;
      for (const closer of closers) closer();
    },
    channel: {
      send(message) {
        // A round trip through JSON keeps the in-process door as strict as the WebSocket one.
        const text = JSON.stringify(message);
        if (open) void Promise.resolve().then(() => self.peer?.deliver(text));
      },
      onMessage: (listener) => void listeners.push(listener),
      onClose(listener) {
        if (open) closers.push(listener);
        else listener();
      },
    },
  };
  return self;
}
