import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createDesk } from "../../db/desk.ts";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { asDatabaseError, type Database, openSeatDatabase } from "../../db/open.ts";
import { isElsewhere } from "../../shared/call/elsewhere.ts";
import { siteDay, toInstant } from "../../shared/domain/time.ts";
import type { Channel } from "../../shared/rpc/channel.ts";
import type { DeskStatus, SessionInfo } from "../../shared/rpc/contract.ts";
import { createDispatcher, type Handlers } from "../../shared/rpc/dispatch.ts";
import type { After, Context, Log } from "./context.ts";
import { adminHandlers } from "./handlers/admin.ts";
import { auditHandlers } from "./handlers/audit.ts";
import { draftHandlers } from "./handlers/drafts.ts";
import { factHandlers } from "./handlers/facts.ts";
import { insuredHandlers } from "./handlers/insured.ts";
import { libraryHandlers } from "./handlers/library.ts";
import { libraryAliasHandlers } from "./handlers/libraryAliases.ts";
import { libraryHomeHandlers } from "./handlers/libraryHome.ts";
import { libraryPackageHandlers } from "./handlers/libraryPackages.ts";
import { presenceHandlers } from "./handlers/presence.ts";
import { searchModelHandlers } from "./handlers/searchModel.ts";
import { seatHandlers } from "./handlers/seat.ts";
import { serverTrustHandlers } from "./handlers/serverTrust.ts";
import { sessionHandlers, toStaffMember } from "./handlers/session.ts";
import { statisticsHandlers } from "./handlers/statistics.ts";
import { statusHandlers } from "./handlers/status.ts";
import { ticketHandlers } from "./handlers/tickets.ts";
import { createHttpRegister } from "./insured/httpRegister.ts";
import { registerAddressOf } from "./insured/insuredLookup.ts";
import type { LaunchEnvironment } from "./launchEnvironment.ts";
import { createLibraryUseLog, type LibraryUseLog } from "./libraryUseLog.ts";
import { obeyLauncher } from "./obeyLauncher.ts";
import { openLibraryService } from "./openLibraryService.ts";
import { createRepositories } from "./repositories.ts";
import { seatSettings } from "./seatIdentity.ts";
import { createSessions } from "./sessions.ts";
import { createStaffLink } from "./staffLink.ts";
import { measureStatus, startStatusBeat } from "./statusBoard.ts";
import type { Fetch } from "./sync/exchange.ts";
import { createServerWire } from "./sync/serverWire.ts";
import { createSyncLoop, type SyncLoop } from "./sync/syncLoop.ts";

export type BackendOptions = {
  /** Folder of the seat's files; `seat.db` in it is made when missing. */
  dataFolder: string;
  /** Raw 32-byte key of the database. */
  key: Buffer;
  door: SessionInfo["door"];
  keySource: DeskStatus["storage"]["keySource"];
  version: string;
  /** Epoch ms. */
  clock: () => number;
  newId: () => string;
  /** In [0, 1). */
  random: () => number;
  fetch: Fetch;
  log: Log;
  after: After;
  /** Brings the starter documents into an empty library. */
  starterLibrary?: boolean;
  /** The search model that ships, where it is not the usual one. */
  modelFile?: string;
  /** What the launcher asked for at this start. */
  launch?: LaunchEnvironment;
};

/** The whole seat behind its doors: one connection per window, nothing shared but the database and the rules. */
export type Backend = {
  /** Serves a window until its channel closes. The same `clientKey` finds its session again. */
  connect(channel: Channel, clientKey: string): void;
  /** Ends syncing and imports and closes the file; resolves when everything is on disk. */
  close(): Promise<void>;
};

/**
 * Opens the seat.
 * @throws AppError `database.wrongKey`, `database.newer`, `database.damaged`, `database.locked`
 */
export function createBackend(options: BackendOptions): Backend {
  const db = openFile(options);
  const { context, sync, libraryUse, wire, stopBeat, serve } = orClose(db, () => assemble(options, db));
  sync.start();
  if (options.launch) {
    obeyLauncher(options.launch, {
      ...context,
      enrol: sync.enrol,
      enrolled() {
        context.emit("session.changed", {});
        context.emit("reference.changed", {});
      },
    });
  }
  return {
    connect: serve,
    async close() {
      stopBeat();
      libraryUse.close();
      context.staff.close();
      await sync.close();
      wire.close();
      await context.library.close();
      db.pragma("optimize");
      db.close();
    },
  };
}

function seatFile({ dataFolder }: BackendOptions): string {
  return join(dataFolder, "seat.db");
}

function openFile(options: BackendOptions): Database {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const db = openSeatDatabase({ file: seatFile(options), key: options.key });
  orClose(db, () => migrate(db, migrations));
  return db;
}

/** What goes wrong while the desk is put together is the file's fault more often than ours, and it is let go of. */
function orClose<T>(db: Database, run: () => T): T {
  try {
    return run();
  } catch (error) {
    db.close();
    throw asDatabaseError(error);
  }
}

function assemble(options: BackendOptions, db: Database) {
  const { log, clock, after } = options;
  const desk = createDesk(db, (statement, tookMs) => log.warn({ statement, tookMs }, "slow statement"));
  const repositories = createRepositories(desk);
  const seat = seatSettings(repositories.settings);
  const wire = createServerWire({ fetch: options.fetch, certificates: seat.serverCertificates, clock });
  const now = () => toInstant(clock());
  const storage = { encrypted: true, keySource: options.keySource };
  const beat = startStatusBeat(after, () => context.emit("status.changed", context.status()));
  const library = openLibraryService({
    db,
    file: seatFile(options),
    options,
    emit: (event, payload) => context.emit(event, payload),
    statusChanged: beat.changed,
  });
  const context: Context = {
    desk,
    repositories,
    seat,
    sessions: createSessions(),
    staff: createStaffLink({ seat, fetch: wire.fetch, log }),
    library,
    insured: createHttpRegister({
      fetch: options.fetch,
      address: () => options.launch?.register ?? registerAddressOf(repositories.reference),
    }),
    log,
    version: options.version,
    door: options.door,
    clock,
    now,
    today: () => siteDay(clock()),
    newId: options.newId,
    after,
    emit: (event, payload) => dispatcher.emit(event, payload),
    status: () => measureStatus({ ...context, health: () => sync.health, storage }),
    outboxGrew() {
      sync.outboxGrew();
      beat.changed();
    },
    statusChanged: beat.changed,
    reviewSessions: () => reviewSessions(context),
  };
  const sync = createSyncLoop({
    ...context,
    wire,
    random: options.random,
    onTickets: (ticketIds) => context.emit("tickets.changed", { ticketIds }),
    onAccounts: context.reviewSessions,
    onReference: () => context.emit("reference.changed", {}),
    onElsewhere: (agentIds) => tellElsewhere(context, agentIds),
    onStatus: beat.changed,
  });
  const libraryUse = createLibraryUseLog(context);
  const dispatcher = createDispatcher(createHandlers(context, sync, libraryUse), (method, error) =>
    log.error({ method, stack: error instanceof Error ? error.stack : "" }, "handler failed by a bug"),
  );
  const serve = (channel: Channel, clientKey: string) =>
    dispatcher.serve(channel, () => ({ clientKey, agent: context.sessions.agentOf(clientKey) }));
  return { context, sync, libraryUse, wire, stopBeat: beat.close, serve };
}

function createHandlers(context: Context, sync: SyncLoop, libraryUse: LibraryUseLog): Handlers {
  return {
    ...sessionHandlers(context),
    ...seatHandlers(context, sync),
    ...serverTrustHandlers(context, sync),
    ...searchModelHandlers(context),
    ...statusHandlers(context),
    ...statisticsHandlers(context),
    ...factHandlers(context),
    ...presenceHandlers(context),
    ...draftHandlers(context),
    ...ticketHandlers(context),
    ...libraryHandlers(context, libraryUse),
    ...libraryHomeHandlers(context, sync),
    ...libraryAliasHandlers(context),
    ...libraryPackageHandlers(context),
    ...adminHandlers(context),
    ...auditHandlers(context),
    ...insuredHandlers(context),
  };
}

/** A shift is shorter than this. */
const shiftMs = 24 * 3_600_000;

/** The window signs out by itself: only it knows what is not on disk yet and whether a citizen is on the line. */
function tellElsewhere(context: Context, agentIds: readonly string[]): void {
  const seatId = context.seat.identity()?.seatId ?? "";
  for (const agentId of agentIds.filter(context.sessions.isSignedIn)) {
    const known = context.repositories.intervals.everywhere(agentId, toInstant(context.clock() - shiftMs));
    const stretches = known.map(({ owner, fact }) => ({ seatId: owner.seatId, interval: fact }));
    if (isElsewhere(seatId, stretches)) context.emit("session.elsewhere", { agentId });
  }
}

/** Whoever was disabled, expired or removed at the server is signed out here as well. */
function reviewSessions(context: Context): void {
  const { accounts } = context.repositories;
  const changed = context.sessions.review((agentId) => {
    const account = accounts.find(agentId);
    const isUsable = account && !account.disabled && Date.parse(account.validUntil) > context.clock();
    return isUsable ? toStaffMember(account) : null;
  });
  if (changed) context.emit("session.changed", {});
}
