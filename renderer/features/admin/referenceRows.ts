import type { ReferenceRecord } from "../../../shared/domain/administration.ts";
import type { Site } from "../../../shared/domain/staff.ts";

type Kind = ReferenceRecord["kind"];
export type RecordOf<K extends Kind> = Extract<ReferenceRecord, { kind: K }>;

/** The rows of one kind. */
export function rowsOf<K extends Kind>(items: readonly ReferenceRecord[], kind: K): RecordOf<K>[] {
  return items.filter((item): item is RecordOf<K> => item.kind === kind);
}

/** The sites in the order of their division codes, which begins with the city itself. */
export function sitesIn(items: readonly ReferenceRecord[]): Site[] {
  return rowsOf(items, "site")
    .map(({ value }) => value)
    .toSorted((a, b) => (a.region < b.region ? -1 : 1));
}
