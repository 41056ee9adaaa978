import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Authority, openCertificateOffice } from "../../../tests/support/certificates.ts";
import { requirePrograms } from "../../../tests/support/systemPrograms.ts";
import { openTestSeat } from "../../../tests/support/testSeat.ts";
import { exchange, type Fetch } from "./exchange.ts";
import { createPinnedFetch, type PinnedFetch } from "./pinnedFetch.ts";

let server: Server | null = null;
afterEach(closeServer);

function closeServer(): Promise<void> {
  return new Promise((resolve) => {
    if (!server) return resolve();
    server.closeAllConnections();
    server.close(() => resolve());
    server = null;
  });
}

async function answering(listener: RequestListener, authority?: Authority): Promise<string> {
  const opened = authority ? createTlsServer(authority.issue(), listener) : createServer(listener);
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  return `${authority ? "https" : "http"}://127.0.0.1:${(opened.address() as AddressInfo).port}`;
}

const shape = z.object({ good: z.boolean() });

function ask(url: string, body?: unknown, timeoutMs = 5_000, line: Fetch = fetch) {
  const signal = new AbortController().signal;
  const message = {
    method: body ? ("POST" as const) : ("GET" as const),
    url,
    timeoutMs,
    signal,
    reply: shape,
  };
  return exchange(line, body ? { ...message, body } : message);
}

const failures: [string, RequestListener, object][] = [
  [
    "a portal's page",
    (_request, reply) => reply.writeHead(200, { "content-type": "text/html" }).end("<html>请登录</html>"),
    { rule: "server.notAServer", detail: { status: 200 } },
  ],
  [
    "JSON of something else",
    (_request, reply) => reply.end('{"hello":"world"}'),
    { rule: "server.notAServer" },
  ],
  [
    "a page that is not there",
    (_request, reply) => reply.writeHead(404).end("no"),
    { rule: "server.notAServer" },
  ],
  [
    "a proxy's 502",
    (_request, reply) => reply.writeHead(502).end("<html>bad gateway</html>"),
    { rule: "server.error" },
  ],
  [
    "the server's own failure",
    (_request, reply) =>
      reply.writeHead(500).end(JSON.stringify({ error: { code: "internal", message: "Internal error" } })),
    { rule: "server.error", detail: { status: 500 } },
  ],
  [
    "a refusal in the agreed form",
    (_request, reply) =>
      reply.writeHead(409).end(
        JSON.stringify({
          error: { code: "conflict", message: "gap", rule: "sync.gap", detail: { expected: 3 } },
        }),
      ),
    { code: "conflict", rule: "sync.gap", detail: { expected: 3 } },
  ],
  [
    "half a reply",
    (_request, reply) => {
      reply.writeHead(200, { "content-length": "1000" });
      reply.write('{"good":', () => reply.destroy());
    },
    { rule: "server.unreachable" },
  ],
  [
    "a redirect to elsewhere",
    (_request, reply) => reply.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
    { rule: "server.notAServer" },
  ],
  [
    "a small reply that swells to 64 MiB",
    (_request, reply) =>
      reply.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(64 * 1_048_576))),
    { rule: "server.notAServer" },
  ],
];

describe("a question to the server", () => {
  it.each(failures)("answered by %s fails with its own rule", async (_name, listener, expected) => {
    await expect(ask(await answering(listener))).rejects.toMatchObject(expected);
  });

  it("fails as unreachable when nobody listens and when nobody answers in time", async () => {
    await expect(ask("http://127.0.0.1:9")).rejects.toMatchObject({ rule: "server.unreachable" });
    const silent = await answering(() => {});
    await expect(ask(silent, undefined, 50)).rejects.toMatchObject({ rule: "server.unreachable" });
  });

  it("is gzipped when it is long, and not when it is short", async () => {
    const heard: { encoding: string | undefined; text: string }[] = [];
    const url = await answering((request, reply) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const encoding = request.headers["content-encoding"];
        const bytes = Buffer.concat(chunks);
        heard.push({ encoding, text: String(encoding ? gunzipSync(bytes) : bytes) });
        reply.end('{"good":true}');
      });
    });
    const long = { text: "长".repeat(1_000) };
    expect([await ask(url, { a: 1 }), await ask(url, long)]).toEqual([{ good: true }, { good: true }]);
    expect(heard).toEqual([
      { encoding: undefined, text: '{"a":1}' },
      { encoding: "gzip", text: JSON.stringify(long) },
    ]);
  });
});

describe.runIf(requirePrograms(["openssl"]))(
  "a question over a line with certificates of one's choice",
  () => {
    const office = openCertificateOffice();
    const authority = office.authority("Centre");
    let line: PinnedFetch;
    beforeAll(() => {
      line = createPinnedFetch([authority.certificate]);
    });
    afterAll(() => {
      line.close();
      office.close();
    });

    it.each(failures)("answered by %s fails with its own rule", async (_name, listener, expected) => {
      const url = await answering(listener, authority);
      await expect(ask(url, undefined, 5_000, line.fetch)).rejects.toMatchObject(expected);
    });

    it("fails as unreachable when nobody answers in time, in the middle of a reply as well", async () => {
      const silent = await answering(() => {}, authority);
      await expect(ask(silent, undefined, 50, line.fetch)).rejects.toMatchObject({
        rule: "server.unreachable",
      });
      await closeServer();
      const half = await answering((_request, reply) => void reply.write('{"good":'), authority);
      await expect(ask(half, undefined, 50, line.fetch)).rejects.toMatchObject({
        rule: "server.unreachable",
      });
    });

    it("is answered gzipped and plain, with a body and without, over one connection", async () => {
      const sockets = new Set<unknown>();
      const url = await answering((request, reply) => {
        sockets.add(request.socket);
        expect(request.headers["accept-encoding"]).toBe("gzip");
        request.resume().on("end", () => {
          const packed = gzipSync('{"good":true}');
          if (request.method === "GET") reply.end('{"good":false}');
          else reply.writeHead(200, { "content-encoding": "gzip" }).end(packed);
        });
      }, authority);
      const replies = [];
      for (const body of [undefined, { text: "长".repeat(1_000) }, undefined])
        replies.push(await ask(url, body, 5_000, line.fetch));
      expect(replies).toEqual([{ good: false }, { good: true }, { good: false }]);
      expect(sockets.size).toBe(1);
    });
  },
);

describe("a desk whose server address is answered by something else", () => {
  it("says so in the status, logs no personal data, and goes on saving", async () => {
    const serverUrl = await answering((_request, reply) => reply.end("<html>请登录</html>"));
    const seat = openTestSeat({ serverUrl, fetch });
    const told = new Promise<string | null>((resolve) => {
      seat.api.on("status.changed", ({ server: { state, rule } }) => state === "offline" && resolve(rule));
    });
    await seat.signIn();
    await seat.api.call("drafts.open", { callId: null, callerNumber: "13800138621" });
    expect(await told).toBe("server.notAServer");
    expect(await seat.api.call("drafts.list", {})).toHaveLength(1);
    expect(seat.log).toContainEqual(
      expect.objectContaining({ fields: { rule: "server.notAServer", failures: 1 } }),
    );
    expect(JSON.stringify(seat.log)).not.toMatch(/13800138621|请登录/);
    await seat.close();
  });
});
