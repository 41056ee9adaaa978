import type { DocumentVersion, MarkedText, SearchHit } from "../../../shared/domain/policy.ts";

/**
 * The clauses of one version of a document, best first. Versions stay apart: an expired wording must not stand under
 * the badge of the one in force.
 */
export type HitGroup = {
  version: DocumentVersion;
  title: MarkedText;
  hits: SearchHit[];
  /** How many of them are shown before the document is unfolded. */
  folded: number;
};

const foldedClauses = 2;
/** So that the second document is still among the first five results. */
const mostLeading = 4;

/** Hits by document, the document with the best clause first. */
export function groupHits(hits: readonly SearchHit[]): HitGroup[] {
  const groups = new Map<string, HitGroup>();
  for (const hit of hits) {
    const group = groups.get(hit.version.versionId);
    if (group) group.hits.push(hit);
    else {
      const { version, title } = hit;
      groups.set(version.versionId, { version, title, hits: [hit], folded: foldedClauses });
    }
  }
  const [first, ...others] = groups.values();
  return first ? [{ ...first, folded: leading(hits) }, ...others] : [];
}

/**
 * Clauses of the first document that come before any other document's are not hidden behind those: a search for one
 * sheet is a search in it.
 */
function leading(hits: readonly SearchHit[]): number {
  const other = hits.findIndex((hit) => hit.version.versionId !== hits[0]?.version.versionId);
  const ahead = other < 0 ? hits.length : other;
  return Math.max(foldedClauses, Math.min(mostLeading, ahead));
}

export function shownHits(group: HitGroup, unfolded: readonly string[]): SearchHit[] {
  const isUnfolded = unfolded.includes(group.version.versionId);
  return isUnfolded ? group.hits : group.hits.slice(0, group.folded);
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
  if (!group || group.hits.length <= group.folded) return null;
  if (!unfolded.includes(versionId)) return { unfolded: [...unfolded, versionId], selectedId };
  const rest = unfolded.filter((each) => each !== versionId);
  const gone = group.hits.slice(group.folded).some((hit) => hit.clauseId === selectedId);
  const last = group.hits[group.folded - 1]?.clauseId ?? null;
  return { unfolded: rest, selectedId: gone ? last : selectedId };
}

/** Past the last suggestion the keys go to the results: `leave`. -1 is the box itself. */
export function stepSuggestion(at: number, count: number, by: 1 | -1): number | "leave" {
  const next = at + by;
  return next < -1 || next >= count ? "leave" : next;
}
