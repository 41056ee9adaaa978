import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gunzipSync } from "node:zlib";

/** What stands between a seat and its server: nothing, or one of the things that answer in its place. */
export type Trouble =
  | "none"
  | "gone"
  | "html"
  | "error500"
  | "halfReply"
  | "noHttp"
  | "slow"
  | "clock40DaysOn";

export type TroubledServer = {
  url: string;
  /** From now on, for connections already open as well. */
  be(trouble: Trouble): void;
  close(): Promise<void>;
};

/** A stand-in in front of the real server at `upstream`: passes everything on until a test tells it not to. */
export async function startTroubledServer(upstream: string): Promise<TroubledServer> {
  let trouble: Trouble = "none";
  const open = new Set<Socket>();
  const server = createServer((question, reply) => {
    void answer(trouble, upstream, question, reply).catch(() => reply.destroy());
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => open.forEach((socket) => void socket.destroy());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    be(next) {
      trouble = next;
      cut();
    },
    async close() {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const slowMs = 1_200;
/** And half a day, so that a millisecond on the way does not make them thirty-nine. */
const fortyDaysMs = 40.5 * 86_400_000;

async function answer(
  trouble: Trouble,
  upstream: string,
  question: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  switch (trouble) {
    case "html":
      return void reply
        .writeHead(200, { "content-type": "text/html" })
        .end("<html><body>上网认证</body></html>");
    case "error500":
      return void reply.writeHead(500, { "content-type": "text/html" }).end("<h1>Internal Server Error</h1>");
    case "halfReply":
      reply
        .writeHead(200, { "content-type": "application/json", "content-length": "2000" })
        .write('{"epoch":');
      return void setImmediate(() => reply.destroy());
    case "noHttp":
      question.socket.write(Buffer.from([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28, 0x0a]));
      return void question.socket.destroySoon();
    default:
      return await passOn(trouble, upstream, question, reply);
  }
}

async function passOn(
  trouble: Trouble,
  upstream: string,
  question: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await forward(upstream, question);
  if (trouble === "slow") await new Promise((resolve) => setTimeout(resolve, slowMs));
  if (trouble !== "clock40DaysOn") return void reply.writeHead(status, headers).end(body);
  const text = (headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
  const turned = text.replace(
    /"serverTime":"([^"]+)"/,
    (_whole, at: string) => `"serverTime":"${new Date(Date.parse(at) + fortyDaysMs).toISOString()}"`,
  );
  reply.writeHead(status, { "content-type": "application/json" }).end(turned);
}

type Forwarded = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

function forward(upstream: string, question: IncomingMessage): Promise<Forwarded> {
  const { hostname, port } = new URL(upstream);
  const { method, url: path, headers } = question;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers }, (got) => {
      const parts: Buffer[] = [];
      got.on("data", (part: Buffer) => parts.push(part));
      got.on("error", reject);
      got.on("end", () => {
        const { "transfer-encoding": _, ...rest } = got.headers;
        resolve({ status: got.statusCode ?? 502, headers: rest, body: Buffer.concat(parts) });
      });
    });
    sent.on("error", reject);
    question.pipe(sent);
  });
}
