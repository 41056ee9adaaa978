import { createStore, type StoreApi } from "zustand/vanilla";
import type { ImportFileReport } from "../../../shared/domain/policy.ts";
import type { Api } from "../../../shared/rpc/client.ts";
import type { Payload } from "../../../shared/rpc/contract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";

/** An import of policy documents: it runs at the host, and this follows it also while another screen is up. */
export function createImportStore(api: Api): ImportStore {
  const store = createStore<ImportState>(() => ({ name: "idle", problem: null }));
  /** Progress can arrive before the reply that names its job. */
  let newest: Progress | null = null;

  async function start(run: () => Promise<{ jobId: string }>) {
    if (store.getState().name === "running") return;
    newest = null;
    store.setState({ name: "running", jobId: null, progress: null, problem: null }, true);
    try {
      const { jobId } = await run();
      store.setState({ name: "running", jobId, progress: null, problem: null }, true);
      if (newest) await follow(newest);
    } catch (error) {
      store.setState({ name: "idle", problem: toProblem(error) }, true);
    }
  }

  async function follow(progress: Progress) {
    newest = progress;
    const state = store.getState();
    if (state.name !== "running" || state.jobId !== progress.jobId) return;
    store.setState({ ...state, progress }, true);
    if (progress.finished) await finish(progress);
  }

  async function finish(progress: Progress) {
    try {
      const files = await api.call("library.importReport", { jobId: progress.jobId });
      store.setState({ name: "finished", progress, files, problem: null }, true);
    } catch (error) {
      store.setState({ name: "finished", progress, files: [], problem: toProblem(error) }, true);
    }
  }

  const stop = api.on("library.importProgress", (progress) => void follow(progress));
  const actions: ImportActions = {
    importPath: (path) => start(() => api.call("library.importPath", { path: path.trim() })),
    importFiles: (files) => start(() => api.call("library.importFiles", { files })),
    refuse: (problem) => store.setState({ name: "idle", problem }, true),
    close: () => void stop(),
  };
  return { ...store, actions };
}

type Progress = Payload<"library.importProgress">;

export type ImportState =
  | { name: "idle"; problem: Problem | null }
  | { name: "running"; jobId: string | null; progress: Progress | null; problem: null }
  | { name: "finished"; progress: Progress; files: ImportFileReport[]; problem: Problem | null };

export type ImportActions = {
  importPath(path: string): Promise<void>;
  importFiles(files: { name: string; base64: string }[]): Promise<void>;
  refuse(problem: Problem): void;
  close(): void;
};

export type ImportStore = StoreApi<ImportState> & { actions: ImportActions };
