import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { MessagePort } from "node:worker_threads";
import { WebSocketServer } from "ws";
import { contentSecurityPolicy } from "../backend/contentSecurityPolicy.ts";
import { readStaticFile } from "../backend/staticFiles.ts";
import { type Admission, cookieName, createAdmission } from "./admission.ts";
import { joinSocketToPort } from "./socketChannel.ts";

export type HostOptions = {
  rendererFolder: string;
  /** 0 picks a free port. */
  port: number;
  now: () => number;
  /** A port to the backend for that client, or null while there is no backend. */
  connect: (clientKey: string) => MessagePort | null;
  /** A whole HTML page shown instead of the console when the backend could not start. */
  failurePage: () => string | null;
};

export type Host = {
  /** `http://<random>.localhost:<port>` */
  origin: string;
  /** An address that admits one browser, once, within a minute. */
  admissionUrl(): string;
  close(): Promise<void>;
};

/** Largest message a browser may send: an import of files is the biggest thing that crosses. */
const maxMessageBytes = 64 * 1024 * 1024;

/**
 * The loopback door: serves the console and joins its WebSocket to the backend. It listens on 127.0.0.1 only and
 * answers nothing to a request whose Host, cookie or Origin is not its own (DNS rebinding, cross-site WebSocket).
 */
export async function openHost(options: HostOptions): Promise<Host> {
  const admission = createAdmission(options.now);
  const server = createServer(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const authority = `${admission.hostName}:${(server.address() as AddressInfo).port}`;
  const origin = `http://${authority}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    setSecurityHeaders(response, authority);
    if (request.headers.host !== authority) return refuse(response, 421, "unknown host");
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "GET only");
    const url = new URL(request.url ?? "/", origin);
    if (url.pathname === "/enter") return admit(url.searchParams.get("ticket") ?? "", admission, response);
    if (!admission.clientKeyOf(request)) return refuse(response, 401, notAdmitted);
    const failure = options.failurePage();
    if (failure && url.pathname === "/") return send(response, 503, "text/html; charset=utf-8", failure);
    await serveFile(options.rendererFolder, url.pathname, request, response);
  }

  server.on("upgrade", (request, socket, head) => {
    const clientKey = admission.clientKeyOf(request);
    const foreign = request.headers.host !== authority || request.headers.origin !== origin;
    if (foreign || !clientKey || new URL(request.url ?? "/", origin).pathname !== "/rpc") return drop(socket);
    const port = options.connect(clientKey);
    if (!port) return drop(socket);
    sockets.handleUpgrade(request, socket, head, (webSocket) => joinSocketToPort(webSocket, port));
  });

  return {
    origin,
    admissionUrl: () => `${origin}/enter?ticket=${admission.newTicket()}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const notAdmitted = "请从坐席程序重新打开此窗口。Open this window from the Zuoxi program again.";

function admit(ticket: string, admission: Admission, response: ServerResponse): void {
  const client = admission.redeem(ticket);
  if (!client) return refuse(response, 401, notAdmitted);
  response.setHeader("Set-Cookie", `${cookieName}=${client}; Path=/; Secure; HttpOnly; SameSite=Strict`);
  response.writeHead(303, { Location: "/" }).end();
}

async function serveFile(
  folder: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await readStaticFile(folder, path);
  if (!file) return refuse(response, 404, "not found");
  response.setHeader("Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": file.body.length });
  response.end(request.method === "HEAD" ? undefined : file.body);
}

function setSecurityHeaders(response: ServerResponse, authority: string): void {
  response.setHeader("Content-Security-Policy", contentSecurityPolicy(`ws://${authority}`));
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader(
    "Permissions-Policy",
    "microphone=(self), camera=(), geolocation=(), display-capture=()",
  );
}

function refuse(response: ServerResponse, status: number, text: string): void {
  send(response, status, "text/plain; charset=utf-8", text);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(body);
}

function drop(socket: Duplex): void {
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
