import { createStore, type StoreApi } from "zustand/vanilla";
import type { CallLeg } from "../../../shared/domain/call.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** The calls of one day, newest first. */
export function createCallsStore(api: Api): CallsStore {
  const store = createStore<CallsState>(() => ({ day: null, list: { name: "loading" } }));
  const actions: CallsActions = {
    async load(day) {
      store.setState({ day });
      try {
        const legs = await api.call("calls.list", { day });
        legs.sort((a, b) => b.ringingAt.localeCompare(a.ringingAt));
        if (store.getState().day === day) store.setState({ list: { name: "ready", legs } });
      } catch (error) {
        if (store.getState().day === day)
          store.setState({ list: { name: "failed", problem: toProblem(error) } });
      }
    },
  };
  return { ...store, actions };
}

export type CallsState = {
  day: LocalDate | null;
  list: { name: "loading" } | { name: "ready"; legs: CallLeg[] } | { name: "failed"; problem: Problem };
};
export type CallsActions = { load(day: LocalDate): Promise<void> };
export type CallsStore = StoreApi<CallsState> & { actions: CallsActions };
