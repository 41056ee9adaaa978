import type { Migration } from "../migrate.ts";

/**
 * Learned vectors of passages in blocks, derived like everything named `search_*`; and the search model that this
 * centre trained itself and accepted in place of the one that ships.
 */
export const searchVectorsMigration: Migration = {
  version: 7,
  name: "search vectors",
  up(db) {
    db.exec(`
      CREATE TABLE search_vector (
        first INTEGER PRIMARY KEY,
        count INTEGER NOT NULL,
        -- Which encoder made them: vectors of different encoders cannot be compared.
        encoder TEXT NOT NULL,
        vectors BLOB NOT NULL,
        passage_groups BLOB NOT NULL
      ) STRICT;
      CREATE TABLE library_model (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        file BLOB NOT NULL,
        accepted_at TEXT NOT NULL,
        accepted_by TEXT NOT NULL
      ) STRICT;
    `);
  },
};
