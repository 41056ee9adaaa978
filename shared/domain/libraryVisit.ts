import { type UseDeed, versionOfClause } from "./libraryUse.ts";

/**
 * What one window does with the library between two emptied boxes, told apart into searches worth remembering.
 *
 *     searched ──► (typing) ── 2 s without a key, or a use ──► written
 *        ▲             │ another word comes in its place           │ goes on typing: the same search, rewritten
 *        └─────────────┴───────────────────────────────────────────┘ another word: a new one
 *
 * Prefixes on the way to a word are no searches of their own.
 */
export type Visit = {
  searchId: string;
  query: string;
  /** Clause ids as shown, best first. */
  hits: readonly string[];
  isWritten: boolean;
  /** Versions of which a clause was opened: what is cited next in them belongs to this search. */
  versions: readonly string[];
  /** `deed clauseId` of what was written, each once. */
  uses: readonly string[];
};

export type VisitEvent =
  | { type: "searched"; query: string; hits: readonly string[]; spareId: string }
  | { type: "rested" }
  | { type: "emptied" }
  | { type: "used"; deed: UseDeed; clauseId: string };

export type VisitWrite =
  /** Puts the search, in place of what is stored under that id. */
  | { type: "search"; searchId: string; query: string; results: number }
  /** `searchId` is null for what was not found by searching, `rank` (from 1) for a neighbour of what was found. */
  | { type: "use"; searchId: string | null; deed: UseDeed; clauseId: string; rank: number | null };

export type VisitStep = { visit: Visit | null; writes: VisitWrite[] };

export function stepVisit(visit: Visit | null, event: VisitEvent): VisitStep {
  switch (event.type) {
    case "searched":
      return { visit: searched(visit, event), writes: [] };
    case "rested":
      return visit ? write(visit) : { visit, writes: [] };
    case "emptied":
      return { visit: null, writes: visit ? write(visit).writes : [] };
    case "used":
      return used(visit, event);
  }
}

function searched(visit: Visit | null, { query, hits, spareId }: Extract<VisitEvent, { type: "searched" }>) {
  const fresh = { searchId: spareId, query, hits, isWritten: false, versions: [], uses: [] };
  if (!visit) return fresh;
  // The library changed, or the list was narrowed: the question is the same.
  if (visit.query === query) return { ...visit, hits };
  if (visit.uses.length > 0 || !isContinued(visit.query, query)) return fresh;
  return { ...fresh, searchId: visit.searchId };
}

function isContinued(before: string, now: string): boolean {
  return before !== "" && now !== "" && (now.startsWith(before) || before.startsWith(now));
}

function write(visit: Visit): { visit: Visit; writes: VisitWrite[] } {
  if (visit.isWritten || visit.query === "") return { visit, writes: [] };
  const { searchId, query, hits } = visit;
  const search: VisitWrite = { type: "search", searchId, query, results: hits.length };
  return { visit: { ...visit, isWritten: true }, writes: [search] };
}

function used(
  visit: Visit | null,
  { deed, clauseId }: Extract<VisitEvent, { type: "used" }>,
): { visit: Visit | null; writes: VisitWrite[] } {
  const at = visit?.hits.indexOf(clauseId) ?? -1;
  const version = versionOfClause(clauseId);
  if (!visit || (at < 0 && !visit.versions.includes(version)))
    return { visit, writes: [{ type: "use", searchId: null, deed, clauseId, rank: null }] };
  const name = `${deed} ${clauseId}`;
  if (visit.uses.includes(name)) return { visit, writes: [] };
  const before = write(visit);
  const { searchId } = visit;
  const use: VisitWrite = { type: "use", searchId, deed, clauseId, rank: at < 0 ? null : at + 1 };
  const next = {
    ...before.visit,
    versions: [...visit.versions, version],
    uses: [...visit.uses, name],
  };
  return { visit: next, writes: [...before.writes, use] };
}
