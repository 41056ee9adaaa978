import type { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import {
  challengeReply,
  type EnrolReply,
  enrolReply,
  type HelloReply,
  helloReply,
  type helloRequest,
  type LibraryHotReply,
  libraryHotReply,
  type PullReply,
  type PushReply,
  paths,
  pullReply,
  pushReply,
  type pushRequest,
  type SnapshotReply,
  snapshotReply,
  syncRules,
  tokenReply,
} from "../../../shared/sync/protocol.ts";
import { exchange, type Fetch } from "./exchange.ts";
import { signNonce } from "./seatKey.ts";

/** The central server as one enrolled seat talks to it. Every method throws what `exchange` throws. */
export type ServerLink = {
  hello(request: z.input<typeof helloRequest>, signal: AbortSignal): Promise<HelloReply>;
  push(request: z.input<typeof pushRequest>, signal: AbortSignal): Promise<PushReply>;
  pull(query: PullQuestion, signal: AbortSignal): Promise<PullReply>;
  snapshot(feed: string, from: string | null, signal: AbortSignal): Promise<SnapshotReply>;
  libraryHot(signal: AbortSignal): Promise<LibraryHotReply>;
};

export type PullQuestion = { feed: string; after: number; epoch: string; waitMs: number };

const replyWithinMs = 15_000;

type LinkOptions = {
  fetch: Fetch;
  serverUrl: string;
  seatId: string;
  privateKey: string;
  /** Hears of every good reply; `latencyMs` only where the server answers at once. */
  onReply: (latencyMs: number | null) => void;
};

/** Opens nothing by itself; the token is asked for with the first message and again when it ran out. */
export function createServerLink(options: LinkOptions): ServerLink {
  let token: string | null = null;

  const ask = async <T>(question: Question<T>, signal: AbortSignal): Promise<T> => {
    token ??= await askForToken(options, signal);
    const started = performance.now();
    const value = await exchange(options.fetch, {
      method: question.body === undefined ? "GET" : "POST",
      url: options.serverUrl.replace(/\/+$/, "") + question.path,
      timeoutMs: replyWithinMs + question.waitMs,
      token,
      signal,
      reply: question.reply,
      ...(question.body === undefined ? {} : { body: question.body }),
    });
    options.onReply(question.waitMs === 0 ? Math.round(performance.now() - started) : null);
    return value;
  };
  const askTwice = async <T>(question: Question<T>, signal: AbortSignal): Promise<T> => {
    try {
      return await ask(question, signal);
    } catch (error) {
      if (!(error instanceof AppError) || error.rule !== syncRules.token) throw error;
      token = null;
      return await ask(question, signal);
    }
  };

  return {
    hello: (body, signal) => askTwice({ path: paths.hello, body, waitMs: 0, reply: helloReply }, signal),
    push: (body, signal) => askTwice({ path: paths.push, body, waitMs: 0, reply: pushReply }, signal),
    pull({ feed, after, epoch, waitMs }, signal) {
      const query = new URLSearchParams({ feed, after: String(after), epoch, wait: String(waitMs) });
      return askTwice({ path: `${paths.pull}?${query}`, waitMs, reply: pullReply }, signal);
    },
    snapshot(feed, from, signal) {
      const query = new URLSearchParams(from === null ? { feed } : { feed, from });
      return askTwice({ path: `${paths.snapshot}?${query}`, waitMs: 0, reply: snapshotReply }, signal);
    },
    libraryHot: (signal) => askTwice({ path: paths.libraryHot, waitMs: 0, reply: libraryHotReply }, signal),
  };
}

/** Trades the one-time code and a fresh public key for the seat's identity. */
export function askToEnrol(
  fetchIt: Fetch,
  request: { serverUrl: string; code: string; publicKey: string },
  signal: AbortSignal,
): Promise<EnrolReply> {
  return exchange(fetchIt, {
    method: "POST",
    url: request.serverUrl.replace(/\/+$/, "") + paths.enrol,
    body: { code: request.code, publicKey: request.publicKey },
    timeoutMs: replyWithinMs,
    signal,
    reply: enrolReply,
  });
}

type Question<T> = { path: string; body?: unknown; waitMs: number; reply: z.ZodType<T> };

async function askForToken(options: LinkOptions, signal: AbortSignal): Promise<string> {
  const { seatId, privateKey, fetch: fetchIt } = options;
  const base = options.serverUrl.replace(/\/+$/, "");
  const shared = { method: "POST" as const, timeoutMs: replyWithinMs, signal };
  const { nonce } = await exchange(fetchIt, {
    ...shared,
    url: base + paths.challenge,
    body: { seatId },
    reply: challengeReply,
  });
  const { token } = await exchange(fetchIt, {
    ...shared,
    url: base + paths.token,
    body: { seatId, nonce, signature: signNonce(privateKey, seatId, nonce) },
    reply: tokenReply,
  });
  return token;
}
