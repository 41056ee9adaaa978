import type { Insertable, Selectable } from "kysely";
import type { UseDeed } from "../../shared/domain/libraryUse.ts";
import type { Role } from "../../shared/domain/staff.ts";
import type { OutcomeCode } from "../../shared/sync/mutation.ts";

// Every key begins with `feed`, the city: it is the distribution column where the store is spread over machines.
// JSON is text and flags are 0 or 1, so that SQLite and PostgreSQL hold the same values.

export type Flag = 0 | 1;

type FeedTable = { feed: string; pos: number; epoch: string };

/** A desk of the centre: its number, extension and SIP secret stay when a machine is enrolled anew. */
type PlaceTable = {
  feed: string;
  seat_number: number;
  site: string;
  extension: string;
  sip_secret: string;
  display_name: string;
};

type SeatTable = {
  feed: string;
  seat_id: string;
  seat_number: number;
  site: string;
  public_key: string;
  status: "active" | "replaced" | "revoked";
  last_seq: number;
  enrolled_at: string;
};

type EnrolmentCodeTable = {
  feed: string;
  code_hash: string;
  seat_number: number;
  expires_at: string;
  used_at: string | null;
};

type TokenTable = {
  feed: string;
  token_hash: string;
  /** Exactly one of the two. */
  seat_id: string | null;
  agent_id: string | null;
  expires_at: string;
};

type MutationTable = {
  feed: string;
  seat_id: string;
  seq: number;
  mid: string;
  kind: string;
  entity: string;
  body: string;
  outcome: OutcomeCode;
  conflicts: string;
  /** Position of its change, null when it changed nothing. */
  pos: number | null;
  at: string;
};

/** Who may see a record; `owner` is the seat number that wrote it first. */
type Marks = { site: string; audience: string; sealed: Flag; owner: number };
type Written = { pos: number; origin: string; origin_seq: number; at: string };

type TicketTable = Marks &
  Written & {
    feed: string;
    id: string;
    version: number;
    number: string;
    status: string;
    taken_by: string;
    submitted_at: string;
    fields: string;
    fver: string;
  };

type FactTable = Marks &
  Written & {
    feed: string;
    id: string;
    kind: string;
    version: number;
    closed: Flag;
    /** The ticket of a step, whose marks the step follows. */
    ticket_id: string | null;
    /** When a call began to ring, a state began, a consultation was filed: what statistics ask by. Null for a step. */
    began_at: string | null;
    body: string;
  };

type ChangeTable = Marks &
  Written & {
    feed: string;
    kind: string;
    entity: string;
    version: number;
    body: string;
    /** Marks before this change where they were other ones: who saw it then is told to forget it. */
    marks_before: string | null;
  };

type ConflictTable = {
  feed: string;
  seat_id: string;
  seq: number;
  field: string;
  entity: string;
  /** Entity version at which the conflict arose; a later edit of the field by somebody who saw it resolves it. */
  version: number;
  mine: string;
  theirs: string;
  resolved: Flag;
};

/** Clauses of the library that were opened or cited lately; kept as long as somebody may ask for them. */
type LibraryUseTable = {
  feed: string;
  id: string;
  site: string;
  deed: UseDeed;
  clause_id: string;
  title: string;
  label: string | null;
  used_at: string;
};

type StaffTable = {
  feed: string;
  agent_id: string;
  name: string;
  role: Role;
  site: string;
  verifier: string;
  disabled: Flag;
  valid_until: string;
  version: number;
  pos: number;
  at: string;
};

type ReferenceTable = {
  feed: string;
  kind: string;
  id: string;
  value: string;
  version: number;
  pos: number;
  at: string;
};

type LoginAttemptTable = { feed: string; agent_id: string; failures: number; locked_until: string | null };

type AuditTable = {
  feed: string;
  audit_id: string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  reason: string;
};

export type Tables = {
  feed: FeedTable;
  place: PlaceTable;
  seat: SeatTable;
  enrolment_code: EnrolmentCodeTable;
  token: TokenTable;
  mutation: MutationTable;
  ticket: TicketTable;
  fact: FactTable;
  change: ChangeTable;
  conflict: ConflictTable;
  library_use: LibraryUseTable;
  staff: StaffTable;
  reference: ReferenceTable;
  login_attempt: LoginAttemptTable;
  audit: AuditTable;
  schema_version: { version: number };
};

export type PlaceRow = Selectable<PlaceTable>;
export type SeatRow = Selectable<SeatTable>;
export type TicketRow = Selectable<TicketTable>;
export type FactRow = Selectable<FactTable>;
export type StaffRow = Selectable<StaffTable>;
export type ChangeRow = Selectable<ChangeTable>;
export type MutationRow = Selectable<MutationTable>;
export type NewConflict = Insertable<ConflictTable>;
