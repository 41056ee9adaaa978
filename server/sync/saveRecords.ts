import type { Insertable, Transaction } from "kysely";
import { momentOf } from "../store/factMoment.ts";
import type { ChangeRow, NewConflict, Tables } from "../store/schema.ts";
import type { Decided } from "./decide.ts";
import { narrowHistory } from "./feed.ts";
import type { Marks } from "./marks.ts";
import type { HeldFact, HeldTicket, WorkingSet } from "./workingSet.ts";

/**
 * Writes the records the changes speak of, as the working set left them.
 * @returns true when an older part of the feed was sealed along with a ticket
 */
export async function saveRecords(
  trx: Transaction<Tables>,
  { city, set, changes }: { city: string; set: WorkingSet; changes: readonly ChangeRow[] },
): Promise<boolean> {
  const newest = new Map(changes.map((change) => [change.entity, change]));
  const narrowed = new Map<string, Marks>();
  for (const change of changes) {
    const ticket = set.tickets.get(change.entity);
    if (change.marks_before && ticket && isHidden(ticket.marks)) narrowed.set(change.entity, ticket.marks);
  }
  for (const [id, change] of newest) {
    const ticket = set.tickets.get(id);
    if (ticket) await saveTicket(trx, { city, id, ticket, change });
    const fact = set.facts.get(id);
    if (fact) await saveFact(trx, { city, id, fact, change });
  }
  for (const [id, marks] of narrowed) await moveOutOfSight(trx, { city, id, marks });
  return narrowed.size > 0;
}

/** Records what was not applied, and settles older conflicts whose field was now edited by somebody who saw them. */
export async function saveConflicts(
  trx: Transaction<Tables>,
  { city, seatId, decided }: { city: string; seatId: string; decided: readonly Decided[] },
): Promise<void> {
  for (const { row, mutation, decision } of decided) {
    if (mutation?.kind !== "ticket.patch" || !["ok", "conflict"].includes(decision.code)) continue;
    const refused = new Set(decision.conflicts.map((conflict) => conflict.field));
    const settled = Object.keys(mutation.fields).filter((field) => !refused.has(field));
    if (settled.length > 0)
      await settleConflicts(trx, { city, entity: row.entity, fields: settled, seen: row.base });
    if (refused.size === 0) continue;
    const rows: NewConflict[] = decision.conflicts.map(({ field, mine, theirs }) => ({
      feed: city,
      seat_id: seatId,
      seq: row.seq,
      field,
      entity: row.entity,
      version: decision.version,
      mine: JSON.stringify(mine ?? null),
      theirs: JSON.stringify(theirs ?? null),
      resolved: 0,
    }));
    await trx.insertInto("conflict").values(rows).execute();
  }
}

async function settleConflicts(
  trx: Transaction<Tables>,
  { city, entity, fields, seen }: { city: string; entity: string; fields: readonly string[]; seen: number },
): Promise<void> {
  await trx
    .updateTable("conflict")
    .set({ resolved: 1 })
    .where("feed", "=", city)
    .where("entity", "=", entity)
    .where("field", "in", fields)
    .where("version", "<=", seen)
    .execute();
}

export async function saveTicket(
  trx: Transaction<Tables>,
  { city, id, ticket, change }: { city: string; id: string; ticket: HeldTicket; change: ChangeRow },
): Promise<void> {
  const { fields, fver, version } = ticket.state;
  const row = {
    version,
    number: fields.number,
    status: fields.status,
    taken_by: fields.takenBy,
    submitted_at: fields.submittedAt,
    fields: JSON.stringify(fields),
    fver: JSON.stringify(fver),
    ...ticket.marks,
    ...writtenBy(change),
  } satisfies Omit<Insertable<Tables["ticket"]>, "feed" | "id">;
  await trx
    .insertInto("ticket")
    .values({ feed: city, id, ...row })
    .onConflict((conflict) => conflict.columns(["feed", "id"]).doUpdateSet(row))
    .execute();
}

async function saveFact(
  trx: Transaction<Tables>,
  { city, id, fact, change }: { city: string; id: string; fact: HeldFact; change: ChangeRow },
): Promise<void> {
  const row = {
    kind: fact.kind,
    version: fact.state.version,
    closed: fact.state.closed ? 1 : 0,
    ticket_id: fact.ticketId,
    began_at: momentOf(fact.kind, fact.state.body),
    body: JSON.stringify(fact.state.body),
    ...fact.marks,
    ...writtenBy(change),
  } satisfies Omit<Insertable<Tables["fact"]>, "feed" | "id">;
  await trx
    .insertInto("fact")
    .values({ feed: city, id, ...row })
    .onConflict((conflict) => conflict.columns(["feed", "id"]).doUpdateSet(row))
    .execute();
}

/** A ticket that is opened again leaves its past sealed: what was hidden then may have been taken out since. */
function isHidden(marks: Marks): boolean {
  return marks.sealed === 1 || marks.audience !== "site";
}

/** The steps of a ticket and the older changes of both follow the ticket's new marks. */
async function moveOutOfSight(
  trx: Transaction<Tables>,
  { city, id, marks }: { city: string; id: string; marks: Marks },
): Promise<void> {
  const { site, audience, sealed } = marks;
  const steps = await trx
    .updateTable("fact")
    .set({ site, audience, sealed })
    .where("feed", "=", city)
    .where("ticket_id", "=", id)
    .returning("id")
    .execute();
  await narrowHistory(trx, city, { entities: [id, ...steps.map((step) => step.id)], marks });
}

function writtenBy(change: ChangeRow) {
  return { pos: change.pos, origin: change.origin, origin_seq: change.origin_seq, at: change.at };
}
