import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type { ReferenceData } from "../../../shared/rpc/contract.ts";

/** Topics, sites, hours and deadlines as the server keeps them. */
export function createReferenceStore(api: Api): ReferenceStore {
  const store = createStore<ReferenceData>(() => ({
    topics: [],
    sites: [],
    serviceHours: [],
    seasons: [],
    deadlineRules: [],
  }));

  async function load() {
    try {
      store.setState(await api.call("reference.get", {}), true);
    } catch {
      // Before sign-in and without a channel there is none; signing in and the next change ask again.
    }
  }

  const stop = api.on("reference.changed", () => void load());
  return { ...store, actions: { load, close: () => void stop() } };
}

export type ReferenceStore = StoreApi<ReferenceData> & {
  actions: { load(): Promise<void>; close(): void };
};
