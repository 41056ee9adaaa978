import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy that misbehaves on demand. */
export type FaultProxy = {
  port: number;
  /** Where the other end is now; a restarted server has another port. */
  pointAt(port: number): void;
  /** Breaks every open connection. */
  cut(): void;
  /** Swallows the next replies: the request arrives, the connection breaks before its answer. */
  loseReplies(count: number): void;
  /** Holds every reply back. */
  delay(ms: number): void;
  /** While true, nobody gets through. */
  partition(isApart: boolean): void;
  close(): Promise<void>;
};

export async function startFaultProxy(upstream: number): Promise<FaultProxy> {
  const open = new Set<Socket>();
  let [target, lost, delayMs, isApart] = [upstream, 0, 0, false];
  const proxy = createServer((near) => {
    if (isApart) return near.destroy();
    const far = connect(target, "127.0.0.1");
    const end = () => [near, far].forEach((socket) => void socket.destroy());
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", end).on("close", () => {
        open.delete(socket);
        end();
      });
    }
    near.pipe(far);
    far.on("data", (bytes) => {
      if (lost > 0) {
        lost -= 1;
        return end();
      }
      return delayMs > 0 ? setTimeout(() => near.write(bytes), delayMs) : near.write(bytes);
    });
    return near;
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const cut = () => open.forEach((socket) => void socket.destroy());
  return {
    port: (proxy.address() as AddressInfo).port,
    pointAt: (port) => {
      target = port;
    },
    cut,
    loseReplies: (count) => {
      lost = count;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    partition: (apart) => {
      isApart = apart;
      if (apart) cut();
    },
    close: () => {
      cut();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}
