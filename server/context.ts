import type { OpenPolls } from "./seats/openPolls.ts";
import type { Store } from "./store/store.ts";
import type { Tail } from "./sync/tail.ts";

export type Log = {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
};

/** Cost of a password check; memory in KiB. */
export type Argon = { memoryCost: number; timeCost: number; parallelism: number };

/** What every part of the server gets: the store, and time, chance and identity as arguments. */
export type ServerContext = {
  store: Store;
  /** The city feed, `city:<name>`; first part of every key. */
  city: string;
  tail: Tail;
  polls: OpenPolls;
  /** Epoch milliseconds. */
  clock: () => number;
  /** UUIDv7. */
  newId: () => string;
  random: (bytes: number) => Buffer;
  log: Log;
  argon: Argon;
  /** Where seats register; null leaves them on the practice line. */
  exchange: { url: string; domain: string } | null;
};
