import { createStore, type StoreApi } from "zustand/vanilla";
import { foldDigits } from "../../../shared/domain/identifiers.ts";
import { agentId as agentIdShape, type StaffMember } from "../../../shared/domain/staff.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { SessionInfo } from "../../../shared/rpc/contract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** Who sits here. Asks the host again whenever the channel comes back or the host says the session changed. */
export function createSessionStore(api: Api): SessionStore {
  const store = createStore<SessionState>(() => ({ name: "loading", connected: false }));

  async function refresh() {
    try {
      settle(await api.call("session.info", {}));
    } catch {
      // The channel broke again: the next connection asks anew, and until then the last known state stands.
    }
  }

  function settle(info: SessionInfo) {
    const before = store.getState();
    const { connected } = before;
    if (info.agent) {
      const { agent } = info;
      const elsewhere = isElsewhere(before, agent.agentId);
      return store.setState({ name: "signed-in", connected, info, agent, elsewhere }, true);
    }
    const problem = before.name === "signed-out" ? before.problem : reasonToLeave(before);
    store.setState({ name: "signed-out", connected, info, busy: false, problem }, true);
  }

  async function attempt(run: () => Promise<unknown>) {
    const before = store.getState();
    if (before.name !== "signed-out" || before.busy) return;
    store.setState({ ...before, busy: true, problem: null }, true);
    try {
      await run();
      await refresh();
    } catch (error) {
      const state = store.getState();
      if (state.name === "signed-out")
        store.setState({ ...state, busy: false, problem: toProblem(error) }, true);
    }
  }

  function refuse(rule: string) {
    const state = store.getState();
    if (state.name === "signed-out") store.setState({ ...state, problem: { rule, detail: {} } }, true);
  }

  const stopListening = [
    api.on("session.changed", () => void refresh()),
    api.on("session.elsewhere", ({ agentId }) => {
      const state = store.getState();
      if (state.name === "signed-in" && state.agent.agentId === agentId) store.setState({ elsewhere: true });
    }),
    api.onConnection((connected) => {
      store.setState({ connected });
      if (connected) void refresh();
    }),
  ];

  const actions: SessionActions = {
    async signIn(typedId, password) {
      const id = toAgentId(typedId);
      if (!agentIdShape.safeParse(id).success) return refuse("signIn.agentIdShape");
      if (password === "") return refuse("signIn.passwordMissing");
      await attempt(() => api.call("session.signIn", { agentId: id, password }));
    },
    async signOut() {
      try {
        await api.call("session.signOut", {});
      } catch {
        // Signed out already, or the host is gone; either way the host's word on who sits here counts.
      }
      await refresh();
    },
    enrol: (serverUrl, code, certificates) =>
      attempt(() =>
        api.call("seat.enrol", {
          serverUrl: serverUrl.trim(),
          code: foldDigits(code).trim(),
          ...(certificates === null ? {} : { certificates }),
        }),
      ),
    close() {
      for (const stop of stopListening) stop();
    },
  };
  return { ...store, actions };
}

function isElsewhere(before: SessionState, agentId: string): boolean {
  return before.name === "signed-in" && before.agent.agentId === agentId && before.elsewhere;
}

function reasonToLeave(before: SessionState): Problem | null {
  const left = before.name === "signed-in" && before.elsewhere;
  return left ? { rule: "session.signedInElsewhere", detail: {} } : null;
}

/** 工号 as typed: full-width digits folded, spaces dropped, leading zeros kept. */
export function toAgentId(typed: string): string {
  return foldDigits(typed).replace(/\s/g, "");
}

export type SessionState = { connected: boolean } & (
  | { name: "loading" }
  | { name: "signed-out"; info: SessionInfo; busy: boolean; problem: Problem | null }
  /** `elsewhere`: signed in at another seat since, so that this one is to be left. */
  | { name: "signed-in"; info: SessionInfo; agent: StaffMember; elsewhere: boolean }
);

export type SessionActions = {
  signIn(typedId: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** `certificates`: PEM the server is to be believed by, null for what the seat believes already. */
  enrol(serverUrl: string, code: string, certificates: string | null): Promise<void>;
  close(): void;
};

export type SessionStore = StoreApi<SessionState> & { actions: SessionActions };
