import type { StoredVersion } from "../../../db/libraryDocuments.ts";
import type { DocumentKind, Validity } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import { placesIn } from "./regions.ts";
import type { Snapshot } from "./snapshot.ts";

/** How much a kind of document is worth before anything is matched: callers' questions are answered by statutes. */
export const kindFactor: Readonly<Record<DocumentKind, number>> = {
  law: 1,
  regulation: 0.95,
  rule: 0.95,
  notice: 0.9,
  interpretation: 1,
  local: 0.9,
  guide: 1.05,
  qa: 1.1,
  form: 0.8,
};

const validityFactor: Readonly<Record<Validity, number>> = {
  "in-force": 1,
  unknown: 0.95,
  "not-yet": 0.8,
  superseded: 0.7,
  expired: 0.7,
};

/** Where the caller is and what place the query names; codes of GB/T 2260. */
export type Situation = { asOf: LocalDate; region: string | null; query: string };

/** One factor for each version of the snapshot. */
export function versionFactors(snapshot: Snapshot, situation: Situation): Float32Array {
  const named = placesIn(situation.query).map((place) => place.code);
  return Float32Array.from(snapshot.versions, (version) => {
    const validity = validityFactor[snapshot.validityOf(version, situation.asOf)];
    return kindFactor[version.kind] * validity * regionFactor(version, situation.region, named);
  });
}

/** Rules of the caller's own city before its province before the nation; those of other places last. */
function regionFactor(version: StoredVersion, region: string | null, named: readonly string[]): number {
  if (version.region === "000000") return 1;
  if (named.length > 0)
    return named.some((code) => covers(version.region, code) || covers(code, version.region)) ? 1.1 : 0.6;
  if (region === null) return 0.85;
  return covers(version.region, region) ? 1.05 : 0.6;
}

/** 330000 covers 330100, 330100 covers 330110: trailing pairs of zeros stand for everything below. */
export function covers(wide: string, narrow: string): boolean {
  return narrow.startsWith(wide.replace(/(?:00)+$/, ""));
}
