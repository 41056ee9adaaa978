import type { FacetCount, FacetName, LibraryNarrowing } from "../../../shared/domain/libraryFacets.ts";
import type { Favourite, HotClause } from "../../../shared/domain/libraryUse.ts";
import type { Citation, SearchHit } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type {
  LibraryHome,
  OpenedDocument,
  SearchPool,
  Suggestion,
} from "../../../shared/rpc/libraryContract.ts";
import type { Problem } from "../../ui/text.ts";
import { type HitGroup, visibleHits } from "./hitGroups.ts";

export type Results =
  | { name: "none" }
  | {
      name: "found";
      query: string;
      groups: HitGroup[];
      tookMs: number;
      correctedTo: string | null;
      pool: SearchPool;
      facets: FacetCount[];
    };

export type LibraryState = {
  query: string;
  /** Six digits, or null for all regions. */
  region: string | null;
  /** Law as of that day; null is today. */
  asOf: LocalDate | null;
  narrowing: LibraryNarrowing;
  /** What the chosen values were called when they were counted. */
  chosenLabels: Partial<Record<FacetName, string>>;
  /** All filters are laid out. */
  allFacets: boolean;
  results: Results;
  /** Versions whose clauses are all shown. */
  unfolded: string[];
  selectedId: string | null;
  /** The hit whose reasons are all shown. */
  reasonsOf: string | null;
  suggestions: Suggestion[];
  /** The suggestion the keys are at; -1 while they are in the box. */
  suggestionAt: number;
  opened: OpenedDocument | null;
  /** The clause that Ctrl+I cites. */
  focusClauseId: string | null;
  cited: Citation | null;
  home: LibraryHome | null;
  favourites: Favourite[];
  /** What the team used; null until it is known. */
  team: { server: boolean; clauses: HotClause[] } | null;
  problem: Problem | null;
};

export const emptyLibrary: LibraryState = {
  query: "",
  region: null,
  asOf: null,
  narrowing: {},
  chosenLabels: {},
  allFacets: false,
  results: { name: "none" },
  unfolded: [],
  selectedId: null,
  reasonsOf: null,
  suggestions: [],
  suggestionAt: -1,
  opened: null,
  focusClauseId: null,
  cited: null,
  home: null,
  favourites: [],
  team: null,
  problem: null,
};

export type Starrable = { versionId: string; clauseId: string | null };

export type LibraryActions = {
  type(query: string): Promise<void>;
  setFilter(change: { region: string | null } | { asOf: LocalDate | null }): Promise<void>;
  narrow(count: Pick<FacetCount, "facet" | "value" | "label">): Promise<void>;
  /** Without a facet: all of them. */
  widen(facet?: FacetName): Promise<void>;
  toggleAllFacets(): void;
  /** To the next result, or in the reading pane to the next clause. */
  move(by: 1 | -1): void;
  /** Unfolds or folds the selected clause's document, or the named one; false when nothing changed. */
  fold(how: "unfold" | "fold" | { versionId: string }): boolean;
  toggleReasons(clauseId?: string): void;
  /** Among the suggestions; false when the keys leave them. */
  moveSuggestion(by: 1 | -1): boolean;
  /** Puts a suggestion into the box: the named one, the one the keys are at, or the first. */
  takeSuggestion(at?: number): Promise<void>;
  closeSuggestions(): void;
  openSelected(): Promise<void>;
  openClause(clauseId: string): Promise<void>;
  openVersion(versionId: string): Promise<void>;
  focusClause(clauseId: string): void;
  /** Closes suggestions or the filters, else goes back to the results. False when nothing was open. */
  close(): boolean;
  /** The citation of the open clause, or of the selected result. */
  cite(): Promise<Citation | null>;
  /** Keeps or drops: the named one, else the open clause or the selected result. */
  star(what?: Starrable): Promise<void>;
  loadHome(): Promise<void>;
  /** Somebody else signs in: nothing of the last one stays. */
  forget(): void;
  stop(): void;
};

export function selectedHit({ results, unfolded, selectedId }: LibraryState): SearchHit | undefined {
  if (results.name !== "found") return undefined;
  const visible = visibleHits(results.groups, unfolded);
  return visible.find((hit) => hit.clauseId === selectedId) ?? visible[0];
}

/** What Ctrl+B keeps. */
export function atHand(state: LibraryState): Starrable | null {
  if (state.opened) return { versionId: state.opened.version.versionId, clauseId: state.focusClauseId };
  const hit = selectedHit(state);
  return hit ? { versionId: hit.version.versionId, clauseId: hit.clauseId } : null;
}

export function isStarred(favourites: readonly Favourite[], { versionId, clauseId }: Starrable): boolean {
  return favourites.some((each) => each.versionId === versionId && each.clauseId === clauseId);
}
