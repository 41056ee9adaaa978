import type { Migration } from "../migrate.ts";

/**
 * The desk: staff, drafts, tickets, facts, outbox, audit. Every record carries `site`, `audience` and `sealed`
 * from the first day on; instants are UTC text; JSON columns are parsed by zod on the way out.
 */
export const deskMigration: Migration = {
  version: 1,
  name: "desk",
  up(db) {
    db.exec(`
      CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

      CREATE TABLE account (
        agent_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('agent','lead','admin','handler','discipline')),
        site TEXT NOT NULL,
        verifier TEXT NOT NULL,
        disabled INTEGER NOT NULL CHECK (disabled IN (0,1)),
        valid_until TEXT NOT NULL
      ) STRICT;
      CREATE TABLE login_attempt (agent_id TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_until TEXT) STRICT;
      CREATE TABLE reference (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT;

      CREATE TABLE draft (
        draft_id TEXT PRIMARY KEY,
        call_id TEXT,
        caller_number TEXT NOT NULL,
        agent_id TEXT NOT NULL,
        site TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (audience IN ('site','restricted')),
        sealed INTEGER NOT NULL CHECK (sealed IN (0,1)),
        status TEXT NOT NULL CHECK (status IN ('open','filed')),
        revision INTEGER NOT NULL,
        content TEXT NOT NULL,
        ticket_id TEXT,
        ticket_number TEXT,
        started_at TEXT NOT NULL,
        updated_at TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX draft_of_call ON draft (agent_id, call_id) WHERE call_id IS NOT NULL;
      CREATE INDEX draft_open ON draft (agent_id, status, started_at);

      -- What the screen reads: server state with this seat's pending edits replayed over it.
      CREATE TABLE ticket (
        ticket_id TEXT PRIMARY KEY,
        number TEXT NOT NULL,
        site TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (audience IN ('site','restricted')),
        sealed INTEGER NOT NULL CHECK (sealed IN (0,1)),
        status TEXT NOT NULL,
        caller_number TEXT NOT NULL,
        taken_by TEXT NOT NULL,
        submitted_at TEXT NOT NULL,
        due_on TEXT,
        version INTEGER NOT NULL,
        fields TEXT NOT NULL,
        sync_state TEXT NOT NULL CHECK (sync_state IN ('pending','synced','conflict','denied'))
      ) STRICT;
      -- Not unique: a desk restored from a backup may have given a number twice before it learned of it, and then both
      -- tickets must be seen.
      CREATE INDEX ticket_by_number ON ticket (number);
      CREATE INDEX ticket_by_caller ON ticket (caller_number, submitted_at);
      CREATE INDEX ticket_by_status ON ticket (status, submitted_at);
      CREATE TABLE ticket_server (
        ticket_id TEXT PRIMARY KEY,
        version INTEGER NOT NULL,
        fields TEXT NOT NULL,
        fver TEXT NOT NULL
      ) STRICT;
      CREATE TABLE ticket_step (
        step_id TEXT PRIMARY KEY,
        ticket_id TEXT NOT NULL,
        at TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX ticket_step_of ON ticket_step (ticket_id, at);

      CREATE TABLE call_leg (
        call_id TEXT PRIMARY KEY,
        agent_id TEXT NOT NULL,
        seat_id TEXT NOT NULL,
        site TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (audience IN ('site','restricted')),
        sealed INTEGER NOT NULL CHECK (sealed IN (0,1)),
        line TEXT NOT NULL CHECK (line IN ('exchange','practice')),
        direction TEXT NOT NULL CHECK (direction IN ('inbound','outbound')),
        number TEXT NOT NULL,
        ringing_at TEXT NOT NULL,
        answered_at TEXT,
        ended_at TEXT,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX call_leg_by_number ON call_leg (number, ringing_at);
      CREATE INDEX call_leg_by_agent ON call_leg (agent_id, ringing_at);

      CREATE TABLE state_interval (
        interval_id TEXT PRIMARY KEY,
        agent_id TEXT NOT NULL,
        seat_id TEXT NOT NULL,
        site TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (audience IN ('site','restricted')),
        sealed INTEGER NOT NULL CHECK (sealed IN (0,1)),
        state TEXT NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX state_interval_by_agent ON state_interval (agent_id, started_at);

      CREATE TABLE consultation (
        record_id TEXT PRIMARY KEY,
        call_id TEXT,
        agent_id TEXT NOT NULL,
        seat_id TEXT NOT NULL,
        site TEXT NOT NULL,
        audience TEXT NOT NULL CHECK (audience IN ('site','restricted')),
        sealed INTEGER NOT NULL CHECK (sealed IN (0,1)),
        topic TEXT,
        outcome TEXT,
        filed_at TEXT NOT NULL,
        body TEXT NOT NULL
      ) STRICT;
      CREATE INDEX consultation_of_call ON consultation (call_id);

      -- Rows stay after the server's acknowledgement, so that a restored server can be sent them again.
      -- seq counts within one enrolment: a seat that was restored from an old copy enrols again and starts from 1.
      CREATE TABLE outbox (
        seat_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        mid TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        entity TEXT NOT NULL,
        base INTEGER NOT NULL,
        fields TEXT NOT NULL,
        at TEXT NOT NULL,
        by_agent TEXT NOT NULL,
        outcome TEXT,
        acked_at TEXT,
        PRIMARY KEY (seat_id, seq)
      ) STRICT;
      CREATE INDEX outbox_of_entity ON outbox (entity, seq);
      CREATE INDEX outbox_pending ON outbox (seat_id, outcome, seq);
      CREATE TABLE feed_cursor (feed TEXT PRIMARY KEY, pos INTEGER NOT NULL, epoch TEXT NOT NULL) STRICT;
      CREATE TABLE conflict (
        entity TEXT NOT NULL,
        field TEXT NOT NULL,
        seq INTEGER NOT NULL,
        mine TEXT NOT NULL,
        theirs TEXT NOT NULL,
        resolved INTEGER NOT NULL CHECK (resolved IN (0,1)),
        PRIMARY KEY (entity, field, seq)
      ) STRICT;
      CREATE TABLE day_counter (day TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT;

      -- Append-only and chained: hash = SHA-256(previous hash + row), so a removed or edited row shows.
      CREATE TABLE audit (
        audit_id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        agent_id TEXT,
        seat_id TEXT,
        action TEXT NOT NULL,
        subject TEXT NOT NULL,
        reason TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
      CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
    `);
  },
};
