import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashSync } from "@node-rs/argon2";
import { uuidv7 } from "uuidv7";
import { createDesk, type Desk } from "../../db/desk.ts";
import { migrate } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { openSeatDatabase } from "../../db/open.ts";
import type { OutboxRow } from "../../db/outbox.ts";
import { type Backend, type BackendOptions, createBackend } from "../../electron/backend/backend.ts";
import type { After, Log } from "../../electron/backend/context.ts";
import { createRepositories, type Repositories } from "../../electron/backend/repositories.ts";
import { seatSettings } from "../../electron/backend/seatIdentity.ts";
import { newSeatKey } from "../../electron/backend/sync/seatKey.ts";
import { defaultSites, defaultTopics } from "../../shared/domain/reference.ts";
import type { Role } from "../../shared/domain/staff.ts";
import { channelPair } from "../../shared/rpc/channel.ts";
import { type Api, createClient } from "../../shared/rpc/client.ts";

/** Everybody's password at a test seat, except where a test says otherwise. */
export const testPassword = "qiao-wang-12333";

export const testSeatId = "seat-test-22";

export type TestSeatOptions = {
  /** The site's day; the clock stands at 09:00 there. */
  today?: string;
  /** An existing folder and key, to open a seat again. */
  folder?: string;
  key?: Buffer;
  /** False for a machine that was never enrolled. */
  enrolled?: boolean;
  serverUrl?: string;
  seatNumber?: number;
  fetch?: typeof fetch;
  after?: After;
  starterLibrary?: boolean;
  /** A search model in place of the one that ships. */
  modelFile?: string;
};

export type LogLine = { level: string; fields: Record<string, unknown>; message: string };

/** A whole seat in this process: real file, real channel, a clock that a test moves. */
export type TestSeat = {
  api: Api;
  backend: Backend;
  /** A connection of the test's own to the same file. */
  desk: Desk;
  repositories: Repositories;
  /** Runs SQL on that connection, to break what a test wants broken. */
  execute(sql: string): void;
  folder: string;
  key: Buffer;
  clock: { ms: number };
  log: LogLine[];
  /** A second window; without a key it is another one's. */
  openWindow(clientKey: string): { api: Api; close(): void };
  signIn(agentId?: string, password?: string): Promise<void>;
  outbox(): OutboxRow[];
  /** Ends the backend; the folder goes unless it was given or `keep`. */
  close(how?: { keep: boolean }): Promise<void>;
};

export function openTestSeat(options: TestSeatOptions = {}): TestSeat {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "zuoxi-seat-"));
  const key = options.key ?? randomBytes(32);
  const clock = { ms: Date.parse(`${options.today ?? "2026-11-23"}T09:00:00.000+08:00`) };
  if (!options.folder) prepareSeat(folder, key, options);
  const log: LogLine[] = [];
  const backend = createBackend({ ...partsOf(options, log), dataFolder: folder, key, clock: () => clock.ms });
  const windows: (() => void)[] = [];
  const openWindow = (clientKey: string) => {
    const pair = channelPair();
    const client = createClient();
    backend.connect(pair.right, clientKey);
    client.attach(pair.left);
    windows.push(pair.close);
    return { api: client, close: pair.close };
  };
  const { api } = openWindow("window-1");
  const db = openSeatDatabase({ file: join(folder, "seat.db"), key });
  const desk = createDesk(db, () => {});
  const repositories = createRepositories(desk);
  return {
    api,
    backend,
    desk,
    repositories,
    execute: (sql) => void db.exec(sql),
    folder,
    key,
    clock,
    log,
    openWindow,
    async signIn(agentId = "061", password = testPassword) {
      await api.call("session.signIn", { agentId, password });
    },
    outbox() {
      const seatId = seatSettings(repositories.settings).identity()?.seatId ?? "";
      return repositories.outbox.after(seatId, 0, Number.MAX_SAFE_INTEGER);
    },
    async close(how) {
      for (const close of windows) close();
      await backend.close();
      db.close();
      if (!options.folder && !how?.keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function partsOf(
  options: TestSeatOptions,
  log: LogLine[],
): Omit<BackendOptions, "dataFolder" | "key" | "clock"> {
  const write = (level: string) => (fields: Record<string, unknown>, message: string) =>
    void log.push({ level, fields, message });
  const lines: Log = { info: write("info"), warn: write("warn"), error: write("error") };
  return {
    door: "test",
    keySource: "test",
    version: "0.0.0-test",
    newId: uuidv7,
    random: () => 0,
    fetch: options.fetch ?? noServer,
    log: lines,
    after: options.after ?? realAfter,
    starterLibrary: options.starterLibrary ?? false,
    ...(options.modelFile !== undefined && { modelFile: options.modelFile }),
  };
}

/** As after an enrolment and a first pull. */
function prepareSeat(folder: string, key: Buffer, options: TestSeatOptions): void {
  const db = openSeatDatabase({ file: join(folder, "seat.db"), key });
  migrate(db, migrations);
  const repositories = createRepositories(createDesk(db, () => {}));
  if (options.enrolled ?? true) {
    const [site] = defaultSites;
    if (!site) throw new Error("The reference centre has no site");
    seatSettings(repositories.settings).setIdentity({
      seatId: testSeatId,
      seatNumber: options.seatNumber ?? 22,
      site,
      serverUrl: options.serverUrl ?? "http://127.0.0.1:9",
      feed: "city:hangzhou",
      privateKey: newSeatKey().privateKey,
    });
    for (const account of testAccounts()) repositories.accounts.put(account);
    for (const topic of defaultTopics) repositories.reference.put("topic", topic.id, topic);
    for (const each of defaultSites) repositories.reference.put("site", each.id, each);
  }
  db.close();
}

function testAccounts() {
  const account = (agentId: string, name: string, role: Role, site = "hangzhou") => ({
    agentId,
    name,
    role,
    site,
    verifier,
    disabled: false,
    validUntil: "2027-01-01T00:00:00.000Z",
  });
  return [
    account("061", "沈佳", "agent"),
    account("062", "周敏", "agent"),
    account("101", "陆伟", "lead"),
    account("001", "管理员", "admin"),
    account("301", "纪检员", "discipline"),
    account("077", "萧山坐席", "agent", "xiaoshan"),
  ];
}

/** Far cheaper than the centre's own, so that a test signs in within a millisecond. */
const verifier = hashSync(testPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 });

const noServer: typeof fetch = () => Promise.reject(new TypeError("no server in this test"));

const realAfter: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
