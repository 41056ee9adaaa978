import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { libraryPackages } from "../../../db/libraryPackages.ts";
import type { Database } from "../../../db/open.ts";
import { runImport } from "../../../electron/backend/library/importJob.ts";
import type { Library } from "../../../electron/backend/library/library.ts";
import { runPackageTask } from "../../../electron/backend/library/packageJob.ts";
import type { JudgedQuery } from "../../../electron/backend/library/searchMeasures.ts";
import {
  benchAliases,
  benchKey,
  openBenchDatabase,
  openBenchLibrary,
  peakMegabytes,
  round,
} from "./benchLibrary.ts";
import { type Latency, latencyOf, shown } from "./measure.ts";

/** `file` holds the library, `more` is a folder of further documents. The file is copied first and stays as it is. */
export type BusyRequest = { file: string; more: string; queries: readonly JudgedQuery[] };

/** `max` shows the one search that loads the new library; `seconds` is how long the other work took. */
export type BusyLatency = Latency & { max: number; samples: number; seconds: number; peak_rss_mb: number };

/** Between two searches: about what four quick typists need. */
const pauseMs = 20;

/** Latency while further documents are imported by the import worker on the same encrypted file. */
export async function duringImport({ file, more, queries }: BusyRequest): Promise<BusyLatency> {
  const target = copied(file, "importing.db");
  const db = openBenchDatabase(target);
  const result = await whileBusy(openBenchLibrary(db), queries, () =>
    runImport({ database: target, key: benchKey, aliases: benchAliases, source: { path: more } }),
  );
  db.close();
  return result;
}

/** Latency while a library package that brings the same further documents is applied. */
export async function duringApply({ file, more, queries }: BusyRequest): Promise<BusyLatency> {
  const source = copied(file, "exporting.db");
  const job = { key: benchKey, aliases: benchAliases };
  const deed = { by: "001", now: new Date().toISOString() };
  openBenchDatabase(source).close();
  await runImport({ ...job, database: source, source: { path: more } });
  const { path, key } = await runPackageTask({
    ...job,
    database: source,
    task: { name: "export", path: dirname(file), rotateKey: false, ...deed },
  });
  const target = copied(file, "applying.db");
  const db = openBenchDatabase(target);
  trust(db, key, deed);
  const parcel = { path: path ?? "" };
  const { hash } = await runPackageTask({
    ...job,
    database: target,
    task: { name: "inspect", source: parcel },
  });
  const result = await whileBusy(openBenchLibrary(db), queries, () =>
    runPackageTask({ ...job, database: target, task: { name: "apply", source: parcel, hash, ...deed } }),
  );
  db.close();
  return result;
}

function copied(file: string, name: string): string {
  const target = join(dirname(file), name);
  copyFileSync(file, target);
  return target;
}

function trust(
  db: Database,
  { keyId, publicKey }: { keyId: string; publicKey: string },
  { by, now }: { by: string; now: string },
): void {
  libraryPackages(db).trust({ keyId, publicKey, source: "confirmed", trustedAt: now, trustedBy: by });
}

async function whileBusy(
  library: Library,
  queries: readonly JudgedQuery[],
  work: () => Promise<unknown>,
): Promise<BusyLatency> {
  library.search({ query: "社保", limit: 1 });
  const samples: number[] = [];
  const take = (query: string) => {
    const before = performance.now();
    library.search({ query, limit: shown });
    samples.push(performance.now() - before);
  };
  let isDone = false;
  const started = performance.now();
  const done = work()
    .then(() => null)
    .catch((error: unknown) => error ?? new Error("The work failed"))
    .finally(() => {
      isDone = true;
    });
  for (let at = 0; !isDone; at++) {
    take(queries[at % queries.length]?.query ?? "");
    await pause(pauseMs);
  }
  const failure = await done;
  if (failure !== null) throw failure;
  const seconds = (performance.now() - started) / 1_000;
  // The work may have published its last state after the last search.
  take(queries[0]?.query ?? "");
  return {
    ...latencyOf(samples),
    max: round(Math.max(...samples)),
    samples: samples.length,
    seconds: round(seconds),
    peak_rss_mb: peakMegabytes(),
  };
}
