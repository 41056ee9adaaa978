import type { Instant } from "../shared/domain/time.ts";
import type { Desk } from "./desk.ts";

export type StoredFavourite = {
  versionId: string;
  /** Null for a whole document. */
  clauseId: string | null;
  title: string;
  label: string | null;
  starredAt: Instant;
};

export type LibraryFavouriteRepository = {
  /** Newest first. */
  ofAgent(agentId: string): StoredFavourite[];
  put(agentId: string, favourite: StoredFavourite): void;
  remove(agentId: string, versionId: string, clauseId: string | null): void;
};

/** What an agent keeps at hand at this seat. */
export function libraryFavouriteRepository(desk: Desk): LibraryFavouriteRepository {
  const list = desk.prepare<[string], StoredFavourite>(
    "libraryFavourite.ofAgent",
    `SELECT version_id AS versionId, nullif(clause_id, '') AS clauseId, title, label, starred_at AS starredAt
     FROM library_favourite WHERE agent_id = ? ORDER BY starred_at DESC, version_id, clause_id`,
  );
  const put = desk.prepare<[string, string, string, string, string | null, string]>(
    "libraryFavourite.put",
    `INSERT INTO library_favourite (agent_id, version_id, clause_id, title, label, starred_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const drop = desk.prepare<[string, string, string]>(
    "libraryFavourite.remove",
    "DELETE FROM library_favourite WHERE agent_id = ? AND version_id = ? AND clause_id = ?",
  );
  return {
    ofAgent: (agentId) => list.all(agentId),
    put: (agentId, { versionId, clauseId, title, label, starredAt }) =>
      void put.run(agentId, versionId, clauseId ?? "", title, label, starredAt),
    remove: (agentId, versionId, clauseId) => void drop.run(agentId, versionId, clauseId ?? ""),
  };
}
