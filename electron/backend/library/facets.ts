import type { StoredVersion } from "../../../db/libraryDocuments.ts";
import {
  countFacets,
  type FacetCount,
  isWithin,
  type LibraryNarrowing,
  type VersionFacets,
} from "../../../shared/domain/libraryFacets.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { SearchPool } from "../../../shared/rpc/libraryContract.ts";
import { places } from "./regions.ts";
import type { Snapshot } from "./snapshot.ts";

type Kept = { facets: Map<LocalDate, readonly VersionFacets[]>; masks: Map<string, Uint8Array> };

/** Facets and masks of a snapshot go with it; a few days and narrowings are in use at a time. */
const kept = new WeakMap<Snapshot, Kept>();
const mostDays = 4;
const mostMasks = 32;

/** 1 for every version of the snapshot that fits, or null where nothing is narrowed. */
export function narrowingMask(
  snapshot: Snapshot,
  narrowing: LibraryNarrowing | undefined,
  day: LocalDate,
): Uint8Array | null {
  const wanted = Object.entries(narrowing ?? {}).filter(([, value]) => value !== undefined);
  if (!narrowing || wanted.length === 0) return null;
  const { masks } = keptOf(snapshot);
  const key = JSON.stringify([day, ...wanted.sort()]);
  const known = masks.get(key);
  if (known) return known;
  const mask = Uint8Array.from(facetsOn(snapshot, day), (facets) => (isWithin(facets, narrowing) ? 1 : 0));
  if (masks.size >= mostMasks) masks.clear();
  masks.set(key, mask);
  return mask;
}

/** A version that is masked out weighs nothing, so that it is gone before the best passages are chosen. */
export function maskedFactors(factors: Float32Array, mask: Uint8Array | null): Float32Array {
  return mask === null ? factors : factors.map((factor, at) => factor * (mask[at] ?? 0));
}

/** What the passages that were ranked can be narrowed by. */
export function facetsOfPool(
  snapshot: Snapshot,
  day: LocalDate,
  found: { passages: readonly number[]; isCut: boolean; narrowing: LibraryNarrowing },
): { pool: SearchPool; facets: FacetCount[] } {
  const facets = facetsOn(snapshot, day);
  const positions = [...new Set(found.passages.map((passage) => snapshot.versionAt(passage)))];
  const versions = positions.flatMap((at) => {
    const version = snapshot.versions[at];
    const of = facets[at];
    return version && of ? [{ documentId: version.documentId, facets: of }] : [];
  });
  const documents = new Set(versions.map((version) => version.documentId)).size;
  return {
    pool: { clauses: found.passages.length, documents, isCut: found.isCut },
    facets: countFacets(versions, found.narrowing).map((count) => ({
      ...count,
      label: count.facet === "region" ? placeName(count.value) : count.value,
    })),
  };
}

function facetsOn(snapshot: Snapshot, day: LocalDate): readonly VersionFacets[] {
  const { facets } = keptOf(snapshot);
  const known = facets.get(day);
  if (known) return known;
  const made = snapshot.versions.map((version) => facetsOf(version, snapshot, day));
  if (facets.size >= mostDays) facets.clear();
  facets.set(day, made);
  return made;
}

function facetsOf(version: StoredVersion, snapshot: Snapshot, day: LocalDate): VersionFacets {
  const { kind, region, issuer, topic, promulgatedOn } = version;
  return {
    inForce: snapshot.validityOf(version, day) === "in-force",
    ...{ kind, region, issuer, topic },
    year: promulgatedOn === null ? null : Number(promulgatedOn.slice(0, 4)),
  };
}

function keptOf(snapshot: Snapshot): Kept {
  const known = kept.get(snapshot) ?? { facets: new Map(), masks: new Map() };
  kept.set(snapshot, known);
  return known;
}

function placeName(code: string): string {
  return places.find((place) => place.code === code)?.name ?? code;
}
