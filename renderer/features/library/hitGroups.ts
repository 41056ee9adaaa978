import type { DocumentVersion, MarkedText, SearchHit } from "../../../shared/domain/policy.ts";

/**
 * The clauses of one version of a document, best first. Versions stay apart: an expired wording must not stand under
 * the badge of the one in force.
 */
export type HitGroup = { version: DocumentVersion; title: MarkedText; hits: SearchHit[] };

/** Clauses of a document that are shown before it is unfolded. */
export const foldedClauses = 2;

/** Hits by document, the document with the best clause first. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<string, HitGroup>();
  for (const hit of hits) {
    const group = groups.get(hit.version.versionId);
    if (group) group.hits.push(hit);
    else groups.set(hit.version.versionId, { version: hit.version, title: hit.title, hits: [hit] });
  }
  return [...groups.values()];
}

export function shownHits(group: HitGroup, unfolded: readonly string[]): SearchHit[] {
  const isUnfolded = unfolded.includes(group.version.versionId);
  return isUnfolded ? group.hits : group.hits.slice(0, foldedClauses);
}

/** What ↑ and ↓ go over, in the order of the screen. */
export function visibleHits(groups: readonly HitGroup[], unfolded: readonly string[]): SearchHit[] {
  return groups.flatMap((group) => shownHits(group, unfolded));
}

/** The clause `by` places from the selected one; the first where the selected one is not to be seen. */
export function nextHit(visible: readonly SearchHit[], selectedId: string | null, by: number): string | null {
  const at = visible.findIndex((hit) => hit.clauseId === selectedId);
  const next = at < 0 ? 0 : Math.max(0, Math.min(visible.length - 1, at + by));
  return visible[next]?.clauseId ?? null;
}

export type Folding = { unfolded: string[]; selectedId: string | null };

/**
 * Unfolds or folds the document of the selected clause; null when there is nothing to do. A clause that disappears
 * hands the selection to the last one of its document that stays.
 */
export function refold(
  groups: readonly HitGroup[],
  { unfolded, selectedId }: { unfolded: readonly string[]; selectedId: string | null },
  versionId: string,
): Folding | null {
  const group = groups.find((each) => each.version.versionId === versionId);
  if (!group || group.hits.length <= foldedClauses) return null;
  if (!unfolded.includes(versionId)) return { unfolded: [...unfolded, versionId], selectedId };
  const rest = unfolded.filter((each) => each !== versionId);
  const gone = group.hits.slice(foldedClauses).some((hit) => hit.clauseId === selectedId);
  const last = group.hits[foldedClauses - 1]?.clauseId ?? null;
  return { unfolded: rest, selectedId: gone ? last : selectedId };
}

/** Past the last suggestion the keys go to the results: `leave`. -1 is the box itself. */
export function stepSuggestion(at: number, count: number, by: 1 | -1): number | "leave" {
  const next = at + by;
  return next < -1 || next >= count ? "leave" : next;
}
