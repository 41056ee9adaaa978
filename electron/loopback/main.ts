import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { lockDataFolder } from "../backend/dataFolderLock.ts";
import { readSeatKey } from "../backend/seatKey.ts";
import { startFailurePage, startFailureSentence } from "../backend/startFailurePage.ts";
import { type BackendWorker, startBackendWorker } from "../backend/startWorker.ts";
import { version } from "../backend/version.ts";
import { openHost } from "./host.ts";
import { type HostArguments, parseHostArguments } from "./options.ts";

/**
 * The seat on a machine without Electron: backend thread + loopback door. Prints one JSON line
 * `{"origin","url","failure"}` when it listens; ends on SIGTERM, SIGINT or when its parent goes.
 */
async function main(args: HostArguments): Promise<void> {
  let backend: BackendWorker | null = null;
  let failure: unknown = null;
  const host = await openHost({
    rendererFolder: resolve(args.renderer),
    port: args.port,
    now: Date.now,
    connect: (clientKey) => backend?.connect(clientKey) ?? null,
    failurePage: () => (failure ? startFailurePage(failure) : null),
  });
  const unlock = await openBackend();

  async function openBackend(): Promise<() => void> {
    let release = () => {};
    try {
      mkdirSync(args.data, { recursive: true, mode: 0o700 });
      release = lockDataFolder(args.data);
      const key = readSeatKey(args["key-file"], args.data);
      backend = await startBackendWorker(pathToFileURL(resolve(args.worker)), {
        dataFolder: resolve(args.data),
        key,
        door: "loopback",
        keySource: args["demo-key"] ? "demo-key-file" : "key-file",
        version,
        starterLibrary: args.starter,
      });
      backend.onCrash(() => process.exit(3));
      return release;
    } catch (error) {
      failure = error;
      // The window with the sentence stays up; whoever has mended the cause may open the desk beside it.
      release();
      return () => {};
    }
  }

  const shut = async () => {
    await host.close();
    await backend?.close();
    unlock();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void shut());
  watchParent(() => void shut());
  process.on("message", (message) => {
    if (message === "admission") process.send?.({ url: host.admissionUrl() });
  });
  const told = failure ? startFailureSentence(failure).rule : null;
  process.stdout.write(
    `${JSON.stringify({ origin: host.origin, url: host.admissionUrl(), failure: told })}\n`,
  );
}

/** The launcher names itself in ZUOXI_PARENT; a host without its launcher would hold the data folder for nobody. */
function watchParent(onGone: () => void): void {
  const parent = Number(process.env.ZUOXI_PARENT);
  if (!parent) return;
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      onGone();
    }
  }, 2_000).unref();
}

await main(parseHostArguments(process.argv.slice(2)));
