import type { BuildRequest } from "./buildTask.ts";
import type { BusyRequest } from "./busyTask.ts";
import type { FuzzRequest } from "./fuzzTask.ts";
import type { PeerRequest } from "./peerTask.ts";
import type { SearchRequest } from "./searchTask.ts";

/** What can be done in a process of its own. Loaded when asked for, so that no task pays for the parts of another. */
export const tasks = {
  /** Leaves the programs of the others in the compile cache: the desk's own program has no types to be taken away. */
  load: async (_: null) => {
    await Promise.all([import("./buildTask.ts"), import("./searchTask.ts"), import("./busyTask.ts")]);
    await import("./fuzzTask.ts");
  },
  build: async (request: BuildRequest) => (await import("./buildTask.ts")).build(request),
  search: async (request: SearchRequest) => (await import("./searchTask.ts")).search(request),
  peer: async (request: PeerRequest) => (await import("./peerTask.ts")).measurePeer(request),
  duringImport: async (request: BusyRequest) => (await import("./busyTask.ts")).duringImport(request),
  duringApply: async (request: BusyRequest) => (await import("./busyTask.ts")).duringApply(request),
  fuzz: async (request: FuzzRequest) => (await import("./fuzzTask.ts")).fuzz(request),
};

export type TaskName = keyof typeof tasks;
export type TaskRequest<T extends TaskName> = Parameters<(typeof tasks)[T]>[0];
export type TaskResult<T extends TaskName> = Awaited<ReturnType<(typeof tasks)[T]>>;
