import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { AppError } from "../shared/errors.ts";
import { lockDataFolder } from "./backend/dataFolderLock.ts";
import { readSeatKey } from "./backend/seatKey.ts";
import { type BackendWorker, startBackendWorker } from "./backend/startWorker.ts";
import { version } from "./backend/version.ts";
import { readSystemKey } from "./keystore.ts";

/** The seat behind the window: locked data folder, key and backend thread. */
export type Seat = {
  /** A new connection for the window; null while the thread is being started again. */
  connect(): MessagePort | null;
  /** Fires when the thread ended by itself and was started again: null, or the failure that prevented it. */
  onRestart(listener: (failure: unknown) => void): void;
  close(): Promise<void>;
};

type Options = { dataFolder: string; workerFile: string; starterLibrary: boolean };

const crashLimit = 3;
const crashWindowMs = 60_000;

/**
 * Opens the seat. `ZUOXI_KEY_FILE` names a key file outside the data folder for machines without a key store.
 * @throws AppError with the rule of whatever stood in the way; the data folder is free again then.
 */
export async function openSeat(options: Options): Promise<Seat> {
  const unlock = lockDataFolder(options.dataFolder);
  try {
    const workerData = { ...(await keyOf(options.dataFolder)), ...optionsOfBackend(options) };
    const start = () => startBackendWorker(pathToFileURL(options.workerFile), workerData);
    return supervise(start, await start(), unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function keyOf(dataFolder: string): Promise<{ key: Buffer; keySource: string }> {
  const keyFile = process.env.ZUOXI_KEY_FILE;
  if (!keyFile) {
    return { key: await readSystemKey(dataFolder, join(dataFolder, "seat.db")), keySource: "system" };
  }
  const keySource = process.env.ZUOXI_DEMO_KEY ? "demo-key-file" : "key-file";
  return { key: readSeatKey(keyFile, dataFolder), keySource };
}

function optionsOfBackend({ dataFolder, starterLibrary }: Options) {
  return { dataFolder, starterLibrary, door: "electron", version };
}

/** A crashed thread is started again; one that keeps crashing is left alone, and the window says so. */
function supervise(start: () => Promise<BackendWorker>, first: BackendWorker, unlock: () => void): Seat {
  // The window keeps its name over reloads, so its session is found again.
  const clientKey = randomUUID();
  const listeners: ((failure: unknown) => void)[] = [];
  const crashes: number[] = [];
  let current: BackendWorker | null = null;
  let isClosing = false;

  const tell = (failure: unknown) => {
    for (const listener of listeners) listener(failure);
  };
  const restart = async () => {
    current = null;
    if (isClosing) return;
    crashes.push(performance.now());
    if (crashes.filter((at) => performance.now() - at < crashWindowMs).length > crashLimit) {
      return tell(new AppError("internal", "The backend keeps crashing"));
    }
    try {
      watch(await start());
      tell(null);
    } catch (failure) {
      tell(failure);
    }
  };
  const watch = (worker: BackendWorker) => {
    current = worker;
    worker.onCrash(() => void restart());
  };
  watch(first);

  return {
    connect: () => current?.connect(clientKey) ?? null,
    onRestart: (listener) => void listeners.push(listener),
    async close() {
      isClosing = true;
      await current?.close();
      unlock();
    },
  };
}
