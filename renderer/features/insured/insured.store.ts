import { createStore, type StoreApi } from "zustand/vanilla";
import type {
  InsuredCaller,
  InsuredKey,
  InsuredPurpose,
  InsuredResult,
} from "../../../shared/domain/insured.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import { type Problem, toProblem } from "../../ui/text.ts";
import type { Clock } from "../softphone/clock.ts";

/** One insured person looked up for the caller on the line. Nothing of them outlives the call or a change of mind. */
export function createInsuredStore({ api, clock }: { api: Api; clock: Clock }): InsuredStore {
  const store = createStore<InsuredState>(() => blank);
  let cancelHiding = () => {};
  /** Counts look-ups: an answer that was overtaken is not shown. */
  let asked = 0;

  function forget(rest: Partial<InsuredState>) {
    asked += 1;
    cancelHiding();
    store.setState({ busy: false, result: null, masked: null, hideAt: null, problem: null, ...rest });
  }

  async function restrict(result: InsuredResult) {
    try {
      await api.call("insured.restrict", { lookupId: result.lookupId });
    } catch (error) {
      // The screen hides the person all the same; the seat forgot the look-up or will when its window goes.
      store.setState({ problem: toProblem(error) });
    }
  }

  const actions: InsuredActions = {
    toggle: () => store.setState(({ isOpen }) => ({ isOpen: !isOpen })),
    setCaller(caller) {
      const { result, busy } = store.getState();
      if (caller === "self" || busy || !result) return forget({ caller });
      cancelHiding();
      store.setState({ caller, result: withoutPerson(result), masked: null, hideAt: null });
      if (result.view) void restrict(result);
    },
    async find(question, originCallId) {
      forget({ busy: true, originCallId });
      const mine = asked;
      try {
        const result = await api.call("insured.find", { ...question, caller: store.getState().caller });
        if (mine === asked) store.setState({ busy: false, result, masked: result });
      } catch (error) {
        if (mine === asked) store.setState({ busy: false, problem: toProblem(error) });
      }
    },
    async reveal(reason) {
      const { result } = store.getState();
      if (!result?.view) return;
      const mine = asked;
      try {
        const { view } = await api.call("insured.reveal", { lookupId: result.lookupId, reason });
        if (mine !== asked || store.getState().caller === "third-party") return;
        store.setState({ result: { ...result, view }, hideAt: clock.now() + revealMs, problem: null });
        cancelHiding();
        cancelHiding = clock.after(revealMs, () =>
          store.setState(({ masked }) => ({ result: masked, hideAt: null })),
        );
      } catch (error) {
        store.setState({ problem: toProblem(error) });
      }
    },
    again: () => forget({}),
    clear: () => forget(blank),
  };
  return { ...store, actions };
}

function withoutPerson(result: InsuredResult): InsuredResult {
  return result.view ? { ...result, view: { ...result.view, person: null } } : result;
}

const revealMs = 30_000;

export type InsuredState = {
  isOpen: boolean;
  caller: InsuredCaller;
  busy: boolean;
  result: InsuredResult | null;
  /** The result as it is shown again after a reveal. */
  masked: InsuredResult | null;
  /** Epoch ms until which the person is shown in full. */
  hideAt: number | null;
  /** The call in which the look-up was made: a call-back goes back to it. */
  originCallId: string | null;
  problem: Problem | null;
};

const blank: InsuredState = {
  isOpen: false,
  caller: "self",
  busy: false,
  result: null,
  masked: null,
  hideAt: null,
  originCallId: null,
  problem: null,
};

export type InsuredQuestion = { key: InsuredKey; purpose: InsuredPurpose; reason: string };

export type InsuredActions = {
  toggle(): void;
  /** To `third-party`: the person is gone from the screen at once, and at the seat. Back to `self`: look up anew. */
  setCaller(caller: InsuredCaller): void;
  find(question: InsuredQuestion, originCallId: string | null): Promise<void>;
  /** Shows the person for 30 seconds; the reason is recorded. */
  reveal(reason: string): Promise<void>;
  /** Another person for the same caller. */
  again(): void;
  /** Another caller, another person. */
  clear(): void;
};

export type InsuredStore = StoreApi<InsuredState> & { actions: InsuredActions };
