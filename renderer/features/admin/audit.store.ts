import { createStore, type StoreApi } from "zustand/vanilla";
import type { AuditPage, AuditRow } from "../../../shared/rpc/auditContract.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** The audit of this seat, leafed through from the newest row. Asked only on demand: every look is recorded. */
export function createAuditStore(api: Api): AuditStore {
  const store = createStore<AuditState>(() => ({ kind: "", page: null, isMore: false, problem: null }));
  let asked = 0;

  async function load(before: number | null) {
    asked += 1;
    const mine = asked;
    try {
      const page = await api.call("audit.list", { before, action: store.getState().kind, limit: pageLength });
      if (mine !== asked) return;
      store.setState((state) => ({
        page: { ...page, rows: before === null ? page.rows : [...rowsOf(state), ...page.rows] },
        isMore: page.rows.length === pageLength,
        problem: null,
      }));
    } catch (error) {
      if (mine === asked) store.setState({ problem: toProblem(error) });
    }
  }

  const actions: AuditActions = {
    load: () => load(null),
    more: () => load(rowsOf(store.getState()).at(-1)?.auditId ?? null),
    async narrow(kind) {
      store.setState({ kind });
      await load(null);
    },
  };
  return { ...store, actions };
}

function rowsOf({ page }: AuditState): AuditRow[] {
  return page?.rows ?? [];
}

const pageLength = 100;

export type AuditState = {
  /** What the action begins with, `insured.` for one; empty for all. */
  kind: string;
  page: AuditPage | null;
  isMore: boolean;
  problem: Problem | null;
};
export type AuditActions = {
  load(): Promise<void>;
  more(): Promise<void>;
  narrow(kind: string): Promise<void>;
};
export type AuditStore = StoreApi<AuditState> & { actions: AuditActions };
