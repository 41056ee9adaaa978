import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type { DeskStatus } from "../../../shared/rpc/contract.ts";

/** What the status bar shows of host and server: asked at every connection, then kept by the host's own reports. */
export function createStatusStore(api: Api): StatusStore {
  const store = createStore<StatusState>(() => ({ connected: false, status: null }));

  async function refresh() {
    try {
      store.setState({ status: await api.call("status.get", {}) });
    } catch {
      // The bar shows the lost connection; the next one asks again.
    }
  }

  const stopListening = [
    api.on("status.changed", (status) => store.setState({ status })),
    api.onConnection((connected) => {
      store.setState({ connected });
      if (connected) void refresh();
    }),
  ];
  const actions: StatusActions = {
    async syncNow() {
      try {
        await api.call("sync.now", {});
      } catch {
        // Whatever stops it shows in the server's own state beside the button.
      }
    },
    close() {
      for (const stop of stopListening) stop();
    },
  };
  return { ...store, actions };
}

/** `status` is as old as `status.at`; without a connection nothing of it may look alive. */
export type StatusState = { connected: boolean; status: DeskStatus | null };
export type StatusActions = { syncNow(): Promise<void>; close(): void };
export type StatusStore = StoreApi<StatusState> & { actions: StatusActions };
