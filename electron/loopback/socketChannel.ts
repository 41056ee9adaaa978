import type { MessagePort } from "node:worker_threads";
import type { WebSocket } from "ws";

/** Joins a browser's WebSocket to a port of the backend thread: JSON text on one side, plain values on the other. */
export function joinSocketToPort(socket: WebSocket, port: MessagePort): void {
  socket.on("message", (data, isBinary) => {
    if (isBinary) return socket.close(1003, "text only");
    try {
      port.postMessage(JSON.parse(String(data)));
    } catch {
      socket.close(1007, "not JSON");
    }
  });
  port.on("message", (message) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(message)));
  socket.on("close", () => port.close());
  socket.on("error", () => socket.terminate());
  port.on("close", () => socket.close(1001, "backend closed"));
}
