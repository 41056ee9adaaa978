import {
  type SyncState,
  type TicketFields,
  type TicketStatus,
  type TicketStep,
  ticketFields,
  ticketStep,
} from "../shared/domain/ticket.ts";
import { type TicketState, ticketState } from "../shared/sync/change.ts";
import type { Desk } from "./desk.ts";

/** A ticket as the screen sees it: server state with this seat's pending edits over it. */
export type StoredTicket = { ticketId: string; fields: TicketFields; version: number; syncState: SyncState };

export type TicketQuery = {
  /** Null for every site. */
  site: string | null;
  /** Sealed tickets are left out unless this agent took them or `allSealed`. */
  takenBy: string;
  allSealed: boolean;
  status: TicketStatus | null;
  /** Part of a number, of the respondent's name, or a whole caller number; empty for all. */
  text: string;
  limit: number;
};

export type TicketRepository = {
  find(ticketId: string): StoredTicket | null;
  put(ticket: StoredTicket): void;
  remove(ticketId: string): void;
  /** Newest first. */
  list(query: TicketQuery): StoredTicket[];
  /** Tickets of a caller's number that are not sealed, newest first. */
  ofCaller(callerNumber: string, limit: number): StoredTicket[];
  serverState(ticketId: string): TicketState | null;
  putServerState(ticketId: string, state: TicketState): void;
  /** A restored server may be older than what it told before. */
  forgetServerStates(): void;
  addStep(step: TicketStep): void;
  steps(ticketId: string): TicketStep[];
};

/** Tickets: what the screen reads, what the server last said, and the steps of their lives. */
export function ticketRepository(desk: Desk): TicketRepository {
  const sql = statements(desk);
  return {
    find(ticketId) {
      const row = sql.byId.get(ticketId);
      return row ? toTicket(row) : null;
    },
    put: (ticket) => void sql.put.run(toRow(ticket)),
    remove(ticketId) {
      desk.transaction("ticket.remove", () => {
        for (const drop of [sql.drop, sql.dropServer, sql.dropSteps]) drop.run(ticketId);
      });
    },
    list: (query) => sql.list.all({ ...query, allSealed: query.allSealed ? 1 : 0 }).map(toTicket),
    ofCaller: (callerNumber, limit) => sql.ofCaller.all(callerNumber, limit).map(toTicket),
    serverState(ticketId) {
      const row = sql.serverById.get(ticketId);
      if (!row) return null;
      return ticketState.parse({
        version: row.version,
        fields: JSON.parse(row.fields),
        fver: JSON.parse(row.fver),
      });
    },
    putServerState: (ticketId, state) =>
      void sql.putServer.run(
        ticketId,
        state.version,
        JSON.stringify(state.fields),
        JSON.stringify(state.fver),
      ),
    forgetServerStates: () => void sql.forget.run(),
    addStep: (step) => void sql.addStep.run(step.stepId, step.ticketId, step.at, JSON.stringify(step)),
    steps: (ticketId) => sql.steps.all(ticketId).map((row) => ticketStep.parse(JSON.parse(row.body))),
  };
}

function statements(desk: Desk) {
  return {
    byId: desk.prepare<[string], Row>("ticket.find", "SELECT * FROM ticket WHERE ticket_id = ?"),
    put: desk.prepare<[Row]>(
      "ticket.put",
      `INSERT INTO ticket (ticket_id, number, site, audience, sealed, status, caller_number, taken_by, submitted_at,
         due_on, version, fields, sync_state)
       VALUES (@ticket_id, @number, @site, @audience, @sealed, @status, @caller_number, @taken_by, @submitted_at,
         @due_on, @version, @fields, @sync_state)
       ON CONFLICT (ticket_id) DO UPDATE SET site = excluded.site, audience = excluded.audience,
         sealed = excluded.sealed, status = excluded.status, caller_number = excluded.caller_number,
         due_on = excluded.due_on, version = excluded.version, fields = excluded.fields,
         sync_state = excluded.sync_state`,
    ),
    drop: desk.prepare<[string]>("ticket.remove", "DELETE FROM ticket WHERE ticket_id = ?"),
    dropServer: desk.prepare<[string]>(
      "ticket.removeServer",
      "DELETE FROM ticket_server WHERE ticket_id = ?",
    ),
    dropSteps: desk.prepare<[string]>("ticket.removeSteps", "DELETE FROM ticket_step WHERE ticket_id = ?"),
    list: desk.prepare<[Omit<TicketQuery, "allSealed"> & { allSealed: number }], Row>(
      "ticket.list",
      `SELECT * FROM ticket
       WHERE (@site IS NULL OR site = @site)
         AND (sealed = 0 OR taken_by = @takenBy OR @allSealed = 1)
         AND (@status IS NULL OR status = @status)
         AND (@text = '' OR instr(number, @text) > 0 OR caller_number = @text
           OR instr(json_extract(fields, '$.form.respondent.unitName'), @text) > 0)
       ORDER BY submitted_at DESC, ticket_id DESC LIMIT @limit`,
    ),
    ofCaller: desk.prepare<[string, number], Row>(
      "ticket.ofCaller",
      `SELECT * FROM ticket WHERE caller_number = ? AND sealed = 0
       ORDER BY submitted_at DESC, ticket_id DESC LIMIT ?`,
    ),
    serverById: desk.prepare<[string], { version: number; fields: string; fver: string }>(
      "ticket.serverState",
      "SELECT version, fields, fver FROM ticket_server WHERE ticket_id = ?",
    ),
    putServer: desk.prepare<[string, number, string, string]>(
      "ticket.putServerState",
      `INSERT INTO ticket_server (ticket_id, version, fields, fver) VALUES (?, ?, ?, ?)
       ON CONFLICT (ticket_id) DO UPDATE SET version = excluded.version, fields = excluded.fields,
         fver = excluded.fver`,
    ),
    forget: desk.prepare<[]>("ticket.forgetServerStates", "DELETE FROM ticket_server"),
    addStep: desk.prepare<[string, string, string, string]>(
      "ticket.addStep",
      "INSERT INTO ticket_step (step_id, ticket_id, at, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    ),
    steps: desk.prepare<[string], { body: string }>(
      "ticket.steps",
      "SELECT body FROM ticket_step WHERE ticket_id = ? ORDER BY at, step_id",
    ),
  };
}

type Row = {
  ticket_id: string;
  number: string;
  site: string;
  audience: string;
  sealed: number;
  status: string;
  caller_number: string;
  taken_by: string;
  submitted_at: string;
  due_on: string | null;
  version: number;
  fields: string;
  sync_state: SyncState;
};

function toTicket(row: Row): StoredTicket {
  return {
    ticketId: row.ticket_id,
    fields: ticketFields.parse(JSON.parse(row.fields)),
    version: row.version,
    syncState: row.sync_state,
  };
}

function toRow({ ticketId, fields, version, syncState }: StoredTicket): Row {
  return {
    ticket_id: ticketId,
    number: fields.number,
    site: fields.site,
    audience: fields.audience,
    sealed: fields.sealed ? 1 : 0,
    status: fields.status,
    caller_number: fields.callerNumber,
    taken_by: fields.takenBy,
    submitted_at: fields.submittedAt,
    due_on: fields.dueOn,
    version,
    fields: JSON.stringify(fields),
    sync_state: syncState,
  };
}
