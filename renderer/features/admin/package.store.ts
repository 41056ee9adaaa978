import { createStore, type StoreApi } from "zustand/vanilla";
import type { Api } from "../../../shared/rpc/client.ts";
import type {
  ExportedPackage,
  PackageInfo,
  PackageInspection,
  PackageProgress,
  PackageSource,
} from "../../../shared/rpc/libraryPackageContract.ts";
import { type Problem, toProblem } from "../../ui/text.ts";
import { toBase64 } from "./readFiles.ts";

/** What fits a request once written in base64; larger packages are named by their path. */
const largest = 28 * 1024 * 1024;

/** Library packages: making one, looking at one, trusting its key, applying it. The host does the work. */
export function createPackageStore(api: Api): PackageStore {
  const store = createStore<PackageState>(() => blank);

  async function attempt(busy: PackageState["busy"], work: () => Promise<Partial<PackageState>>) {
    if (store.getState().busy !== null) return;
    store.setState({ busy, problem: null, progress: null });
    try {
      store.setState({ ...(await work()), busy: null, progress: null });
    } catch (error) {
      store.setState({ busy: null, progress: null, problem: { at: busy ?? "check", ...toProblem(error) } });
    }
  }

  const look = async (source: PackageSource) => ({
    source,
    applied: null,
    found: await api.call("library.inspectPackage", { source }),
  });
  const asked = () => api.call("library.packageInfo", {});

  const actions: PackageActions = {
    async load() {
      try {
        store.setState({ info: await asked() });
      } catch (error) {
        store.setState({ problem: { at: "check", ...toProblem(error) } });
      }
    },
    make: (path, rotateKey) =>
      attempt("make", async () => {
        const made = await api.call("library.exportPackage", { path, rotateKey });
        if (made.base64 !== null) {
          const { saveFile } = await import("../statistics/exportReport.ts");
          saveFile(made.name, new Blob([fromBase64(made.base64)]));
        }
        return { made: { ...made, base64: null }, info: await asked() };
      }),
    check: (source) =>
      attempt("check", () => {
        store.setState({ found: null, applied: null });
        return look(source);
      }),
    async checkFile(file) {
      if (file.size > largest)
        return store.setState({ problem: { at: "check", rule: "package.tooLarge", detail: {} } });
      await actions.check({ base64: toBase64(await file.arrayBuffer()) });
    },
    trust: (fingerprint) =>
      attempt("trust", async () => {
        const { found, source } = store.getState();
        if (!found || !source) return {};
        const info = await api.call("library.trustKey", { publicKey: found.key.publicKey, fingerprint });
        return { info, ...(await look(source)) };
      }),
    apply: () =>
      attempt("apply", async () => {
        const { found, source } = store.getState();
        if (!found || !source) return {};
        const applied = await api.call("library.applyPackage", { source, hash: found.hash });
        return { applied, found: null, source: null, info: await asked() };
      }),
  };
  api.on("library.packageProgress", (progress) => {
    if (store.getState().busy === "apply") store.setState({ progress });
  });
  return { ...store, actions };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}

const blank: PackageState = {
  info: null,
  busy: null,
  progress: null,
  made: null,
  source: null,
  found: null,
  applied: null,
  problem: null,
};

export type PackageState = {
  info: PackageInfo | null;
  /** What the host is doing; one thing at a time. */
  busy: "make" | "check" | "trust" | "apply" | null;
  progress: PackageProgress | null;
  made: ExportedPackage | null;
  source: PackageSource | null;
  found: PackageInspection | null;
  applied: { sequence: number; added: number; documents: number } | null;
  /** What was refused, and which part of the panel says so. */
  problem: (Problem & { at: "make" | "check" | "trust" | "apply" }) | null;
};

export type PackageActions = {
  load(): Promise<void>;
  /** To a path on this computer, or with null as a download. */
  make(path: string | null, rotateKey: boolean): Promise<void>;
  check(source: PackageSource): Promise<void>;
  checkFile(file: File): Promise<void>;
  trust(fingerprint: string): Promise<void>;
  apply(): Promise<void>;
};

export type PackageStore = StoreApi<PackageState> & { actions: PackageActions };
