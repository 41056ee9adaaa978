import type { HotClause, UseDeed } from "../shared/domain/libraryUse.ts";
import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

/** Who asked, where and in which call; `query` holds no long numbers. */
export type LoggedSearch = {
  searchId: string;
  agentId: string;
  site: string;
  callId: string | null;
  query: string;
  /** Hits that were shown. */
  results: number;
  searchedAt: Instant;
};

export type LoggedUse = {
  useId: string;
  /** Null for what was not found by searching. */
  searchId: string | null;
  agentId: string;
  site: string;
  callId: string | null;
  deed: UseDeed;
  clauseId: string;
  title: string;
  label: string | null;
  /** Place in the list, from 1. */
  rank: number | null;
  usedAt: Instant;
};

/** A query after which nothing was opened, and how often. `results` of the last time: 0 means nothing was found. */
export type Miss = { query: string; times: number; results: number; lastAt: Instant };

/** What a query led to: proposals for aliases and judgements for the ranking. */
export type QueryPair = {
  query: string;
  clauseId: string;
  title: string;
  label: string | null;
  opened: number;
  cited: number;
  /** The best place the clause stood at; null when only its neighbour was found. */
  bestRank: number | null;
};

export type LibraryUseRepository = {
  /** Writes a search, or rewrites it: somebody typed on. */
  putSearch(search: LoggedSearch): void;
  addUse(use: LoggedUse): void;
  /** The agent's latest different queries, newest first; with `typed` those that hold it. */
  recent(agentId: string, limit: number, typed?: string): string[];
  /** Clauses used at this seat since then: the most cited, then the most opened first. */
  hot(since: Instant, limit: number): HotClause[];
  /** The most frequent first. */
  misses(since: Instant, limit: number): Miss[];
  pairs(since: Instant, limit: number): QueryPair[];
  /** Forgets what is older than that, and the oldest searches and uses beyond `most` of each. */
  prune(before: Instant, most: number): number;
};

/** The log of how the library is used at this seat. Nothing in it leaves the seat but `addUse` without its search. */
export function libraryUseRepository(desk: Desk): LibraryUseRepository {
  const sql = statements(desk);
  return {
    putSearch: (search) => void sql.putSearch.run(search),
    addUse: (use) => void sql.addUse.run(use),
    recent: (agentId, limit, typed = "") =>
      sql.recent.all(agentId, typed, typed, limit).map(({ query }) => query),
    hot: (since, limit) => sql.hot.all(since, limit),
    misses: (since, limit) => sql.misses.all(since, limit),
    pairs: (since, limit) => sql.pairs.all(since, limit),
    prune: (before, most) =>
      desk.transaction("libraryUse.prune", () =>
        [
          sql.forgetUses.run(before),
          sql.forgetSearches.run(before),
          sql.boundUses.run(most),
          sql.boundSearches.run(most),
        ].reduce((sum, { changes }) => sum + changes, 0),
      ),
  };
}

function statements(desk: Desk) {
  return {
    putSearch: desk.prepare<[LoggedSearch]>(
      "libraryUse.putSearch",
      `INSERT INTO library_search (search_id, agent_id, site, call_id, query, results, searched_at)
       VALUES (@searchId, @agentId, @site, @callId, @query, @results, @searchedAt)
       ON CONFLICT (search_id) DO UPDATE SET query = excluded.query, results = excluded.results,
         searched_at = excluded.searched_at`,
    ),
    addUse: desk.prepare<[LoggedUse]>(
      "libraryUse.addUse",
      `INSERT INTO library_use
         (use_id, search_id, agent_id, site, call_id, deed, clause_id, title, label, rank, used_at)
       VALUES (@useId, (SELECT search_id FROM library_search WHERE search_id = @searchId), @agentId, @site,
         @callId, @deed, @clauseId, @title, @label, @rank, @usedAt)`,
    ),
    recent: desk.prepare<[string, string, string, number], { query: string }>(
      "libraryUse.recent",
      `SELECT query, max(searched_at) AS at FROM library_search
       WHERE agent_id = ? AND (instr(query, ?) > 0 AND query <> ?) GROUP BY query ORDER BY at DESC LIMIT ?`,
    ),
    hot: desk.prepare<[string, number], HotClause>(
      "libraryUse.hot",
      `SELECT clause_id AS clauseId, title, label, count(*) FILTER (WHERE deed = 'opened') AS opened,
         count(*) FILTER (WHERE deed = 'cited') AS cited, max(used_at) AS lastAt
       FROM library_use WHERE used_at >= ? GROUP BY clause_id
       ORDER BY cited DESC, opened DESC, lastAt DESC, clauseId LIMIT ?`,
    ),
    misses: desk.prepare<[string, number], Miss>(
      "libraryUse.misses",
      `SELECT query, count(*) AS times, results, max(searched_at) AS lastAt FROM library_search AS s
       WHERE searched_at >= ? AND NOT EXISTS (SELECT 1 FROM library_use WHERE search_id = s.search_id)
       GROUP BY query ORDER BY times DESC, lastAt DESC, query LIMIT ?`,
    ),
    pairs: desk.prepare<[string, number], QueryPair>(
      "libraryUse.pairs",
      `SELECT s.query, u.clause_id AS clauseId, u.title, u.label,
         count(*) FILTER (WHERE u.deed = 'opened') AS opened,
         count(*) FILTER (WHERE u.deed = 'cited') AS cited, min(u.rank) AS bestRank
       FROM library_use AS u JOIN library_search AS s ON s.search_id = u.search_id
       WHERE u.used_at >= ? GROUP BY s.query, u.clause_id
       ORDER BY cited DESC, opened DESC, s.query, clauseId LIMIT ?`,
    ),
    ...pruning(desk),
  };
}

function pruning(desk: Desk) {
  return {
    forgetUses: desk.prepare<[string]>("libraryUse.forgetUses", "DELETE FROM library_use WHERE used_at < ?"),
    forgetSearches: desk.prepare<[string]>(
      "libraryUse.forgetSearches",
      "DELETE FROM library_search WHERE searched_at < ?",
    ),
    boundUses: desk.prepare<[number]>(
      "libraryUse.boundUses",
      `DELETE FROM library_use WHERE used_at <=
         (SELECT used_at FROM library_use ORDER BY used_at DESC LIMIT 1 OFFSET ?)`,
    ),
    boundSearches: desk.prepare<[number]>(
      "libraryUse.boundSearches",
      `DELETE FROM library_search WHERE searched_at <=
         (SELECT searched_at FROM library_search ORDER BY searched_at DESC LIMIT 1 OFFSET ?)`,
    ),
  };
}
