import { asDatabaseError, type Database } from "./open.ts";

/** A prepared statement with a name for the log; it speaks plain rows. */
export type NamedStatement<P extends unknown[], R> = {
  run(...values: P): { changes: number };
  get(...values: P): R | undefined;
  all(...values: P): R[];
};

/** What a repository needs: statements prepared once, and transactions that hold several of them together. */
export type Desk = {
  prepare<P extends unknown[], R = unknown>(name: string, sql: string): NamedStatement<P, R>;
  /** Runs all or nothing; the write lock is taken at once. Nested calls join the outer one. */
  transaction<T>(name: string, run: () => T): T;
};

/** Milliseconds after which a statement or a transaction is told to the log by its name. */
const slowMs = 40;

/**
 * Wraps the open database for the repositories.
 * @param onSlow hears the name and the duration (ms) of what took longer than 40 ms; never a value
 */
export function createDesk(db: Database, onSlow: (name: string, tookMs: number) => void): Desk {
  const timed = <T>(name: string, run: () => T): T => {
    const started = performance.now();
    try {
      return run();
    } catch (error) {
      throw asDatabaseError(error);
    } finally {
      const tookMs = performance.now() - started;
      if (tookMs > slowMs) onSlow(name, Math.round(tookMs));
    }
  };
  return {
    prepare<P extends unknown[], R>(name: string, sql: string): NamedStatement<P, R> {
      const statement = db.prepare<P, R>(sql);
      return {
        run: (...values) => ({ changes: timed(name, () => statement.run(...values)).changes }),
        get: (...values) => timed(name, () => statement.get(...values)),
        all: (...values) => timed(name, () => statement.all(...values)),
      };
    },
    transaction: (name, run) => timed(name, () => db.transaction(run).immediate()),
  };
}
