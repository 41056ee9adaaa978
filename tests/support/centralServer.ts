import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { onTestFinished } from "vitest";
import { type CentralServer, createServer } from "../../server/app.ts";
import type { Log } from "../../server/context.ts";
import { seedDemo } from "../../server/demo.ts";
import { makeEnrolmentCode } from "../../server/seats/enrolment.ts";
import { openSqliteStore } from "../../server/store/sqlite.ts";
import type { Store } from "../../server/store/store.ts";
import { enrolTestSeat, type TestSeat, type Transport } from "./seatClient.ts";

/** A central server in this process: no port, cheap password checks, a clock the test turns. */
export type TestServer = CentralServer & {
  passwords: Record<string, string>;
  transport: Transport;
  store: Store;
  /** Log lines as JSON text. */
  logged: string[];
  /** Milliseconds to turn the clock on. */
  pass(ms: number): void;
  enrol(where?: { seatNumber?: number; site?: string }): Promise<TestSeat>;
};

const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };

export async function openTestServer(file = ":memory:"): Promise<TestServer> {
  let now = Date.parse("2026-11-20T01:00:00.000Z");
  const logged: string[] = [];
  const write = (detail: object, message: string) => void logged.push(JSON.stringify({ ...detail, message }));
  const log: Log = { info: write, warn: write, error: write };
  const store = await openSqliteStore(file);
  const options = { store, clock: () => now, newId: uuidv7, random: randomBytes, log, argon: cheap };
  const server = await createServer(options);
  onTestFinished(async () => {
    await server.app.close();
    await store.close();
  });
  const passwords = (await seedDemo(server, { withStaff: true })) ?? {};
  const transport: Transport = async ({ method, path, body, token }) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const payload = body === undefined ? {} : { payload: body as object };
    const reply = await server.app.inject({ method, url: path, headers, ...payload });
    return { status: reply.statusCode, body: reply.json() };
  };
  return {
    ...server,
    passwords,
    transport,
    store,
    logged,
    pass: (ms) => {
      now += ms;
    },
    enrol: async (where = {}) => {
      const { code } = await makeEnrolmentCode(server.context, { by: "001", ...where });
      return await enrolTestSeat(transport, code);
    },
  };
}
