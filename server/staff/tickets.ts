import { maskIdNumber, maskName, maskPhone, maskText } from "../../shared/domain/masking.ts";
import type { StaffMember } from "../../shared/domain/staff.ts";
import type { TicketFields, TicketStatus, TicketStep } from "../../shared/domain/ticket.ts";
import { AppError } from "../../shared/errors.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import type { TicketRow } from "../store/schema.ts";
import type { Db } from "../store/store.ts";
import { toHeldTicket } from "../sync/workingSet.ts";

/** A ticket in a list: nobody's name or number in the clear. */
export type ListedTicket = {
  ticketId: string;
  number: string;
  status: TicketStatus;
  category: string | null;
  route: string | null;
  respondent: string;
  maskedCaller: string;
  takenBy: string;
  submittedAt: string;
  dueOn: string | null;
  sealed: boolean;
  version: number;
};
export type ShownTicket = { ticketId: string; version: number; fields: TicketFields; steps: TicketStep[] };

export type ListWish = { status?: TicketStatus | undefined; number?: string | undefined; limit: number };

/** Newest first, only what this person may read. */
export async function listTickets(
  { store, city }: ServerContext,
  staff: StaffMember,
  { status, number, limit }: ListWish,
): Promise<ListedTicket[]> {
  let query = store.db.selectFrom("ticket").selectAll().where("feed", "=", city);
  if (status !== undefined) query = query.where("status", "=", status);
  if (number !== undefined) query = query.where("number", "=", number);
  if (staff.role === "agent") query = query.where("taken_by", "=", staff.agentId);
  if (staff.role !== "admin" && staff.role !== "discipline") query = query.where("site", "=", staff.site);
  if (staff.role !== "discipline") {
    query = query.where((on) =>
      on.or([
        on("taken_by", "=", staff.agentId),
        on.and([on("sealed", "=", 0), on("audience", "=", "site")]),
      ]),
    );
  }
  const rows = await query.orderBy("submitted_at", "desc").orderBy("id", "desc").limit(limit).execute();
  return rows.filter((row) => mayRead(staff, row)).map(toListed);
}

/**
 * One ticket with its steps. Personal data is masked; with `reveal`, the reason for looking, it is not, and the
 * look is on record.
 * @throws AppError `not_found` for a ticket that is not there or not for this person
 */
export async function showTicket(
  context: ServerContext,
  staff: StaffMember,
  { ticketId, reveal }: { ticketId: string; reveal?: string | undefined },
): Promise<ShownTicket> {
  const row = await readableTicket(context, context.store.db, { staff, ticketId });
  const steps = await stepsOf(context, ticketId);
  const { state } = toHeldTicket(row);
  if (reveal === undefined) {
    const masked = steps.map((step) => ({ ...step, reason: maskText(step.reason) }));
    return { ticketId, version: row.version, fields: maskFields(state.fields), steps: masked };
  }
  const entry = { actor: staff.agentId, action: "ticket.revealed", subject: ticketId, reason: reveal };
  await addAudit(context, context.store.db, entry);
  return { ticketId, version: row.version, fields: state.fields, steps };
}

/** Sealed and restricted tickets: their taker and discipline inspection. Else agents their own, leads their site. */
export function mayRead(
  staff: StaffMember,
  ticket: Pick<TicketRow, "site" | "sealed" | "audience" | "taken_by">,
): boolean {
  if (ticket.taken_by === staff.agentId || staff.role === "discipline") return true;
  if (ticket.sealed === 1 || ticket.audience !== "site") return false;
  return staff.role === "admin" || (staff.role === "lead" && ticket.site === staff.site);
}

export async function readableTicket(
  { store, city }: ServerContext,
  db: Db,
  { staff, ticketId }: { staff: StaffMember; ticketId: string },
): Promise<TicketRow> {
  const query = db.selectFrom("ticket").selectAll().where("feed", "=", city).where("id", "=", ticketId);
  const row = await store.forUpdate(query).executeTakeFirst();
  if (!row || !mayRead(staff, row)) throw new AppError("not_found", "No such ticket");
  return row;
}

export async function stepsOf({ store, city }: ServerContext, ticketId: string): Promise<TicketStep[]> {
  const rows = await store.db
    .selectFrom("fact")
    .select("body")
    .where("feed", "=", city)
    .where("ticket_id", "=", ticketId)
    .orderBy("pos")
    .execute();
  return rows.map((row) => JSON.parse(row.body) as TicketStep);
}

function toListed(row: TicketRow): ListedTicket {
  const { fields } = toHeldTicket(row).state;
  const { respondent } = fields.form;
  return {
    ticketId: row.id,
    number: row.number,
    status: fields.status,
    category: fields.form.category,
    route: fields.form.route,
    respondent: respondent.kind === "unit" ? respondent.unitName : respondent.office,
    maskedCaller: maskPhone(fields.callerNumber),
    takenBy: fields.takenBy,
    submittedAt: fields.submittedAt,
    dueOn: fields.dueOn,
    sealed: row.sealed === 1,
    version: row.version,
  };
}

function maskFields(fields: TicketFields): TicketFields {
  const { form } = fields;
  const { elements } = form;
  return {
    ...fields,
    callerNumber: maskPhone(fields.callerNumber),
    form: {
      ...form,
      complainant: {
        ...form.complainant,
        name: maskName(form.complainant.name),
        idNumber: maskIdNumber(form.complainant.idNumber),
        phone: maskPhone(form.complainant.phone),
      },
      respondent: { ...form.respondent, staffName: maskName(form.respondent.staffName) },
      elements: {
        time: elements.time,
        place: maskText(elements.place),
        persons: maskText(elements.persons),
        cause: maskText(elements.cause),
        course: maskText(elements.course),
        result: maskText(elements.result),
      },
      claim: { ...form.claim, text: maskText(form.claim.text) },
      evidence: maskText(form.evidence),
      overrideReason: maskText(form.overrideReason),
    },
  };
}
