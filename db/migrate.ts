import { AppError } from "../shared/errors.ts";
import type { Database } from "./open.ts";

/** One step of the schema. A released step is never edited; the next one mends it. */
export type Migration = { version: number; name: string; up(db: Database): void };

/**
 * Brings the file to the newest version: all pending steps and the version bump in one transaction.
 * @returns the number of steps taken.
 * @throws AppError `unavailable`/`database.newer` when the file was written by a newer release; nothing is touched.
 */
export function migrate(db: Database, migrations: readonly Migration[]): number {
  assertMonotonic(migrations);
  const newest = migrations.at(-1)?.version ?? 0;
  const current = db.pragma("user_version", { simple: true }) as number;
  if (current > newest) {
    throw new AppError("unavailable", `Database version ${current} is newer than this program (${newest})`, {
      rule: "database.newer",
      detail: { file: current, program: newest },
    });
  }
  const pending = migrations.filter((step) => step.version > current);
  if (pending.length === 0) return 0;
  db.transaction(() => {
    for (const step of pending) step.up(db);
    db.pragma(`user_version = ${newest}`);
  }).immediate();
  return pending.length;
}

function assertMonotonic(migrations: readonly Migration[]): void {
  migrations.forEach((step, index) => {
    if (step.version !== index + 1) throw new AppError("internal", `Migration ${step.name} is out of order`);
  });
}
