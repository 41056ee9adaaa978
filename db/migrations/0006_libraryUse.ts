import type { Migration } from "../migrate.ts";

/**
 * How the library is used: what was searched, opened and cited, so that the box knows what an agent asked lately, what
 * is asked today and which searches led nowhere. Long numbers never get in; rows go after 90 days.
 */
export const libraryUseMigration: Migration = {
  version: 6,
  name: "library use",
  up(db) {
    db.exec(`
      CREATE TABLE library_search (
        search_id TEXT PRIMARY KEY,
        agent_id TEXT NOT NULL,
        site TEXT NOT NULL,
        call_id TEXT,
        -- Canonical text, long numbers blanked.
        query TEXT NOT NULL,
        -- Hits that were shown.
        results INTEGER NOT NULL,
        searched_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX library_search_by_agent ON library_search (agent_id, searched_at);
      CREATE INDEX library_search_at ON library_search (searched_at);

      CREATE TABLE library_use (
        use_id TEXT PRIMARY KEY,
        -- Null for what was not found by searching: a favourite, a clause of today's list.
        search_id TEXT REFERENCES library_search (search_id) ON DELETE SET NULL,
        agent_id TEXT NOT NULL,
        site TEXT NOT NULL,
        call_id TEXT,
        deed TEXT NOT NULL CHECK (deed IN ('opened','cited')),
        clause_id TEXT NOT NULL,
        title TEXT NOT NULL,
        label TEXT,
        -- Place in the list, from 1; null for a neighbour of what was found.
        rank INTEGER,
        used_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX library_use_of ON library_use (search_id);
      CREATE INDEX library_use_at ON library_use (used_at);

      CREATE TABLE library_favourite (
        agent_id TEXT NOT NULL,
        version_id TEXT NOT NULL,
        -- Empty for a whole document.
        clause_id TEXT NOT NULL,
        title TEXT NOT NULL,
        label TEXT,
        starred_at TEXT NOT NULL,
        PRIMARY KEY (agent_id, version_id, clause_id)
      ) STRICT;
    `);
  },
};
