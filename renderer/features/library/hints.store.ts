import { createStore, type StoreApi } from "zustand/vanilla";
import type { SearchHit } from "../../../shared/domain/policy.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { Input } from "../../../shared/rpc/contract.ts";
import type { Clock } from "../softphone/clock.ts";

/**
 * Clauses for what stands in the record, looked up without being asked once typing rests. Quiet in every way: what
 * fails shows nothing, and an answer that is no longer about what is written is dropped.
 */
export function createHintStore({ api, clock }: { api: Api; clock: Clock }): HintStore {
  const store = createStore<HintState>(() => nothing);
  let written: Written | null = null;
  let asked = "";
  let cancel = () => {};

  async function ask() {
    const about = written;
    if (about === null) return;
    try {
      const hint = await api.call("library.clausesFor", about);
      if (written === about) store.setState(hint);
    } catch {
      if (written === about) store.setState(nothing);
    }
  }

  const stopListening = api.on("library.changed", () => void ask());

  const actions: HintActions = {
    written(now) {
      const key = JSON.stringify(now);
      if (key === asked) return;
      asked = key;
      cancel();
      written = now.texts.some((text) => text.trim() !== "") ? now : null;
      if (written === null) store.setState(nothing);
      else cancel = clock.after(restMs, () => void ask());
    },
    close() {
      cancel();
      stopListening();
    },
  };
  return { ...store, actions };
}

/** So long nothing may be typed before anything is looked up. */
const restMs = 400;

const nothing: HintState = { hits: [], query: [] };

export type Written = Input<"library.clausesFor">;

export type HintState = {
  hits: SearchHit[];
  /** The stretches of the record that led there. */
  query: string[];
};

export type HintActions = {
  /** What stands in the record now. */
  written(now: Written): void;
  close(): void;
};

export type HintStore = StoreApi<HintState> & { actions: HintActions };
