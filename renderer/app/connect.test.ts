import { afterEach, expect, test } from "vitest";
import { WebSocket as NodeSocket, WebSocketServer } from "ws";
import { createClient } from "../../shared/rpc/client.ts";
import { keepSocket, pauseBefore } from "./connect.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A host that answers `sync.now`, on a real socket. */
async function openHost(port = 0) {
  const server = new WebSocketServer({ port, host: "127.0.0.1" });
  closers.push(() => server.close());
  server.on("connection", (socket) =>
    socket.on("message", (data) => {
      const { id } = JSON.parse(String(data)) as { id: number };
      socket.send("no JSON at all");
      socket.send(JSON.stringify({ id, ok: true, value: {} }));
    }),
  );
  await new Promise((done) => server.once("listening", done));
  return { server, port: (server.address() as { port: number }).port };
}

/** Resolves when the client says it is or is not connected. */
function connectionIs(client: ReturnType<typeof createClient>, wanted: boolean) {
  return new Promise<void>((resolve) => {
    const stop = client.onConnection((connected) => {
      if (connected !== wanted) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });
}

test("a lost socket comes back after a pause, and calls work over the new one", async () => {
  const { server, port } = await openHost();
  const client = createClient();
  const waiting: { ms: number; run: () => void }[] = [];
  let open = true;
  closers.push(() => {
    open = false;
  });
  keepSocket(client, {
    open() {
      const socket = new NodeSocket(`ws://127.0.0.1:${port}`);
      closers.push(() => socket.terminate());
      return socket as unknown as WebSocket;
    },
    after: (ms, run) => void (open && waiting.push({ ms, run })),
    random: () => 0.5,
  });
  await connectionIs(client, true);
  await expect(client.call("sync.now", {})).resolves.toEqual({});

  for (const socket of server.clients) socket.terminate();
  await connectionIs(client, false);
  await expect(client.call("sync.now", {})).rejects.toMatchObject({ rule: "channel.lost" });
  expect(waiting.map(({ ms }) => ms)).toEqual([200]);

  waiting[0]!.run();
  await connectionIs(client, true);
  await expect(client.call("sync.now", {})).resolves.toEqual({});
});

test("pauses grow to five seconds, and jitter keeps seats from coming back in step", () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => pauseBefore(failures, 0.5))).toEqual([
    200, 400, 800, 1600, 3200, 5000, 5000,
  ]);
  expect(pauseBefore(1, 0)).toBe(100);
  expect(pauseBefore(1, 0.999)).toBe(300);
});
