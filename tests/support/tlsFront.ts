import { type AddressInfo, connect, type Socket } from "node:net";
import { createServer, type TLSSocket } from "node:tls";
import type { Certificate } from "./certificates.ts";

/** Encryption in front of a plain server, as an office's gateway does it, whose certificate a test changes. */
export type TlsFront = {
  url: string;
  /** From now on; who is connected has to look anew. */
  present(certificate: Certificate): void;
  /** Passes on the next question that contains this, loses the reply, and presents that certificate afterwards. */
  presentAfter(words: string, certificate: Certificate): void;
  /** Connections that were encrypted so far: whose certificate was believed. */
  believed(): number;
  /** How many questions so far had this in their first line. */
  asked(words: RegExp): number;
  close(): Promise<void>;
};

/** @param upstream the plain server's address */
export async function startTlsFront(upstream: string, first: Certificate): Promise<TlsFront> {
  const { port: upstreamPort } = new URL(upstream);
  const open = new Set<Socket>();
  let trap: { words: string; certificate: Certificate } | null = null;
  let believed = 0;
  const lines: string[] = [];
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => socket.destroy());
  };
  const server = createServer({ ...first, minVersion: "TLSv1.2" }, (near: TLSSocket) => {
    believed += 1;
    const far = connect(Number(upstreamPort), "127.0.0.1");
    keep(near);
    keep(far);
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
    near.on("data", (part) => {
      far.write(part);
      lines.push(part.toString("latin1").split("\r\n", 1)[0] ?? "");
      if (!trap || !part.includes(trap.words)) return;
      const { certificate } = trap;
      trap = null;
      // The server has done what it was asked when it begins to answer.
      far.removeAllListeners("data").once("data", () => present(certificate));
    });
    far.on("data", (part) => near.write(part));
  });
  const present = (certificate: Certificate) => {
    server.setSecureContext({ ...certificate, minVersion: "TLSv1.2" });
    for (const socket of open) socket.destroy();
  };
  server.on("tlsClientError", () => {});
  server.on("connection", keep);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    present,
    presentAfter(words, certificate) {
      trap = { words, certificate };
    },
    believed: () => believed,
    asked: (words) => lines.filter((line) => words.test(line)).length,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
