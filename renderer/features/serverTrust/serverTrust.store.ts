import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type { ServerTrust, ShownCertificate } from "../../../shared/rpc/serverTrustContract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** Certificates picked to believe the server by, read by the host to be compared, and what the seat believes now. */
export function createServerTrustStore(api: Api): ServerTrustStore {
  const store = createStore<ServerTrustState>(() => ({ ...nothingPicked, now: null, savedTimes: 0 }));

  async function read(text: string) {
    store.setState({ text, picked: null, problem: null });
    if (text.trim() === "") return;
    try {
      const certificates = await api.call("seat.readCertificates", { pem: text });
      if (store.getState().text === text) store.setState({ picked: { pem: text, certificates } });
    } catch (error) {
      if (store.getState().text === text) store.setState({ problem: toProblem(error) });
    }
  }

  async function keep(pem: string | null) {
    try {
      const now = await api.call("seat.trustCertificates", { pem });
      store.setState(({ savedTimes }) => ({ ...nothingPicked, now, savedTimes: savedTimes + 1 }));
    } catch (error) {
      store.setState({ problem: toProblem(error) });
    }
  }

  const actions: ServerTrustActions = {
    async load() {
      store.setState({ ...nothingPicked, savedTimes: 0 });
      try {
        store.setState({ now: await api.call("seat.serverTrust", {}) });
      } catch (error) {
        store.setState({ problem: toProblem(error) });
      }
    },
    read,
    async readFile(file) {
      const { readCertificateFile } = await import("./readCertificateFile.ts");
      const got = await readCertificateFile(file);
      if (got.ok) await read(got.pem);
      else store.setState({ ...nothingPicked, problem: got.problem });
    },
    clear: () => store.setState(nothingPicked),
    async save() {
      const { picked } = store.getState();
      if (picked) await keep(picked.pem);
    },
    drop: () => keep(null),
  };
  return { ...store, actions };
}

const nothingPicked = { text: "", picked: null, problem: null };

export type ServerTrustState = {
  /** As pasted or read from a file. */
  text: string;
  picked: { pem: string; certificates: ShownCertificate[] } | null;
  problem: Problem | null;
  now: ServerTrust | null;
  savedTimes: number;
};
export type ServerTrustActions = {
  /** For administrators: what the seat believes now. */
  load(): Promise<void>;
  read(text: string): Promise<void>;
  readFile(file: File): Promise<void>;
  clear(): void;
  /** Believes what is picked, from now on. */
  save(): Promise<void>;
  drop(): Promise<void>;
};
export type ServerTrustStore = StoreApi<ServerTrustState> & { actions: ServerTrustActions };
