import { AppError } from "../../../shared/errors.ts";
import { backoffMs } from "../../../shared/sync/backoff.ts";
import { type LibraryHotReply, protocolVersion, syncRules } from "../../../shared/sync/protocol.ts";
import type { SeatIdentity } from "../seatIdentity.ts";
import { type Enrolment, enrolSeat } from "./enrolSeat.ts";
import { createHealthBook, type HealthBook } from "./health.ts";
import { linkedAbort } from "./linkedAbort.ts";
import { catchUp, followFeed } from "./pullFeed.ts";
import { nextBatch, settleHello, storeOutcomes } from "./pushPending.ts";
import { createServerLink, type ServerLink } from "./serverLink.ts";
import type { SyncParts } from "./syncParts.ts";
import { createWake, type Wake } from "./wake.ts";

/** Carries the outbox to the server and the server's changes back, for as long as the desk is open. */
export type SyncLoop = {
  start(): void;
  /** There is something new in the outbox. */
  outboxGrew(): void;
  /** Somebody asks for it: a running wait after a failure ends now. */
  wake(): void;
  /**
   * Enrols this seat and takes accounts and reference data before it returns, so that people can sign in.
   * @throws AppError `enrol.codeRefused` or what the wire threw; nothing is stored then
   */
  enrol(wish: Enrolment): Promise<void>;
  /** Begins anew with the address and the trust of now. */
  reconnect(): void;
  health: Pick<HealthBook, "server" | "clockSkewMs">;
  /** What the team used lately. @throws AppError `unavailable` without a connection, or what the wire threw */
  libraryHot(): Promise<LibraryHotReply>;
  close(): Promise<void>;
};

export function createSyncLoop(parts: SyncParts): SyncLoop {
  const { settings } = parts.repositories;
  const health = createHealthBook(parts.clock, parts.onStatus, {
    read: () => settings.get(lastContact),
    write: (at) => settings.set(lastContact, at),
  });
  const outbox = createWake();
  const retry = createWake();
  const closing = new AbortController();
  const state: LoopState = { connection: { abort: () => {} }, enrolling: null, ask: null };
  let running: Promise<void> = Promise.resolve();
  const tools: Tools = { parts, health, outbox, retry, closing: closing.signal, state };
  return {
    health,
    start() {
      running = keepConnected(tools);
    },
    outboxGrew: () => outbox.ring(),
    wake() {
      outbox.ring();
      retry.ring();
    },
    reconnect() {
      state.connection.abort();
      retry.ring();
    },
    async enrol(wish) {
      const done = Promise.withResolvers<void>();
      state.enrolling = done.promise;
      state.connection.abort();
      try {
        const seat = await enrolSeat(parts, wish, closing.signal);
        await firstPull(tools, seat);
      } finally {
        state.enrolling = null;
        done.resolve();
        retry.ring();
      }
    },
    libraryHot() {
      if (state.ask) return state.ask((link, signal) => link.libraryHot(signal));
      throw new AppError("unavailable", "The server is away", { rule: "server.unreachable" });
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}

/** Name of the setting that outlives a restart. */
const lastContact = "server.lastContactAt";

type LoopState = {
  connection: { abort(): void };
  enrolling: Promise<void> | null;
  /** Asks over the connection that stands, null between two. */
  ask: (<T>(question: (link: ServerLink, signal: AbortSignal) => Promise<T>) => Promise<T>) | null;
};
type Tools = {
  parts: SyncParts;
  health: HealthBook;
  outbox: Wake;
  retry: Wake;
  closing: AbortSignal;
  state: LoopState;
};

async function keepConnected(tools: Tools): Promise<void> {
  const { parts, health, retry, closing, state } = tools;
  const streak = { failures: 0 };
  while (!closing.aborted) {
    await state.enrolling;
    const seat = parts.seat.identity();
    if (!seat) {
      health.unconfigured();
      await retry.wait(closing);
      continue;
    }
    const current = linkedAbort(closing);
    state.connection = current;
    try {
      await connection(tools, seat, current.signal, () => {
        streak.failures = 0;
      });
    } catch (error) {
      if (current.signal.aborted) continue;
      streak.failures += 1;
      await afterFailure(tools, error, streak.failures);
    } finally {
      current.release();
    }
  }
}

/** The first wish to compare notes again is followed at once; everything else waits, with jitter. */
async function afterFailure(
  { parts, health, retry, closing }: Tools,
  error: unknown,
  failures: number,
): Promise<void> {
  const rule = error instanceof AppError ? (error.rule ?? error.code) : "internal";
  const compareNotes = rule === syncRules.gap || rule === syncRules.epoch;
  if (rule === syncRules.epoch) forgetServer(parts);
  if (!compareNotes) health.failed(error);
  if (error instanceof AppError) parts.log.warn({ rule, failures }, "sync interrupted");
  else parts.log.error({ failures, stack: stackOf(error) }, "sync failed by a bug");
  if (compareNotes && failures === 1) return;
  const pause = linkedAbort(closing);
  const cancel = parts.after(backoffMs(failures, parts.random()), pause.abort);
  await retry.wait(pause.signal);
  cancel();
  pause.release();
}

/** One connection: compare notes, then push and follow every feed until the first of them fails. */
async function connection(
  tools: Tools,
  seat: SeatIdentity,
  signal: AbortSignal,
  onHealthy: () => void,
): Promise<void> {
  const { parts, health } = tools;
  health.connecting();
  const { link, epoch, feeds } = await greet(tools, seat, signal);
  const inner = linkedAbort(signal);
  tools.state.ask = (question) => question(link, inner.signal);
  // Only when pushing and every feed went well is the streak of failures over.
  const waitingFor = new Set(["push", ...feeds]);
  const well = (part: string) => {
    waitingFor.delete(part);
    if (waitingFor.size === 0) onHealthy();
  };
  const tasks = [
    pushForever(tools, seat, link, { signal: inner.signal, onIdle: () => well("push") }),
    ...feeds.map((feed) =>
      followFeed(parts, seat, link, { feed, epoch, signal: inner.signal, onCaughtUp: () => well(feed) }),
    ),
  ];
  try {
    await Promise.race(tasks);
  } finally {
    tools.state.ask = null;
    inner.abort();
    inner.release();
    await Promise.allSettled(tasks);
  }
}

async function greet(
  { parts, health }: Tools,
  seat: SeatIdentity,
  signal: AbortSignal,
): Promise<{ link: ServerLink; epoch: string; feeds: string[] }> {
  let latency: number | null = null;
  const link = createServerLink({
    fetch: parts.wire.fetch,
    serverUrl: seat.serverUrl,
    seatId: seat.seatId,
    privateKey: seat.privateKey,
    onReply(latencyMs) {
      latency = latencyMs;
      health.contact(latencyMs);
    },
  });
  const last = parts.repositories.outbox.last(seat.seatId);
  const reply = await link.hello(
    { protocol: protocolVersion, maxSeq: last?.seq ?? 0, lastMid: last?.mid ?? null },
    signal,
  );
  if (reply.minClient > protocolVersion) {
    throw new AppError("forbidden", "The server asks for a newer seat", { rule: syncRules.clientTooOld });
  }
  const reopened = settleHello(parts, seat, reply);
  health.online(reply.serverTime, latency);
  if (reopened.length > 0) parts.onTickets(reopened);
  parts.onStatus();
  return { link, epoch: reply.epoch, feeds: reply.feeds.map(({ feed }) => feed) };
}

async function pushForever(
  { parts, outbox }: Tools,
  seat: SeatIdentity,
  link: ServerLink,
  { signal, onIdle }: { signal: AbortSignal; onIdle: () => void },
): Promise<void> {
  while (!signal.aborted) {
    const batch = nextBatch(parts, seat);
    if (batch.length === 0) {
      onIdle();
      await outbox.wait(signal);
      continue;
    }
    const reply = await link.push({ muts: batch }, signal);
    const tickets = storeOutcomes(parts, seat, batch, reply.outcomes);
    if (tickets.length > 0) parts.onTickets(tickets);
    parts.onStatus();
  }
}

/** A failure here is no failure of the enrolment: the loop goes on trying. */
async function firstPull(tools: Tools, seat: SeatIdentity): Promise<void> {
  const { parts, closing, health } = tools;
  try {
    health.connecting();
    const { link, epoch, feeds } = await greet(tools, seat, closing);
    for (const feed of feeds.filter((name) => name === "accounts" || name === "reference"))
      await catchUp(parts, seat, link, { feed, epoch, signal: closing });
  } catch (error) {
    health.failed(error);
    parts.log.warn({ rule: error instanceof AppError ? error.rule : "internal" }, "first pull failed");
  }
}

function forgetServer({ desk, repositories }: SyncParts): void {
  desk.transaction("sync.forgetServer", () => {
    repositories.cursors.forgetAll();
    repositories.tickets.forgetServerStates();
  });
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? "") : "";
}
