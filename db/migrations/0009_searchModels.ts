import type { Migration } from "../migrate.ts";

/**
 * Vectors of two encoders may lie side by side, so that searches go on with the former ones until those of a newly
 * accepted model are complete; and a model has a part to play: candidate, accepted, or former until it is replaced.
 */
export const searchModelsMigration: Migration = {
  version: 9,
  name: "search models",
  up(db) {
    db.exec(`
      ALTER TABLE search_vector RENAME TO search_vector_old;
      CREATE TABLE search_vector (
        encoder TEXT NOT NULL,
        first INTEGER NOT NULL,
        count INTEGER NOT NULL,
        vectors BLOB NOT NULL,
        passage_groups BLOB NOT NULL,
        PRIMARY KEY (encoder, first)
      ) STRICT;
      INSERT INTO search_vector SELECT encoder, first, count, vectors, passage_groups FROM search_vector_old;
      DROP TABLE search_vector_old;
      -- Nothing could be accepted before.
      DROP TABLE library_model;
      CREATE TABLE library_model (
        part TEXT PRIMARY KEY CHECK (part IN ('candidate', 'accepted', 'former')),
        encoder TEXT NOT NULL,
        -- The encoder of the shipped model it was trained from.
        base TEXT NOT NULL,
        file BLOB NOT NULL,
        -- JSON: what was measured.
        report TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by TEXT NOT NULL,
        accepted_at TEXT,
        accepted_by TEXT
      ) STRICT;
    `);
  },
};
