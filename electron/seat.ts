import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lockDataFolder } from "./backend/dataFolderLock.ts";
import { readSeatKey } from "./backend/seatKey.ts";
import { startBackendWorker } from "./backend/startWorker.ts";
import { version } from "./backend/version.ts";
import { readSystemKey } from "./keystore.ts";
import { type Supervised, superviseBackend } from "./superviseBackend.ts";

type Options = { dataFolder: string; workerFile: string; starterLibrary: boolean };

/**
 * Opens the seat behind the window: locked data folder, key and backend thread. `ZUOXI_KEY_FILE` names a key file outside the data folder for machines without a key store.
 * @throws AppError with the rule of whatever stood in the way; the data folder is free again then.
 */
export async function openSeat(options: Options): Promise<Supervised> {
  const unlock = lockDataFolder(options.dataFolder);
  try {
    const workerData = { ...(await keyOf(options.dataFolder)), ...optionsOfBackend(options) };
    const start = () => startBackendWorker(pathToFileURL(options.workerFile), workerData);
    const backend = await superviseBackend(start, () => performance.now());
    return { ...backend, close: () => backend.close().finally(unlock) };
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
