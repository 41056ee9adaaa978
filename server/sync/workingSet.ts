import type { Transaction } from "kysely";
import { type TicketFields, ticketFields } from "../../shared/domain/ticket.ts";
import type { TicketState } from "../../shared/sync/change.ts";
import type { FactState } from "../../shared/sync/merge.ts";
import type { Mutation } from "../../shared/sync/mutation.ts";
import type { FactRow, Flag, Tables, TicketRow } from "../store/schema.ts";
import type { Store } from "../store/store.ts";
import type { Marks } from "./marks.ts";
import type { Author } from "./rights.ts";

export type HeldTicket = { state: TicketState; marks: Marks };
export type HeldFact = { state: FactState; kind: FactKind; marks: Marks; ticketId: string | null };
export type FactKind = "step" | "call" | "interval" | "consultation";

/** Everything one push touches, read and locked in one go and changed in memory before it is written. */
export type WorkingSet = {
  tickets: Map<string, HeldTicket>;
  facts: Map<string, HeldFact>;
  authors: Map<string, Author>;
};

/** Loads in the one lock order: tickets by id, then facts by id (the seat is locked already, the feed comes last). */
export async function loadWorkingSet(
  store: Store,
  trx: Transaction<Tables>,
  { city, mutations }: { city: string; mutations: readonly Mutation[] },
): Promise<WorkingSet> {
  const ticketIds = [...new Set(mutations.flatMap(ticketIdOf))].sort();
  const factIds = [...new Set(mutations.filter(isFactKind).map((one) => one.entity))].sort();
  const agentIds = [...new Set(mutations.map((one) => one.byAgent))].sort();
  const tickets = await loadTickets(store, trx, { city, ids: ticketIds });
  const facts = await loadFacts(store, trx, { city, ids: factIds });
  const authors =
    agentIds.length === 0
      ? []
      : await trx
          .selectFrom("staff")
          .select(["agent_id", "role", "site"])
          .where("feed", "=", city)
          .where("agent_id", "in", agentIds)
          .execute();
  return {
    tickets,
    facts,
    authors: new Map(authors.map((row) => [row.agent_id, { role: row.role, site: row.site }])),
  };
}

export async function loadTickets(
  store: Store,
  trx: Transaction<Tables>,
  { city, ids }: { city: string; ids: readonly string[] },
): Promise<Map<string, HeldTicket>> {
  if (ids.length === 0) return new Map();
  const query = trx
    .selectFrom("ticket")
    .selectAll()
    .where("feed", "=", city)
    .where("id", "in", ids)
    .orderBy("id");
  const rows = await store.forUpdate(query).execute();
  return new Map(rows.map((row) => [row.id, toHeldTicket(row)]));
}

export function toHeldTicket(row: TicketRow): HeldTicket {
  const state = { version: row.version, fields: toFields(row.fields), fver: JSON.parse(row.fver) };
  return { state, marks: toMarks(row) };
}

export function toMarks(row: { site: string; audience: string; sealed: Flag; owner: number }): Marks {
  return { site: row.site, audience: row.audience, sealed: row.sealed, owner: row.owner };
}

/** The ticket a mutation changes or belongs to. */
export function ticketIdOf(mutation: Mutation): string[] {
  if (mutation.kind === "step.add") return [mutation.fields.ticketId];
  return isTicketKind(mutation) ? [mutation.entity] : [];
}

function isTicketKind(mutation: Mutation): boolean {
  return mutation.kind === "ticket.create" || mutation.kind === "ticket.patch";
}

function isFactKind(mutation: Mutation): boolean {
  return !isTicketKind(mutation) && mutation.kind !== "libraryUse.add";
}

async function loadFacts(
  store: Store,
  trx: Transaction<Tables>,
  { city, ids }: { city: string; ids: readonly string[] },
): Promise<Map<string, HeldFact>> {
  if (ids.length === 0) return new Map();
  const query = trx
    .selectFrom("fact")
    .selectAll()
    .where("feed", "=", city)
    .where("id", "in", ids)
    .orderBy("id");
  const rows = await store.forUpdate(query).execute();
  return new Map(rows.map((row) => [row.id, toHeldFact(row)]));
}

function toHeldFact(row: FactRow): HeldFact {
  return {
    state: { version: row.version, body: JSON.parse(row.body), owner: row.owner, closed: row.closed === 1 },
    kind: row.kind as FactKind,
    marks: toMarks(row),
    ticketId: row.ticket_id,
  };
}

function toFields(text: string): TicketFields {
  return ticketFields.parse(JSON.parse(text));
}
