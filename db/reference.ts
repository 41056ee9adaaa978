import type { Desk } from "./desk.ts";

export type ReferenceRepository = {
  /** Bodies of one kind (`topic`, `site`, …) in the order of their ids, parsed from JSON and not yet checked. */
  all(kind: string): unknown[];
  put(kind: string, id: string, body: unknown): void;
  remove(kind: string, id: string): void;
};

/** Centre-wide lists received over the `reference` feed. */
export function referenceRepository(desk: Desk): ReferenceRepository {
  const read = desk.prepare<[string], { body: string }>(
    "reference.all",
    "SELECT body FROM reference WHERE kind = ? ORDER BY id",
  );
  const write = desk.prepare<[string, string, string]>(
    "reference.put",
    `INSERT INTO reference (kind, id, body) VALUES (?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body`,
  );
  const drop = desk.prepare<[string, string]>(
    "reference.remove",
    "DELETE FROM reference WHERE kind = ? AND id = ?",
  );
  return {
    all: (kind) => read.all(kind).map((row) => JSON.parse(row.body)),
    put: (kind, id, body) => void write.run(kind, id, JSON.stringify(body)),
    remove: (kind, id) => void drop.run(kind, id),
  };
}
