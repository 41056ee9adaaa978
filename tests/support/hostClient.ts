import { request } from "node:http";
import { WebSocket } from "ws";
import type { Channel } from "../../shared/rpc/channel.ts";
import { type Client, createClient } from "../../shared/rpc/client.ts";

/** A console without a screen: enters the loopback door as a browser would and speaks the contract. */
export async function connectToHost(admissionUrl: string): Promise<Client & { close(): void }> {
  const url = new URL(admissionUrl);
  const cookie = await redeem(url);
  const socket = new WebSocket(`ws://127.0.0.1:${url.port}/rpc`, {
    headers: { host: url.host, origin: url.origin, cookie },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  socket.on("error", () => {});
  const client = createClient();
  client.attach(channelOf(socket));
  return { ...client, close: () => socket.terminate() };
}

/** Waits until the seat knows its server and its people: a new seat enrols itself while it starts. */
export function untilEnrolled(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    const ask = () =>
      client
        .call("session.info", {})
        .then(({ seat, notices }) => seat && !notices.includes("noAccounts") && resolve(), reject);
    client.on("session.changed", () => void ask());
    void ask();
  });
}

function redeem(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port: url.port, path: url.pathname + url.search, headers: { host: url.host } },
      (response) => {
        response.resume();
        const cookie = response.headers["set-cookie"]?.[0]?.split(";")[0];
        if (cookie) resolve(cookie);
        else reject(new Error(`the host answered ${response.statusCode}`));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

function channelOf(socket: WebSocket): Channel {
  return {
    send: (message) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(message)),
    onMessage: (listener) => void socket.on("message", (data) => listener(JSON.parse(String(data)))),
    onClose: (listener) => void socket.once("close", () => listener()),
  };
}
