import { createStore, type StoreApi } from "zustand/vanilla";
import type { AliasMeasure } from "../../../shared/domain/aliasMeasure.ts";
import type { AliasProposal, LibraryMiss } from "../../../shared/domain/aliasProposal.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { AliasChange, AliasRow } from "../../../shared/rpc/libraryAliasContract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** The alias table, what is proposed for it, and the searches that led nowhere. The backend does the thinking. */
export function createAliasStore(api: Api): AliasStore {
  const store = createStore<AliasState>(() => blank);

  async function attempt(at: string, work: () => Promise<void>): Promise<boolean> {
    store.setState({ problem: null });
    try {
      await work();
      return true;
    } catch (error) {
      store.setState({ problem: { at, ...toProblem(error) } });
      return false;
    }
  }

  const fetchRows = async () => store.setState({ rows: await api.call("library.aliases", {}) });
  const fetchProposals = async () =>
    store.setState({ proposals: await api.call("library.aliasProposals", {}) });

  const measuring = (at: string) => {
    const { measure } = store.getState();
    return measure?.at === at && measure.name === "running";
  };

  const stopListening = api.on("library.measureProgress", ({ done, total }) => {
    const { measure } = store.getState();
    if (measure?.name === "running") store.setState({ measure: { ...measure, done, total } });
  });

  const actions: AliasActions = {
    load: () => void attempt("list", fetchRows),
    loadProposals: () =>
      void attempt("proposals", async () => {
        await Promise.all([fetchRows(), fetchProposals()]);
      }),
    loadMisses: (days) =>
      void attempt("misses", async () =>
        store.setState({ days, misses: await api.call("library.misses", { days }) }),
      ),
    edit: (editing, suggested = "") =>
      store.setState({ editing, suggested, measure: null, problem: null, savedId: null }),
    async save(at, change) {
      return attempt(at, async () => {
        const { id } = await api.call("library.saveAlias", change);
        store.setState({ editing: null, suggested: "", savedId: id, measure: null });
        await fetchRows();
      });
    },
    restore: (id) =>
      void attempt(id, async () => {
        await api.call("library.restoreAlias", { id });
        store.setState({ editing: null, savedId: id, measure: null });
        await fetchRows();
      }),
    async measure(at, change) {
      store.setState({ measure: { name: "running", at, done: 0, total: 0 }, problem: null });
      try {
        const result = await api.call("library.measureAlias", change);
        if (measuring(at)) store.setState({ measure: { name: "done", at, key: keyOf(change), result } });
      } catch (error) {
        const problem = toProblem(error);
        if (!measuring(at)) return;
        // Where there is nothing to measure with, that is the result.
        const isNothing = problem.rule === "alias.noQuestions";
        const measure: Measure | null = isNothing
          ? { name: "done", at, key: keyOf(change), result: null }
          : null;
        store.setState({ measure, problem: { at, ...problem } });
      }
    },
    stop: () => void api.call("library.stopMeasuring", {}).catch(() => {}),
    async accept(proposal, official) {
      const change = changeFor(store.getState().rows ?? [], proposal.lay, official);
      const isSaved = await actions.save(proposal.lay, change);
      if (isSaved) await attempt("proposals", fetchProposals);
    },
    reject: ({ lay, official }) =>
      void attempt(lay, async () => {
        await api.call("library.rejectAlias", { lay, official });
        await fetchProposals();
      }),
    close: () => {
      stopListening();
      actions.stop();
    },
  };
  return { ...store, actions };
}

/** A word with a place in the table is added to there; else it gets an entry of its own. */
export function changeFor(rows: readonly AliasRow[], lay: string, official: readonly string[]): AliasChange {
  const known = rows.find((row) => !row.disabled && row.terms.includes(lay));
  if (!known) return { id: null, terms: [lay], official: [...official], disabled: false };
  const words = [...new Set([...known.official, ...official])];
  return { id: known.id, terms: known.terms, official: words, disabled: false };
}

/** So many rows; one that was just saved is among them, wherever it belongs, or nobody would see that it was. */
export function firstRows(rows: readonly AliasRow[], shown: number, savedId: string | null): AliasRow[] {
  const saved = rows.slice(shown).filter(({ id }) => id === savedId);
  return [...saved, ...rows.slice(0, shown)];
}

/** What was measured: another choice of words is another question. */
export function keyOf({ id, terms, official, disabled }: AliasChange): string {
  return JSON.stringify([id, terms, official, disabled]);
}

const blank: AliasState = {
  rows: null,
  proposals: null,
  misses: null,
  days: 30,
  editing: null,
  suggested: "",
  measure: null,
  savedId: null,
  problem: null,
};

/** `at` is the row or proposal it belongs to; `result` is null where there was nothing to measure with. */
export type Measure =
  | { name: "running"; at: string; done: number; total: number }
  | { name: "done"; at: string; key: string; result: AliasMeasure | null };

export type AliasState = {
  rows: AliasRow[] | null;
  proposals: AliasProposal[] | null;
  misses: LibraryMiss[] | null;
  days: number;
  /** Id of the entry whose form is open, or `new`. */
  editing: string | null;
  /** Words a new entry begins with. */
  suggested: string;
  measure: Measure | null;
  savedId: string | null;
  problem: (Problem & { at: string }) | null;
};

export type AliasActions = {
  load(): void;
  loadProposals(): void;
  loadMisses(days: number): void;
  edit(id: string | null, suggested?: string): void;
  /** False when it was refused; `problem` says why, at `at`. */
  save(at: string, change: AliasChange): Promise<boolean>;
  restore(id: string): void;
  measure(at: string, change: AliasChange): Promise<void>;
  stop(): void;
  accept(proposal: AliasProposal, official: readonly string[]): Promise<void>;
  reject(proposal: AliasProposal): void;
  close(): void;
};

export type AliasStore = StoreApi<AliasState> & { actions: AliasActions };
