import { createServer, type Server } from "node:net";

/**
 * Below the ports that the system hands out to whoever connects: one of those, free a moment ago, may be somebody's by
 * the time a program listens on it.
 */
const from = 10_000;
const pairs = 2_000;

/** Free TCP ports on loopback, all different and each with the next one free: a SIP program takes that for TLS. */
export async function reservePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries += 1) {
    if (tries > pairs) throw new Error(`No free port from ${from} to ${from + 2 * pairs}`);
    const port = from + 2 * Math.floor(Math.random() * pairs);
    const [first, second] = [await listenOn(port), await listenOn(port + 1)];
    for (const server of [first, second]) if (server) held.push(server);
    if (first && second) ports.push(port);
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** A loopback port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const [port] = await reservePorts(1);
  return port as number;
}

function listenOn(port: number): Promise<Server | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
