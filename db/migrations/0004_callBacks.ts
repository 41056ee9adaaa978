import type { Migration } from "../migrate.ts";

/**
 * Call-backs: a record may name the call it goes back to (`origin_call_id`), so that both are shown as one thread.
 * And the audit by agent: how often somebody looked something up lately is counted from it.
 */
export const callBackMigration: Migration = {
  version: 4,
  name: "call-backs",
  up(db) {
    db.exec(`
      ALTER TABLE draft ADD COLUMN origin_call_id TEXT;
      CREATE INDEX draft_of_origin ON draft (origin_call_id) WHERE origin_call_id IS NOT NULL;
      ALTER TABLE consultation ADD COLUMN origin_call_id TEXT;
      CREATE INDEX consultation_of_origin ON consultation (origin_call_id) WHERE origin_call_id IS NOT NULL;
      CREATE INDEX audit_of_agent ON audit (agent_id, action, at);
    `);
  },
};
