import { createStore, type StoreApi } from "zustand/vanilla";
import type { Citation, SearchHit } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { OpenedDocument } from "../../../shared/rpc/libraryContract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** Search as it is typed and the reading pane. One search is under way at a time; only the newest answer is shown. */
export function createLibraryStore(api: Api): LibraryStore {
  const store = createStore<LibraryState>(() => ({
    query: "",
    region: null,
    asOf: null,
    results: { name: "none" },
    selected: 0,
    opened: null,
    focusClauseId: null,
    cited: null,
    problem: null,
  }));
  let searching = false;
  let stale = false;

  /** Resolves when the list belongs to what is typed now. Whoever opens or cites a result waits for it. */
  let settled = Promise.resolve();

  function search(): Promise<void> {
    if (searching) stale = true;
    else settled = searchUntilSettled();
    return settled;
  }

  async function searchUntilSettled() {
    searching = true;
    do {
      stale = false;
      await ask();
    } while (stale);
    searching = false;
  }

  async function ask() {
    const { query, region, asOf } = store.getState();
    if (query.trim() === "") return store.setState({ results: { name: "none" }, selected: 0, problem: null });
    try {
      const reply = await api.call("library.search", { query, limit: 30, ...filters(region, asOf) });
      if (!stale) show(query, reply);
    } catch (error) {
      if (!stale) store.setState({ problem: toProblem(error) });
    }
  }

  function show(query: string, reply: { hits: SearchHit[]; tookMs: number; correctedTo: string | null }) {
    store.setState({ results: { name: "found", query, ...reply }, selected: 0, problem: null });
  }

  async function open(which: { clauseId: string } | { versionId: string }) {
    const { asOf } = store.getState();
    try {
      const opened = await api.call("library.open", { ...which, ...(asOf ? { asOf } : {}) });
      const focusClauseId = opened.focusClauseId ?? opened.clauses[0]?.clauseId ?? null;
      store.setState({ opened, focusClauseId, cited: null, problem: null });
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }

  const stopListening = api.on("library.changed", () => void search());

  const actions: LibraryActions = {
    async type(query) {
      store.setState({ query, opened: null, cited: null });
      await search();
    },
    async narrow(change) {
      store.setState(change);
      await search();
    },
    move(by) {
      const { opened, focusClauseId, results, selected } = store.getState();
      if (opened) {
        const at = opened.clauses.findIndex((each) => each.clauseId === focusClauseId);
        const next = opened.clauses[clamp(at + by, opened.clauses.length)];
        if (next) store.setState({ focusClauseId: next.clauseId, cited: null });
      } else if (results.name === "found") {
        store.setState({ selected: clamp(selected + by, results.hits.length) });
      }
    },
    async openSelected() {
      await settled;
      const { results, selected } = store.getState();
      const hit = results.name === "found" ? results.hits[selected] : undefined;
      if (hit) await open({ clauseId: hit.clauseId });
    },
    async openHit(index) {
      store.setState({ selected: index });
      const { results } = store.getState();
      const hit = results.name === "found" ? results.hits[index] : undefined;
      if (hit) await open({ clauseId: hit.clauseId });
    },
    openVersion: (versionId) => open({ versionId }),
    focusClause: (focusClauseId) => store.setState({ focusClauseId, cited: null }),
    close() {
      if (store.getState().opened === null) return false;
      store.setState({ opened: null, focusClauseId: null, cited: null });
      return true;
    },
    async cite() {
      await settled;
      const { opened, focusClauseId, results, selected, asOf, region } = store.getState();
      const hit = results.name === "found" ? results.hits[selected] : undefined;
      const clauseId = opened ? focusClauseId : hit?.clauseId;
      if (!clauseId) return null;
      try {
        const citation = await api.call("library.cite", { clauseId, ...filters(region, asOf) });
        store.setState({ cited: citation, problem: null });
        return citation;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return null;
      }
    },
    stop: () => stopListening(),
  };
  return { ...store, actions };
}

export type Results =
  | { name: "none" }
  | { name: "found"; query: string; hits: SearchHit[]; tookMs: number; correctedTo: string | null };

export type LibraryState = {
  query: string;
  /** Six digits, or null for all regions. */
  region: string | null;
  /** Law as of that day; null is today. */
  asOf: LocalDate | null;
  results: Results;
  selected: number;
  opened: OpenedDocument | null;
  /** The clause that Ctrl+I cites. */
  focusClauseId: string | null;
  cited: Citation | null;
  problem: Problem | null;
};

export type LibraryActions = {
  type(query: string): Promise<void>;
  narrow(change: { region: string | null } | { asOf: LocalDate | null }): Promise<void>;
  /** To the next result, or in the reading pane to the next clause. */
  move(by: 1 | -1): void;
  openSelected(): Promise<void>;
  openHit(index: number): Promise<void>;
  openVersion(versionId: string): Promise<void>;
  focusClause(clauseId: string): void;
  /** Back to the results. False when no document was open. */
  close(): boolean;
  /** The citation of the open clause, or of the selected result. */
  cite(): Promise<Citation | null>;
  stop(): void;
};

export type LibraryStore = StoreApi<LibraryState> & { actions: LibraryActions };

function filters(region: string | null, asOf: LocalDate | null) {
  return { ...(region ? { region } : {}), ...(asOf ? { asOf } : {}) };
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index));
}
