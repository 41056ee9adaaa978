import type { StoredAlias } from "../shared/domain/libraryAlias.ts";
import type { Instant } from "../shared/domain/time.ts";
import type { Database } from "./open.ts";

export type RejectedAlias = { lay: string; official: string; rejectedAt: Instant; rejectedBy: string };

export type LibraryAliases = ReturnType<typeof libraryAliases>;

/** The centre's entries of the alias table. Callers open the transactions. */
export function libraryAliases(db: Database) {
  const statements = prepare(db);
  return {
    all: (): StoredAlias[] => (statements.all.all() as Row[]).map(toAlias),
    put: (alias: StoredAlias): void => void statements.put.run(toRow(alias)),
    /** Takes what came from elsewhere where it is newer than what is here. @returns how many were taken */
    takeNewer: (aliases: readonly StoredAlias[]): number =>
      aliases.reduce((sum, alias) => sum + statements.takeNewer.run(toRow(alias)).changes, 0),
    reject: (rejected: RejectedAlias): void => void statements.reject.run(rejected),
    /** Lay word and word of the law of every proposal that was turned down. */
    rejected: (): { lay: string; official: string }[] =>
      statements.rejected.all() as { lay: string; official: string }[],
    /** How often each different query was searched since then, the most frequent first. */
    queries: (since: Instant, limit: number): { query: string; times: number }[] =>
      statements.queries.all(since, limit) as { query: string; times: number }[],
  };
}

type Row = {
  id: string;
  terms: string;
  official: string;
  disabled: number;
  changedAt: string;
  changedBy: string;
};

function toAlias({ terms, official, disabled, ...row }: Row): StoredAlias {
  return {
    ...row,
    terms: JSON.parse(terms) as string[],
    official: JSON.parse(official) as string[],
    disabled: disabled === 1,
  };
}

function toRow({ id, terms, official, disabled, changedAt, changedBy }: StoredAlias): Row {
  return {
    ...{ id, changedAt, changedBy },
    terms: JSON.stringify(terms),
    official: JSON.stringify(official),
    disabled: disabled ? 1 : 0,
  };
}

const upsert = `INSERT INTO library_alias (alias_id, terms, official, disabled, changed_at, changed_by)
  VALUES (@id, @terms, @official, @disabled, @changedAt, @changedBy)
  ON CONFLICT (alias_id) DO UPDATE SET terms = excluded.terms, official = excluded.official,
    disabled = excluded.disabled, changed_at = excluded.changed_at, changed_by = excluded.changed_by`;

function prepare(db: Database) {
  return {
    all: db.prepare(`SELECT alias_id AS id, terms, official, disabled, changed_at AS changedAt,
      changed_by AS changedBy FROM library_alias ORDER BY changed_at, alias_id`),
    put: db.prepare(upsert),
    takeNewer: db.prepare(`${upsert} WHERE excluded.changed_at > library_alias.changed_at`),
    reject: db.prepare(`INSERT OR IGNORE INTO library_alias_rejected
      VALUES (@lay, @official, @rejectedAt, @rejectedBy)`),
    rejected: db.prepare("SELECT lay, official FROM library_alias_rejected"),
    queries: db.prepare(`SELECT query, count(*) AS times FROM library_search WHERE searched_at >= ?
      GROUP BY query ORDER BY times DESC, query LIMIT ?`),
  };
}
