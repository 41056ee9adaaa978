import rateLimit from "@fastify/rate-limit";
import { type FastifyInstance, fastify } from "fastify";
import { AppError } from "../shared/errors.ts";
import { limits } from "../shared/sync/protocol.ts";
import type { Argon, Log, ServerContext } from "./context.ts";
import { addAdminRoutes } from "./http/adminRoutes.ts";
import { exchangeJson } from "./http/bodies.ts";
import { answerErrors } from "./http/errors.ts";
import { addSeatRoutes } from "./http/seatRoutes.ts";
import { addStaffRoutes } from "./http/staffRoutes.ts";
import { addStatisticsRoutes } from "./http/statisticsRoutes.ts";
import { createOpenPolls } from "./seats/openPolls.ts";
import { accountsFeed } from "./staff/accounts.ts";
import { argonOfTheCentre } from "./staff/passwords.ts";
import { referenceFeed } from "./staff/reference.ts";
import type { Store } from "./store/store.ts";
import { createTail } from "./sync/tail.ts";
import type { Tls } from "./tlsFiles.ts";

export type ServerOptions = {
  store: Store;
  /** Epoch milliseconds. */
  clock: () => number;
  /** UUIDv7. */
  newId: () => string;
  random: (bytes: number) => Buffer;
  log: Log;
  /** City feed; `city:hangzhou` unless told. */
  city?: string;
  argon?: Argon;
  exchange?: ServerContext["exchange"];
  /** The store was just put back from a backup: begin a new epoch. */
  restored?: boolean;
  tls?: Tls;
};

export type CentralServer = { app: FastifyInstance; context: ServerContext };

/**
 * The central server over an open store: `app` answers `inject()` and `listen()`, `context` is for those who seed or
 * administer it in the same process. Closing the app wakes who waits; the store is closed by whoever opened it.
 */
export async function createServer(options: ServerOptions): Promise<CentralServer> {
  const { store, clock, newId, random, log } = options;
  const context: ServerContext = {
    store,
    clock,
    newId,
    random,
    log,
    city: options.city ?? "city:hangzhou",
    argon: options.argon ?? argonOfTheCentre,
    exchange: options.exchange ?? null,
    tail: createTail(),
    polls: createOpenPolls(),
  };
  await openFeeds(context, options.restored ?? false);
  const app = fastify({
    logger: false,
    bodyLimit: limits.messageBytes,
    forceCloseConnections: true,
    ...(options.tls ? { https: { ...options.tls, minVersion: "TLSv1.2" as const } } : {}),
  });
  answerErrors(app, context.log);
  exchangeJson(app);
  app.addHook("preClose", async () => context.tail.close());
  app.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    context.log.info({ method, route: routeOptions.url ?? "", status: reply.statusCode, ms }, "answered");
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError("unavailable", "Too many tries", {
        rule: "server.tooMany",
        detail: { waitMs: ttl },
      }),
  });
  app.get("/healthz", async () => {
    await context.store.db
      .selectFrom("feed")
      .select("pos")
      .where("feed", "=", context.city)
      .executeTakeFirst();
    return { ok: true };
  });
  addSeatRoutes(app, context);
  addStaffRoutes(app, context);
  addStatisticsRoutes(app, context);
  addAdminRoutes(app, context);
  return { app, context };
}

/**
 * Makes the feeds of a new store, all of one epoch, and tells the tail where they stand. After a restore a new epoch
 * begins: seats forget their cursors and send again what the backup does not know.
 */
async function openFeeds({ store, city, tail, newId }: ServerContext, isRestored: boolean): Promise<void> {
  if (isRestored) await store.db.updateTable("feed").set({ epoch: newId() }).execute();
  const known = await store.db.selectFrom("feed").selectAll().execute();
  const epoch = known[0]?.epoch ?? newId();
  for (const feed of [city, accountsFeed, referenceFeed]) {
    const row = known.find((one) => one.feed === feed);
    if (!row) await store.db.insertInto("feed").values({ feed, pos: 0, epoch }).execute();
    tail.start(feed, row?.pos ?? 0);
  }
}
