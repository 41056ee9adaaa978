import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

/** A stand-in that takes every connection as an exchange would and answers each message with nonsense. */
export async function startBabblingExchange(): Promise<{
  port: number;
  heard(): number;
  close(): Promise<void>;
}> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "sip" });
  await new Promise<void>((resolve) => server.once("listening", () => resolve()));
  let heard = 0;
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    socket.on("message", () => {
      heard += 1;
      socket.send("HTTP/1.1 200 OK\r\n\r\n<html>欢迎</html>");
      socket.send("SIP/2.0 999 ???\r\nVia: \r\nCSeq: x\r\n\r\n");
      socket.send(Buffer.from([0, 255, 13, 10, 13, 10, 7]));
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
    async close() {
      for (const socket of server.clients) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
