import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type { PhoneAccount } from "../../../shared/rpc/contract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** Which line this seat uses. The secret is written, never read back into the form. */
export function createPhoneSettingsStore(api: Api): PhoneSettingsStore {
  const store = createStore<PhoneSettingsState>(() => ({
    savedTimes: 0,
    busy: false,
    problem: null,
    now: null,
  }));
  const actions: PhoneSettingsActions = {
    async load() {
      try {
        const account = await api.call("seat.phoneAccount", {});
        store.setState({ now: withoutSecret(account), problem: null });
      } catch (error) {
        store.setState({ problem: toProblem(error) });
      }
    },
    async save(account) {
      store.setState({ busy: true, problem: null });
      try {
        const stored = await api.call("seat.configurePhone", account);
        store.setState(({ savedTimes }) => ({
          savedTimes: savedTimes + 1,
          busy: false,
          now: withoutSecret(stored),
        }));
      } catch (error) {
        store.setState({ busy: false, problem: toProblem(error) });
      }
    },
  };
  return { ...store, actions };
}

function withoutSecret(account: PhoneAccount): PhoneAccount {
  return account.line === "practice" ? account : { ...account, secret: "" };
}

export type PhoneSettingsState = {
  now: PhoneAccount | null;
  busy: boolean;
  problem: Problem | null;
  /** Grows with every save, so that the telephone starts again with the new line. */
  savedTimes: number;
};
export type PhoneSettingsActions = { load(): Promise<void>; save(account: PhoneAccount): Promise<void> };
export type PhoneSettingsStore = StoreApi<PhoneSettingsState> & { actions: PhoneSettingsActions };
