import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type { CallerCard } from "../../../shared/rpc/contract.ts";

/** Earlier calls and tickets of the number that rings. */
export function createCallerStore(api: Api): CallerStore {
  const store = createStore<CallerState>(() => ({ name: "none" }));

  async function look(number: string) {
    try {
      const card = await api.call("calls.card", { number });
      const now = store.getState();
      if (now.name !== "none" && now.number === number) store.setState({ name: "known", number, card }, true);
    } catch {
      // The history is a convenience: the call goes on without it, and the next event asks again.
    }
  }

  function again() {
    const state = store.getState();
    if (state.name !== "none") void look(state.number);
  }

  const stopListening = [
    api.on("tickets.changed", again),
    api.on("drafts.changed", again),
    api.onConnection((up) => up && again()),
  ];
  const actions: CallerActions = {
    async show(number) {
      store.setState({ name: "looking", number }, true);
      await look(number);
    },
    clear: () => store.setState({ name: "none" }, true),
    close() {
      for (const stop of stopListening) stop();
    },
  };
  return { ...store, actions };
}

export type CallerState =
  | { name: "none" }
  | { name: "looking"; number: string }
  | { name: "known"; number: string; card: CallerCard };
export type CallerActions = { show(number: string): Promise<void>; clear(): void; close(): void };
export type CallerStore = StoreApi<CallerState> & { actions: CallerActions };
