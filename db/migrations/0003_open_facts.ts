import type { Migration } from "../migrate.ts";

/** Finds at once what a crash left open, however many facts a desk has gathered. */
export const openFactsMigration: Migration = {
  version: 3,
  name: "open facts",
  up(db) {
    db.exec(`
      CREATE INDEX call_leg_open ON call_leg (seat_id) WHERE ended_at IS NULL;
      CREATE INDEX state_interval_open ON state_interval (seat_id) WHERE ended_at IS NULL;
    `);
  },
};
