import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type { SearchModelInfo } from "../../../shared/rpc/searchModelContract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** The learned ranking: what searches now, what can be learned, and what a training gave. The backend does the work. */
export function createSearchModelStore(api: Api): SearchModelStore {
  const store = createStore<SearchModelState>(() => ({ info: null, busy: false, problem: null }));

  async function load(): Promise<void> {
    try {
      store.setState({ info: await api.call("model.info", {}) });
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }

  /** One deed at a time; what came of it is asked anew in any case. */
  async function attempt(deed: () => Promise<unknown>): Promise<void> {
    if (store.getState().busy) return;
    store.setState({ busy: true, problem: null });
    try {
      await deed();
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
    await load();
    store.setState({ busy: false });
  }

  const onCandidate = (method: "model.accept" | "model.reject") => () => {
    const madeAt = store.getState().info?.candidate?.madeAt;
    return attempt(async () => madeAt !== undefined && (await api.call(method, { madeAt })));
  };
  const stops = [
    api.on("model.progress", ({ share }) => {
      const { info } = store.getState();
      if (info) store.setState({ info: { ...info, training: share } });
    }),
    api.on("model.changed", () => void load()),
  ];
  const actions: SearchModelActions = {
    load,
    train: () => attempt(() => api.call("model.train", {})),
    stop: () => attempt(() => api.call("model.stop", {})),
    accept: onCandidate("model.accept"),
    reject: onCandidate("model.reject"),
    restore: () => attempt(() => api.call("model.restore", {})),
    close() {
      for (const stop of stops) stop();
    },
  };
  return { ...store, actions };
}

export type SearchModelState = { info: SearchModelInfo | null; busy: boolean; problem: Problem | null };

export type SearchModelActions = {
  load(): Promise<void>;
  train(): Promise<void>;
  stop(): Promise<void>;
  accept(): Promise<void>;
  reject(): Promise<void>;
  restore(): Promise<void>;
  close(): void;
};

export type SearchModelStore = StoreApi<SearchModelState> & { actions: SearchModelActions };
