import { randomBytes } from "node:crypto";
import { uuidv7 } from "uuidv7";
import { type CentralServer, createServer } from "../../server/app.ts";
import type { Log, ServerContext } from "../../server/context.ts";
import { seedDemo } from "../../server/demo.ts";
import { makeEnrolmentCode } from "../../server/seats/enrolment.ts";
import { moveTicket } from "../../server/staff/moveTicket.ts";
import { showTicket } from "../../server/staff/tickets.ts";
import { openSqliteStore } from "../../server/store/sqlite.ts";
import type { StaffMember } from "../../shared/domain/staff.ts";
import type { TicketStatus } from "../../shared/domain/ticket.ts";

/** The real central server on a loopback port and a file, to be stopped and started again on both. */
export type ListeningServer = {
  url: string;
  passwords: Record<string, string>;
  context(): ServerContext;
  /** A one-time code for a seat. */
  code(where?: { seatNumber?: number; site?: string }): Promise<string>;
  move(ticketId: string, to: TicketStatus): Promise<void>;
  ticket(ticketId: string): ReturnType<typeof showTicket>;
  /** Numbers of all tickets the server holds, in the order in which they came. */
  ticketNumbers(): Promise<string[]>;
  /** Kinds and outcomes of what the server logged of the seats, in order. */
  mutations(): Promise<{ seat_id: string; seq: number; kind: string; outcome: string }[]>;
  stop(): Promise<void>;
  /** On the same port and file. */
  start(how?: { restored?: boolean }): Promise<void>;
};

const lead: StaffMember = { agentId: "101", name: "班长", role: "lead", site: "hangzhou" };
const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };
const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** @param file the server's store; it is made when missing */
export async function startListeningServer(file: string): Promise<ListeningServer> {
  let running = await listen(file, 0, false);
  const port = Number(new URL(running.url).port);
  const passwords = (await seedDemo(running.server, { withStaff: true })) ?? {};
  const context = () => running.server.context;
  return {
    url: running.url,
    passwords,
    context,
    code: async (where = {}) => (await makeEnrolmentCode(context(), { by: "001", ...where })).code,
    async move(ticketId, to) {
      const { version } = await showTicket(context(), lead, { ticketId });
      await moveTicket(context(), lead, { ticketId, to, reason: "核对后处理", version });
    },
    ticket: (ticketId) => showTicket(context(), lead, { ticketId }),
    async ticketNumbers() {
      const rows = await context().store.db.selectFrom("ticket").select("fields").orderBy("id").execute();
      return rows.map(({ fields }) => JSON.parse(fields).number);
    },
    mutations: () =>
      context()
        .store.db.selectFrom("mutation")
        .select(["seat_id", "seq", "kind", "outcome"])
        .orderBy("seat_id")
        .orderBy("seq")
        .execute(),
    stop: () => running.stop(),
    async start(how) {
      running = await listen(file, port, how?.restored ?? false);
    },
  };
}

async function listen(
  file: string,
  port: number,
  restored: boolean,
): Promise<{ server: CentralServer; url: string; stop(): Promise<void> }> {
  const store = await openSqliteStore(file);
  const server = await createServer({
    store,
    clock: Date.now,
    newId: uuidv7,
    random: randomBytes,
    log: silent,
    argon: cheap,
    restored,
  });
  const url = await server.app.listen({ host: "127.0.0.1", port });
  return {
    server,
    url,
    async stop() {
      await server.app.close();
      await store.close();
    },
  };
}
