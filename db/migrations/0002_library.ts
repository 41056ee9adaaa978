import type { Migration } from "../migrate.ts";

/**
 * The policy library: documents with their versions and clauses (validity and region on every version), and the
 * search index made from them. Everything named `search_*` is derived and can be rebuilt from the clauses.
 */
export const libraryMigration: Migration = {
  version: 2,
  name: "library",
  up(db) {
    db.exec(`
      -- identity = normalised title and region: what makes two files versions of one document.
      CREATE TABLE library_document (
        document_id TEXT PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL
      ) STRICT;

      -- valid_from is inclusive, valid_to exclusive; both are derived from the dates the texts state.
      -- A replaced row is an earlier wording of the same edition, kept because citations pin it.
      CREATE TABLE library_version (
        version_id TEXT PRIMARY KEY,
        document_id TEXT NOT NULL REFERENCES library_document (document_id),
        title TEXT NOT NULL,
        kind TEXT NOT NULL,
        level TEXT NOT NULL CHECK (level IN ('national','province','city','district')),
        region TEXT NOT NULL,
        issuer TEXT,
        document_number TEXT,
        promulgated_on TEXT,
        effective_from TEXT,
        stated_until TEXT,
        topic TEXT,
        aliases TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        source_file TEXT NOT NULL,
        valid_from TEXT,
        valid_to TEXT,
        replaced INTEGER NOT NULL CHECK (replaced IN (0,1)),
        -- Clauses of a version have consecutive passage ids.
        first_passage INTEGER NOT NULL,
        clause_count INTEGER NOT NULL,
        UNIQUE (document_id, content_hash)
      ) STRICT;
      CREATE INDEX library_version_of ON library_version (document_id);

      -- A later text that says "X is repealed at the same time" ends X on its own first day.
      CREATE TABLE library_repeal (
        identity TEXT NOT NULL,
        by_version TEXT NOT NULL REFERENCES library_version (version_id),
        on_day TEXT NOT NULL,
        PRIMARY KEY (identity, by_version)
      ) STRICT;

      CREATE TABLE library_clause (
        passage_id INTEGER PRIMARY KEY,
        version_id TEXT NOT NULL REFERENCES library_version (version_id),
        ordinal INTEGER NOT NULL,
        label TEXT,
        chapter TEXT,
        body TEXT NOT NULL,
        UNIQUE (version_id, ordinal)
      ) STRICT;

      -- Terms of a segment that is not listed here are unfinished and invisible.
      CREATE TABLE search_segment (
        segment INTEGER PRIMARY KEY,
        low INTEGER NOT NULL,
        high INTEGER NOT NULL,
        passages INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE search_term (
        term TEXT NOT NULL,
        segment INTEGER NOT NULL,
        frequency INTEGER NOT NULL,
        postings BLOB NOT NULL,
        UNIQUE (term, segment)
      ) STRICT;
      CREATE TABLE search_dead (passage_id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE search_word (
        word TEXT PRIMARY KEY,
        pinyin TEXT NOT NULL,
        initials TEXT NOT NULL,
        frequency INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE search_generation (only INTEGER PRIMARY KEY CHECK (only = 1), generation INTEGER NOT NULL) STRICT;
      INSERT INTO search_generation (only, generation) VALUES (1, 0);
    `);
  },
};
