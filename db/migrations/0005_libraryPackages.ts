import type { Migration } from "../migrate.ts";

/**
 * Library packages: which were made or applied here, whose keys are trusted, and which versions a running apply has
 * laid ready. A staged version is invisible until one short transaction empties the list.
 */
export const libraryPackagesMigration: Migration = {
  version: 5,
  name: "library packages",
  up(db) {
    db.exec(`
      CREATE TABLE library_staged (version_id TEXT PRIMARY KEY) STRICT;
      CREATE VIEW library_visible AS
        SELECT * FROM library_version WHERE version_id NOT IN (SELECT version_id FROM library_staged);

      CREATE TABLE library_package (
        sequence INTEGER PRIMARY KEY,
        direction TEXT NOT NULL CHECK (direction IN ('exported','applied')),
        hash TEXT NOT NULL,
        key_id TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by TEXT NOT NULL,
        taken_at TEXT NOT NULL,
        -- JSON list of [versionId, title]: what the next export is compared with.
        versions TEXT NOT NULL
      ) STRICT;
      CREATE TABLE library_key (
        key_id TEXT PRIMARY KEY,
        public_key TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('own','confirmed','rotation')),
        trusted_at TEXT NOT NULL,
        trusted_by TEXT NOT NULL
      ) STRICT;
    `);
  },
};
