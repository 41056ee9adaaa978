import { createStore, type StoreApi } from "zustand/vanilla";
import { narrowedBy, widenedBy } from "../../../shared/domain/libraryFacets.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { Output } from "../../../shared/rpc/contract.ts";
import { toProblem } from "../../ui/text.ts";
import { groupHits, nextHit, refold, stepSuggestion, visibleHits } from "./hitGroups.ts";
import {
  atHand,
  emptyLibrary,
  isStarred,
  type LibraryActions,
  type LibraryState,
  selectedHit,
} from "./libraryState.ts";

export type LibraryStore = StoreApi<LibraryState> & { actions: LibraryActions };

/** Search as it is typed and the reading pane. One search is under way at a time; only the newest answer is shown. */
export function createLibraryStore(api: Api): LibraryStore {
  const store = createStore<LibraryState>(() => emptyLibrary);
  const parts: Parts = { api, store };
  const searching = searchAsTyped(parts);
  const home = homeActions(parts, searching);
  const stopListening = api.on("library.changed", () => void searching.search());
  const actions: LibraryActions = {
    ...typing(parts, searching, home),
    ...resultMoves(store),
    ...reading(parts, searching),
    ...home,
    stop: () => stopListening(),
  };
  return { ...store, actions };
}

type Parts = { api: Api; store: StoreApi<LibraryState> };
type Searching = {
  /** Resolves when the list belongs to what is typed now. */
  search(): Promise<void>;
  /** The same for a search that is under way already. Whoever opens or cites a result waits for it. */
  settled(): Promise<void>;
};

function searchAsTyped({ api, store }: Parts): Searching {
  let searching = false;
  let stale = false;
  let settled = Promise.resolve();

  async function searchUntilSettled() {
    searching = true;
    do {
      stale = false;
      await ask();
    } while (stale);
    searching = false;
  }

  async function ask() {
    const { query, region, asOf, narrowing } = store.getState();
    if (query.trim() === "") return store.setState({ results: { name: "none" }, problem: null });
    try {
      const question = { query, limit: 30, narrow: narrowing, ...filters(region, asOf) };
      const reply = await api.call("library.search", question);
      if (!stale) store.setState((state) => shown(state, query, reply));
    } catch (error) {
      if (!stale) store.setState({ problem: toProblem(error) });
    }
  }

  return {
    search() {
      if (searching) stale = true;
      else settled = searchUntilSettled();
      return settled;
    },
    settled: () => settled,
  };
}

/** A new answer; where it is to the same question the place in the list is kept. */
function shown(
  state: LibraryState,
  query: string,
  { hits, ...reply }: Output<"library.search">,
): Partial<LibraryState> {
  const groups = groupHits(hits);
  const isSame = state.results.name === "found" && state.results.query === query;
  const unfolded = isSame ? state.unfolded : [];
  const visible = visibleHits(groups, unfolded);
  const kept = isSame ? visible.find((hit) => hit.clauseId === state.selectedId) : undefined;
  return {
    results: { name: "found", query, groups, ...reply },
    unfolded,
    selectedId: (kept ?? visible[0])?.clauseId ?? null,
    reasonsOf: isSame ? state.reasonsOf : null,
    problem: null,
  };
}

/** Nothing lies over the results. */
const nothingOver = { suggestions: [], suggestionAt: -1, allFacets: false };

function typing(
  { api, store }: Parts,
  { search }: Searching,
  { loadHome }: Pick<LibraryActions, "loadHome">,
): Pick<
  LibraryActions,
  | "type"
  | "setFilter"
  | "narrow"
  | "widen"
  | "toggleAllFacets"
  | "moveSuggestion"
  | "takeSuggestion"
  | "closeSuggestions"
> {
  /** Asked after the results, which are what matters; without suggestions nothing is lost. */
  async function suggest(query: string) {
    const suggestions = await api.call("library.suggest", { query: query.slice(0, 200) }).catch(() => []);
    if (store.getState().query === query) store.setState({ suggestions, suggestionAt: -1 });
  }
  async function fill(query: string) {
    store.setState({ query, opened: null, cited: null, suggestionAt: -1, allFacets: false });
    await search();
  }
  return {
    async type(query) {
      if (query.trim() === "") {
        const wasAsked = store.getState().query.trim() !== "";
        store.setState({ narrowing: {}, ...nothingOver });
        await fill(query);
        if (!wasAsked) return;
        void api.call("library.emptied", {}).catch(() => {});
        return loadHome();
      }
      await fill(query);
      void suggest(query);
    },
    async setFilter(change) {
      store.setState({ ...change, ...nothingOver });
      await search();
    },
    async narrow(count) {
      store.setState(({ narrowing, chosenLabels }) => ({
        narrowing: narrowedBy(narrowing, count),
        chosenLabels: { ...chosenLabels, [count.facet]: count.label },
        ...nothingOver,
      }));
      await search();
    },
    async widen(facet) {
      store.setState(({ narrowing }) => ({ narrowing: facet ? widenedBy(narrowing, facet) : {} }));
      await search();
    },
    toggleAllFacets: () => store.setState(({ allFacets }) => ({ ...nothingOver, allFacets: !allFacets })),
    moveSuggestion(by) {
      const { suggestions, suggestionAt } = store.getState();
      const next = stepSuggestion(suggestionAt, suggestions.length, by);
      store.setState(next === "leave" ? nothingOver : { suggestionAt: next });
      return next !== "leave";
    },
    async takeSuggestion(at) {
      const { suggestions, suggestionAt } = store.getState();
      const taken = suggestions[at ?? Math.max(0, suggestionAt)];
      store.setState(nothingOver);
      if (taken) await fill(taken.text);
    },
    closeSuggestions: () => store.setState(nothingOver),
  };
}

function resultMoves(
  store: StoreApi<LibraryState>,
): Pick<LibraryActions, "move" | "fold" | "toggleReasons" | "focusClause"> {
  return {
    move(by) {
      const { opened, focusClauseId, results, unfolded, selectedId } = store.getState();
      if (opened) {
        const at = opened.clauses.findIndex((each) => each.clauseId === focusClauseId);
        const next = opened.clauses[Math.max(0, Math.min(opened.clauses.length - 1, at + by))];
        if (next) store.setState({ focusClauseId: next.clauseId, cited: null });
      } else if (results.name === "found") {
        store.setState({ selectedId: nextHit(visibleHits(results.groups, unfolded), selectedId, by) });
      }
    },
    fold(how) {
      const state = store.getState();
      if (state.opened || state.results.name !== "found") return false;
      const named = typeof how === "object" ? how.versionId : selectedHit(state)?.version.versionId;
      const isUnfolded = named !== undefined && state.unfolded.includes(named);
      if (named === undefined || how === (isUnfolded ? "unfold" : "fold")) return false;
      const folding = refold(state.results.groups, state, named);
      if (folding) store.setState(folding);
      return folding !== null;
    },
    toggleReasons(clauseId) {
      const state = store.getState();
      const wanted = clauseId ?? selectedHit(state)?.clauseId ?? null;
      store.setState({ reasonsOf: wanted === state.reasonsOf ? null : wanted });
    },
    focusClause: (focusClauseId) => store.setState({ focusClauseId, cited: null }),
  };
}

function reading(
  { api, store }: Parts,
  { settled }: Searching,
): Pick<LibraryActions, "openSelected" | "openClause" | "openVersion" | "close" | "cite"> {
  async function open(which: { clauseId: string } | { versionId: string }) {
    const { asOf } = store.getState();
    try {
      const opened = await api.call("library.open", { ...which, ...(asOf ? { asOf } : {}) });
      const focusClauseId = opened.focusClauseId ?? opened.clauses[0]?.clauseId ?? null;
      store.setState({ opened, focusClauseId, cited: null, problem: null, ...nothingOver });
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }
  return {
    async openSelected() {
      await settled();
      const hit = selectedHit(store.getState());
      if (hit) await open({ clauseId: hit.clauseId });
    },
    async openClause(clauseId) {
      const { results } = store.getState();
      if (results.name === "found") store.setState({ selectedId: clauseId });
      await open({ clauseId });
    },
    openVersion: (versionId) => open({ versionId }),
    close() {
      const { opened, suggestions, allFacets } = store.getState();
      const isCovered = suggestions.length > 0 || allFacets;
      if (isCovered) store.setState(nothingOver);
      else if (opened) store.setState({ opened: null, focusClauseId: null, cited: null });
      return isCovered || opened !== null;
    },
    async cite() {
      await settled();
      const state = store.getState();
      const clauseId = state.opened ? state.focusClauseId : selectedHit(state)?.clauseId;
      if (!clauseId) return null;
      try {
        const citation = await api.call("library.cite", { clauseId, ...filters(state.region, state.asOf) });
        store.setState({ cited: citation, problem: null });
        return citation;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return null;
      }
    },
  };
}

function homeActions(
  { api, store }: Parts,
  { settled }: Searching,
): Pick<LibraryActions, "star" | "loadHome" | "forget"> {
  /** Whose home is being fetched; a late answer for somebody else is dropped. */
  let turn = 0;
  return {
    async loadHome() {
      const mine = ++turn;
      try {
        const home = await api.call("library.home", {});
        if (mine === turn) store.setState({ home, favourites: home.favourites });
        const team = await api.call("library.team", {});
        if (mine === turn) store.setState({ team });
      } catch (error) {
        if (mine === turn) store.setState({ problem: toProblem(error) });
      }
    },
    async star(what) {
      if (!what) await settled();
      const state = store.getState();
      const target = what ?? atHand(state);
      if (!target) return;
      const starred = !isStarred(state.favourites, target);
      try {
        store.setState({ favourites: await api.call("library.star", { ...target, starred }) });
      } catch (error) {
        store.setState({ problem: toProblem(error) });
      }
    },
    forget() {
      turn += 1;
      store.setState(emptyLibrary, true);
    },
  };
}

function filters(region: string | null, asOf: LocalDate | null) {
  return { ...(region ? { region } : {}), ...(asOf ? { asOf } : {}) };
}
