import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { defaultSites, defaultTopics } from "../shared/domain/reference.ts";
import { assumedSeason, defaultServiceHours } from "../shared/domain/serviceHours.ts";
import { AppError } from "../shared/errors.ts";
import { type CentralServer, createServer } from "./app.ts";
import type { Argon, Log, ServerContext } from "./context.ts";
import { makeEnrolmentCode } from "./seats/enrolment.ts";
import { saveStaff } from "./staff/accounts.ts";
import { makePassword } from "./staff/passwords.ts";
import { seedReference } from "./staff/reference.ts";
import { openSqliteStore } from "./store/sqlite.ts";
import type { Tls } from "./tlsFiles.ts";

export type DemoOptions = {
  dataFolder: string;
  port: number;
  host?: string;
  exchange?: ServerContext["exchange"];
  log?: Log;
  /** Cheaper password checks for tests. */
  argon?: Argon;
  /** False: the administrator alone, who has to be somebody on a first start. */
  withStaff?: boolean;
  /** The store was put back from a backup. */
  restored?: boolean;
  /** PEM texts; without them the server speaks plain HTTP and stays on this machine. */
  tls?: Tls;
};

export type DemoServer = {
  url: string;
  /** Agent id → password, on the first start only; they are stored nowhere in the clear. */
  passwords: Record<string, string> | null;
  /** One-time code for the first free seat. */
  enrolmentCode(): Promise<string>;
  close(): Promise<void>;
  context: ServerContext;
};

const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/**
 * The central server on embedded SQLite in `dataFolder`, seeded on its first start with the eight sites, their 95
 * seats, topics and three demo people: 061 agent, 101 lead, 001 administrator.
 * @throws AppError `unavailable` (`server.dataInUse`, `server.dataDamaged`, `server.newerStore`), `rule_violated`
 * (`server.needsTls`) for a host other than this machine without a certificate
 */
export async function startDemoServer(options: DemoOptions): Promise<DemoServer> {
  assertPrivate(options);
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const file = join(options.dataFolder, "server.db");
  const store = await openSqliteStore(file);
  chmodSync(file, 0o600);
  const server = await createServer({
    store,
    clock: Date.now,
    newId: uuidv7,
    random: randomBytes,
    log: options.log ?? silent,
    exchange: options.exchange ?? null,
    restored: options.restored ?? false,
    ...(options.tls ? { tls: options.tls } : {}),
    ...(options.argon ? { argon: options.argon } : {}),
  });
  const { app, context } = server;
  try {
    const passwords = await seedDemo(server, { withStaff: options.withStaff ?? true });
    const url = await app.listen({ host: options.host ?? "127.0.0.1", port: options.port });
    return {
      url,
      passwords,
      enrolmentCode: async () => (await makeEnrolmentCode(context, { by: "server" })).code,
      close: async () => {
        await app.close();
        await store.close();
      },
      context,
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Passwords and complaints cross a network encrypted or not at all. */
function assertPrivate({ host = "127.0.0.1", tls }: DemoOptions): void {
  if (tls || ["127.0.0.1", "::1", "localhost"].includes(host)) return;
  throw new AppError("rule_violated", "A server for other machines needs --cert and --key", {
    rule: "server.needsTls",
  });
}

const demoPeople = [
  { agentId: "061", name: "张敏", role: "agent" },
  { agentId: "101", name: "李红梅", role: "lead" },
  { agentId: "001", name: "王建国", role: "admin" },
] as const;

/**
 * Sites, seats and topics on every start (what is there already stays); people once.
 * @returns the passwords made, or null when there were people already
 */
export async function seedDemo(
  { context }: CentralServer,
  { withStaff }: { withStaff: boolean },
): Promise<Record<string, string> | null> {
  await seedReference(context, [
    ...defaultSites.map((site) => ({ kind: "site", id: site.id, value: site })),
    ...defaultTopics.map((topic) => ({ kind: "topic", id: topic.id, value: topic })),
    ...defaultServiceHours.map((hours) => ({ kind: "serviceHours", id: hours.site, value: hours })),
    { kind: "season", id: "*", value: { site: "*", ...assumedSeason } },
  ]);
  await seedPlaces(context);
  const { store, city, random, clock } = context;
  const anybody = await store.db
    .selectFrom("staff")
    .select("agent_id")
    .where("feed", "=", city)
    .executeTakeFirst();
  if (anybody) return null;
  const passwords: Record<string, string> = {};
  for (const person of demoPeople.filter(({ role }) => withStaff || role === "admin")) {
    const password = makePassword(random, person.agentId);
    await saveStaff(context, "server", {
      ...person,
      site: defaultSites[0]?.id ?? "",
      disabled: false,
      validUntil: new Date(clock() + 365 * 86_400_000).toISOString(),
      password,
    });
    passwords[person.agentId] = password;
  }
  return passwords;
}

/** Seats 1 to 95 with extension 8001 to 8095 and a SIP secret of their own. */
async function seedPlaces({ store, city, random }: ServerContext): Promise<void> {
  const known = await store.db
    .selectFrom("place")
    .select("seat_number")
    .where("feed", "=", city)
    .executeTakeFirst();
  if (known) return;
  const desks = defaultSites.flatMap((site) => Array.from({ length: site.seats }, () => site));
  const rows = desks.map((site, index) => ({
    feed: city,
    seat_number: index + 1,
    site: site.id,
    extension: String(8_001 + index),
    sip_secret: random(18).toString("base64url"),
    display_name: `${site.name} ${String(index + 1).padStart(2, "0")} 号坐席`,
  }));
  await store.db.insertInto("place").values(rows).execute();
}
