import {
  type Draft,
  draft as draftShape,
  type RecordContent,
  recordContent,
} from "../shared/domain/record.ts";
import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

/** A draft with what only the host needs: the number that called and the ticket that came of it. */
export type StoredDraft = { draft: Draft; site: string; callerNumber: string; ticketId: string | null };

export type DraftRepository = {
  find(draftId: string): StoredDraft | null;
  ofCall(agentId: string, callId: string): StoredDraft | null;
  /** Open drafts of one agent, oldest first. */
  openOf(agentId: string): StoredDraft[];
  /** Open drafts that go back to that call, oldest first. */
  callBacksOf(callId: string): StoredDraft[];
  insert(stored: StoredDraft): void;
  /** Stores the content unless the row already holds that revision or a newer one; tells whether it did. */
  save(draftId: string, revision: number, content: RecordContent, at: Instant): boolean;
  file(draftId: string, at: Instant): void;
  giveTicket(
    draftId: string,
    ticket: { ticketId: string; number: string; sealed: boolean },
    at: Instant,
  ): void;
};

/** What agents are typing: one row per contact, on disk with every save. */
export function draftRepository(desk: Desk): DraftRepository {
  const byId = desk.prepare<[string], Row>("draft.find", "SELECT * FROM draft WHERE draft_id = ?");
  const byCall = desk.prepare<[string, string], Row>(
    "draft.ofCall",
    "SELECT * FROM draft WHERE agent_id = ? AND call_id = ?",
  );
  const open = desk.prepare<[string], Row>(
    "draft.openOf",
    "SELECT * FROM draft WHERE agent_id = ? AND status = 'open' ORDER BY started_at, draft_id",
  );
  const callBacks = desk.prepare<[string], Row>(
    "draft.callBacksOf",
    "SELECT * FROM draft WHERE origin_call_id = ? AND status = 'open' AND sealed = 0 ORDER BY started_at, draft_id",
  );
  const insert = desk.prepare<[Row]>(
    "draft.insert",
    `INSERT INTO draft (draft_id, call_id, caller_number, agent_id, site, audience, sealed, status, revision,
       content, ticket_id, ticket_number, started_at, updated_at, origin_call_id)
     VALUES (@draft_id, @call_id, @caller_number, @agent_id, @site, 'site', 0, @status, @revision, @content,
       @ticket_id, @ticket_number, @started_at, @updated_at, @origin_call_id)`,
  );
  const save = desk.prepare<[number, string, string, string, number]>(
    "draft.save",
    `UPDATE draft SET revision = ?, content = ?, updated_at = ?
     WHERE draft_id = ? AND status = 'open' AND revision < ?`,
  );
  const file = desk.prepare<[string, string]>(
    "draft.file",
    "UPDATE draft SET status = 'filed', updated_at = ? WHERE draft_id = ?",
  );
  const give = desk.prepare<[string, string, number, string, string, string]>(
    "draft.giveTicket",
    `UPDATE draft SET ticket_id = ?, ticket_number = ?, sealed = ?, audience = ?, updated_at = ?
     WHERE draft_id = ?`,
  );
  return {
    find: (draftId) => toStored(byId.get(draftId)),
    ofCall: (agentId, callId) => toStored(byCall.get(agentId, callId)),
    openOf: (agentId) => open.all(agentId).map((row) => toStored(row)!),
    callBacksOf: (callId) => callBacks.all(callId).map((row) => toStored(row)!),
    insert: (stored) => void insert.run(toRow(stored)),
    save: (draftId, revision, content, at) =>
      save.run(revision, JSON.stringify(content), at, draftId, revision).changes === 1,
    file: (draftId, at) => void file.run(at, draftId),
    giveTicket: (draftId, ticket, at) =>
      void give.run(
        ticket.ticketId,
        ticket.number,
        ticket.sealed ? 1 : 0,
        ticket.sealed ? "restricted" : "site",
        at,
        draftId,
      ),
  };
}

type Row = {
  draft_id: string;
  call_id: string | null;
  caller_number: string;
  agent_id: string;
  site: string;
  status: string;
  revision: number;
  content: string;
  ticket_id: string | null;
  ticket_number: string | null;
  started_at: string;
  updated_at: string;
  origin_call_id: string | null;
};

function toStored(row: Row | undefined): StoredDraft | null {
  if (!row) return null;
  const draft = draftShape.parse({
    draftId: row.draft_id,
    callId: row.call_id,
    originCallId: row.origin_call_id,
    agentId: row.agent_id,
    status: row.status,
    revision: row.revision,
    content: recordContent.parse(JSON.parse(row.content)),
    ticketNumber: row.ticket_number,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  });
  return { draft, site: row.site, callerNumber: row.caller_number, ticketId: row.ticket_id };
}

function toRow({ draft, site, callerNumber, ticketId }: StoredDraft): Row {
  return {
    draft_id: draft.draftId,
    call_id: draft.callId,
    caller_number: callerNumber,
    agent_id: draft.agentId,
    site,
    status: draft.status,
    revision: draft.revision,
    content: JSON.stringify(draft.content),
    ticket_id: ticketId,
    ticket_number: draft.ticketNumber,
    started_at: draft.startedAt,
    updated_at: draft.updatedAt,
    origin_call_id: draft.originCallId ?? null,
  };
}
