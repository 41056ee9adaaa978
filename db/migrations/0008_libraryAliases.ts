import type { Migration } from "../migrate.ts";

/** What the centre changes in the table from callers' words to those of the law, and what it would not have. */
export const libraryAliasesMigration: Migration = {
  version: 8,
  name: "library aliases",
  up(db) {
    db.exec(`
      CREATE TABLE library_alias (
        -- The centre's own, or the id of the shipped entry it stands in for.
        alias_id TEXT PRIMARY KEY,
        -- JSON lists of words.
        terms TEXT NOT NULL,
        official TEXT NOT NULL,
        disabled INTEGER NOT NULL CHECK (disabled IN (0,1)),
        changed_at TEXT NOT NULL,
        changed_by TEXT NOT NULL
      ) STRICT;
      CREATE TABLE library_alias_rejected (
        lay TEXT NOT NULL,
        official TEXT NOT NULL,
        rejected_at TEXT NOT NULL,
        rejected_by TEXT NOT NULL,
        PRIMARY KEY (lay, official)
      ) STRICT;
    `);
  },
};
