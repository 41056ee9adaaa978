import type { StaffMember } from "../../shared/domain/staff.ts";
import type { CountedInterval } from "../../shared/domain/statisticsFacts.ts";
import {
  factWindow,
  type RecordedConsultation,
  type RecordedFacts,
  type RecordedTicket,
  recordedCall,
} from "../../shared/domain/statisticsRows.ts";
import type { TicketStep } from "../../shared/domain/ticket.ts";
import { consultationFact, intervalFact } from "../../shared/sync/mutation.ts";
import type { ServerContext } from "../context.ts";
import { toHeldTicket } from "../sync/workingSet.ts";
import { mayRead } from "./tickets.ts";

/** Everything the figures of those days are counted from: a lead's site, for an administrator the whole centre. */
export async function factsOfDays(
  context: ServerContext,
  staff: StaffMember,
  days: { from: string; to: string },
): Promise<RecordedFacts> {
  const window = factWindow(days);
  const bodies = (kind: "call" | "interval" | "consultation") =>
    bodiesOf(context, staff, { kind, ...window });
  return {
    calls: (await bodies("call")).map((body) => recordedCall.parse(body)),
    intervals: (await bodies("interval")).map((body): CountedInterval => intervalFact.parse(body)),
    tickets: await ticketsOf(context, staff, window),
    consultations: (await bodies("consultation")).map(toConsultation),
  };
}

type Window = { from: string; to: string };

async function bodiesOf(
  { store, city }: ServerContext,
  staff: StaffMember,
  { kind, from, to }: Window & { kind: string },
): Promise<unknown[]> {
  let query = store.db
    .selectFrom("fact")
    .select("body")
    .where("feed", "=", city)
    .where("kind", "=", kind)
    .where("began_at", ">=", from)
    .where("began_at", "<", to);
  if (staff.role !== "admin") query = query.where("site", "=", staff.site);
  return (await query.execute()).map((row) => JSON.parse(row.body) as unknown);
}

async function ticketsOf(
  { store, city }: ServerContext,
  staff: StaffMember,
  { from, to }: Window,
): Promise<RecordedTicket[]> {
  let query = store.db
    .selectFrom("ticket")
    .where("feed", "=", city)
    .where("submitted_at", ">=", from)
    .where("submitted_at", "<", to);
  if (staff.role !== "admin") query = query.where("site", "=", staff.site);
  const steps = await store.db
    .selectFrom("fact")
    .select("body")
    .where("feed", "=", city)
    .where("ticket_id", "in", query.select("id"))
    .execute();
  const byTicket = Map.groupBy(
    steps.map((row) => JSON.parse(row.body) as TicketStep),
    (step) => step.ticketId,
  );
  return (await query.selectAll().execute()).map((row) => {
    const { state } = toHeldTicket(row);
    const { takenBy, submittedAt, dueOn, status, callId, number } = state.fields;
    const isHidden = !mayRead(staff, row);
    const own = { ticketId: row.id, version: row.version, steps: byTicket.get(row.id) ?? [], isHidden };
    return { ...own, takenBy, submittedAt, dueOn, status, callId, number };
  });
}

function toConsultation(body: unknown): RecordedConsultation {
  const { recordId, agentId, filedAt, callId, topic } = consultationFact.parse(body);
  return { recordId, agentId, filedAt, callId, topic };
}
