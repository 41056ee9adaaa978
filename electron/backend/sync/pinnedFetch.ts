import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Fetch, FetchInit } from "./exchange.ts";

export type PinnedFetch = { fetch: Fetch; close(): void };

/**
 * A `fetch` for servers that one of these certificates (PEM) vouches for, and for no others. Node's own takes no
 * authorities of one's choice without the package it is made from, so this one is made of `node:https`.
 */
export function createPinnedFetch(certificates: readonly string[]): PinnedFetch {
  const agent = new Agent({
    keepAlive: true,
    ca: [...certificates],
    // An office may hand out its own authority alone, without the one above it.
    allowPartialTrustChain: true,
    // A resumed session would bring no certificate to look at.
    maxCachedSessions: 0,
    minVersion: "TLSv1.2",
  });
  return {
    async fetch(url, init = {}) {
      const reply = await send(agent, url, init);
      const status = reply.statusCode ?? 0;
      const body = withoutBody.includes(status) ? null : Readable.toWeb(plainBody(reply));
      return new Response(body as ReadableStream<Uint8Array<ArrayBuffer>> | null, { status });
    },
    close: () => agent.destroy(),
  };
}

const withoutBody = [204, 205, 304];

function send(agent: Agent, url: string | URL, init: FetchInit): Promise<IncomingMessage> {
  const { method = "GET", headers = {}, body, signal } = init;
  return new Promise((resolve, reject) => {
    const question = request(
      url,
      { agent, method, headers: { ...headers, "accept-encoding": "gzip" }, ...(signal ? { signal } : {}) },
      resolve,
    );
    question.on("error", reject);
    question.end(body);
  });
}

function plainBody(reply: IncomingMessage): Readable {
  if (reply.headers["content-encoding"] !== "gzip") return reply;
  // The reader of the unpacked stream hears of whatever breaks.
  return pipeline(reply, createGunzip(), () => {});
}
