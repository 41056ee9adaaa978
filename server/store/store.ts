import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./schema.ts";

/** Where the server keeps everything. One shape for SQLite (embedded) and for a database server later. */
export type Store = {
  db: Kysely<Tables>;
  /** Row lock until commit where the database has them; SQLite writes one transaction at a time anyway. */
  forUpdate<Q extends { forUpdate(): Q }>(query: Q): Q;
  /** Serialisation failure or deadlock: the transaction left no trace and may simply be run again. */
  isRetryable(error: unknown): boolean;
  close(): Promise<void>;
};

export type Db = Kysely<Tables> | Transaction<Tables>;

const tries = 5;

/**
 * Runs `work` in one transaction and again when the database lost a race (40001, 40P01); safe, because every
 * mutation is applied exactly once by its seq. Lock order everywhere: seat → tickets and facts by id → feed.
 */
export async function inTransaction<T>(
  store: Store,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.db.transaction().execute(work);
    } catch (error) {
      if (attempt >= tries || !store.isRetryable(error)) throw error;
    }
  }
}
