import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { pino } from "pino";
import { uuidv7 } from "uuidv7";
import { toWireError } from "../../shared/errors.ts";
import { type Backend, type BackendOptions, createBackend } from "./backend.ts";
import type { After } from "./context.ts";
import { parseLaunchEnvironment } from "./launchEnvironment.ts";
import { portChannel } from "./portChannel.ts";

/** What the door hands over; everything else this thread finds by itself. */
type WorkerData = Pick<BackendOptions, "dataFolder" | "door" | "keySource" | "version"> & {
  key: Uint8Array;
  starterLibrary?: boolean;
};

type FromDoor = { type: "connect"; port: MessagePort; clientKey: string } | { type: "close" };

/** The entry of the backend's thread: opens the seat, says so, serves ports until it is told to close. */
function main(): void {
  const door = parentPort;
  if (!door) throw new Error("This file runs as a worker thread");
  let backend: Backend;
  try {
    backend = createBackend(liveOptions(workerData as WorkerData));
  } catch (error) {
    door.postMessage({ type: "failed", error: toWireError(error) });
    return;
  }
  door.on("message", (message: FromDoor) => {
    if (message.type === "connect") backend.connect(portChannel(message.port), message.clientKey);
    else void backend.close().then(() => process.exit(0));
  });
  door.postMessage({ type: "ready" });
}

function liveOptions(data: WorkerData): BackendOptions {
  return {
    dataFolder: data.dataFolder,
    key: Buffer.from(data.key),
    door: data.door,
    keySource: data.keySource,
    version: data.version,
    starterLibrary: data.starterLibrary ?? false,
    launch: parseLaunchEnvironment(process.env),
    clock: Date.now,
    newId: uuidv7,
    random: Math.random,
    fetch,
    // Standard output is the door's own line to the launcher.
    log: pino({ name: "seat" }, pino.destination({ dest: 2, sync: true })),
    after: liveAfter,
  };
}

const liveAfter: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

main();
