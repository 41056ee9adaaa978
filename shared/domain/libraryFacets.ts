import { z } from "zod";
import { documentKind } from "./policy.ts";

/** What results can be narrowed by, in the order a screen shows it. */
export const facetNames = ["inForce", "kind", "region", "issuer", "topic", "year"] as const;
export const facetName = z.enum(facetNames);
export type FacetName = z.infer<typeof facetName>;

/** At most one value of each facet; all of them must fit. */
export const libraryNarrowing = z.object({
  /** In force on the day asked for, or not. */
  inForce: z.boolean().optional(),
  kind: documentKind.optional(),
  /** GB/T 2260 code the document itself carries. */
  region: z.string().max(6).optional(),
  issuer: z.string().max(200).optional(),
  topic: z.string().max(100).optional(),
  /** Year of promulgation. */
  year: z.int().optional(),
});
export type LibraryNarrowing = z.infer<typeof libraryNarrowing>;

/** The same six as a document version has them; null where its text names none. */
export type VersionFacets = { [Name in FacetName]-?: NonNullable<LibraryNarrowing[Name]> | null };

/** One value of a facet and how many documents of the pool have it. */
export const facetCount = z.object({
  facet: facetName,
  /** Text of the value: a code, a year, `true`. */
  value: z.string(),
  /** Its name where the backend knows one (places), else the value. */
  label: z.string(),
  documents: z.int(),
});
export type FacetCount = z.infer<typeof facetCount>;

export function isWithin(facets: VersionFacets, narrowing: LibraryNarrowing): boolean {
  return facetNames.every((name) => narrowing[name] === undefined || narrowing[name] === facets[name]);
}

/** More values of one facet than this are noise. */
const mostValues = 12;

/**
 * Counts documents, not clauses: one long law does not drown the others. A facet that is narrowed already and one with
 * a single value for the whole pool offer nothing and are left out. Most documents first.
 */
export function countFacets(
  pool: Iterable<{ documentId: string; facets: VersionFacets }>,
  narrowing: LibraryNarrowing,
): Omit<FacetCount, "label">[] {
  const counted = new Map<FacetName, Map<string, Set<string>>>(facetNames.map((name) => [name, new Map()]));
  const documents = new Set<string>();
  for (const { documentId, facets } of pool) {
    documents.add(documentId);
    for (const name of facetNames) {
      const value = facets[name];
      const values = counted.get(name);
      if (value === null || !values) continue;
      const text = String(value);
      values.set(text, (values.get(text) ?? new Set()).add(documentId));
    }
  }
  return facetNames.flatMap((facet) => {
    const values = [...(counted.get(facet) ?? [])].map(([value, ids]) => ({ value, documents: ids.size }));
    const isTelling = values.some((each) => each.documents < documents.size);
    if (narrowing[facet] !== undefined || !isTelling) return [];
    return values
      .sort((a, b) => b.documents - a.documents || (a.value < b.value ? 1 : -1))
      .slice(0, mostValues)
      .map((each) => ({ facet, ...each }));
  });
}

/** The narrowing with one value of a counted facet added. */
export function narrowedBy(
  narrowing: LibraryNarrowing,
  { facet, value }: Pick<FacetCount, "facet" | "value">,
): LibraryNarrowing {
  if (facet === "inForce") return { ...narrowing, inForce: value === "true" };
  if (facet === "year") return { ...narrowing, year: Number(value) };
  return { ...narrowing, [facet]: value };
}

/** The narrowing without one facet. */
export function widenedBy(narrowing: LibraryNarrowing, facet: FacetName): LibraryNarrowing {
  return Object.fromEntries(Object.entries(narrowing).filter(([name]) => name !== facet));
}
