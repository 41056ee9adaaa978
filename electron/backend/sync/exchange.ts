import { gzipSync } from "node:zlib";
import type { z } from "zod";
import { AppError, fromWireError, type WireError } from "../../../shared/errors.ts";
import { errorReply, limits } from "../../../shared/sync/protocol.ts";
import { linkedAbort } from "./linkedAbort.ts";

/** As much of `fetch` as the seat uses. */
export type Fetch = (url: string | URL, init?: FetchInit) => Promise<Response>;

export type FetchInit = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer<ArrayBuffer>;
  signal?: AbortSignal;
  redirect?: "manual";
};

export type Message<T> = {
  method: "GET" | "POST";
  url: string;
  body?: unknown;
  token?: string;
  /** Gives up after this long without a whole reply. */
  timeoutMs: number;
  signal: AbortSignal;
  reply: z.ZodType<T>;
};

/**
 * One question to the central server and its checked answer.
 * @throws AppError `unavailable` with rule `server.unreachable` (no or half a reply), `server.notAServer` (somebody
 * else answers there: a portal, a proxy), `server.error` (it fails by itself); the refusal the server spoke; or what
 * the wire refused to be sent over (`ServerWire`).
 */
export async function exchange<T>(fetchIt: Fetch, message: Message<T>): Promise<T> {
  const { status, text } = await transfer(fetchIt, message);
  const value = asJson(text, status);
  if (status >= 200 && status < 300) {
    const reply = message.reply.safeParse(value);
    if (reply.success) return reply.data;
    throw failed("server.notAServer", status);
  }
  const refusal = errorReply.safeParse(value);
  if (refusal.success && status < 500) throw fromWireError(refusal.data.error as WireError);
  throw failed(status >= 500 ? "server.error" : "server.notAServer", status);
}

async function transfer<T>(fetchIt: Fetch, message: Message<T>): Promise<{ status: number; text: string }> {
  const { signal, abort, release } = linkedAbort(message.signal);
  const timer = setTimeout(abort, message.timeoutMs);
  try {
    // A redirect is never followed: the bearer token is for this server alone.
    const response = await fetchIt(message.url, { ...envelope(message), signal, redirect: "manual" });
    return { status: response.status, text: await readCapped(response) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw failed("server.unreachable", 0);
  } finally {
    clearTimeout(timer);
    release();
  }
}

function envelope({ method, body, token }: Message<unknown>): FetchInit {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  if (body === undefined) return { method, headers };
  headers["content-type"] = "application/json";
  const bytes = Buffer.from(JSON.stringify(body));
  if (bytes.byteLength <= limits.gzipAbove) return { method, headers, body: bytes };
  headers["content-encoding"] = "gzip";
  return { method, headers, body: gzipSync(bytes) };
}

/** Reads at most the agreed size, counted after decompression, so that a small reply cannot swell without end. */
async function readCapped(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limits.messageBytes) throw failed("server.notAServer", response.status);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function asJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failed(status >= 500 ? "server.error" : "server.notAServer", status);
  }
}

function failed(rule: "server.unreachable" | "server.notAServer" | "server.error", status: number): AppError {
  return new AppError("unavailable", "The central server gave no usable answer", {
    rule,
    detail: { status },
  });
}
