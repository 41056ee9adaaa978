import type { FieldConflict } from "../shared/sync/mutation.ts";
import type { Desk } from "./desk.ts";

export type ConflictRepository = {
  add(entity: string, seq: number, conflict: FieldConflict): void;
  unresolved(entity: string): FieldConflict[];
  countUnresolved(): number;
};

/** Fields another seat changed first: theirs stays, mine is kept here until somebody decides. */
export function conflictRepository(desk: Desk): ConflictRepository {
  const insert = desk.prepare<[string, string, number, string, string]>(
    "conflict.add",
    `INSERT INTO conflict (entity, field, seq, mine, theirs, resolved) VALUES (?, ?, ?, ?, ?, 0)
     ON CONFLICT DO NOTHING`,
  );
  const open = desk.prepare<[string], { field: string; mine: string; theirs: string }>(
    "conflict.unresolved",
    "SELECT field, mine, theirs FROM conflict WHERE entity = ? AND resolved = 0 ORDER BY seq, field",
  );
  const count = desk.prepare<[], { n: number }>(
    "conflict.count",
    "SELECT count(*) AS n FROM conflict WHERE resolved = 0",
  );
  return {
    add: (entity, seq, conflict) =>
      void insert.run(entity, conflict.field, seq, asText(conflict.mine), asText(conflict.theirs)),
    unresolved: (entity) =>
      open.all(entity).map((row) => ({
        field: row.field,
        mine: JSON.parse(row.mine),
        theirs: JSON.parse(row.theirs),
      })),
    countUnresolved: () => count.get()?.n ?? 0,
  };
}

function asText(value: unknown): string {
  return JSON.stringify(value ?? null);
}
