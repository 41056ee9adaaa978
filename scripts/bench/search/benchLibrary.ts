import { libraryIndex } from "../../../db/libraryIndex.ts";
import { migrate } from "../../../db/migrate.ts";
import { migrations } from "../../../db/migrations/index.ts";
import { type Database, openSeatDatabase } from "../../../db/open.ts";
import { createLibrary, librarySegmenter } from "../../../electron/backend/library/createLibrary.ts";
import aliases from "../../../electron/backend/library/data/aliases.json" with { type: "json" };
import type { FileSource } from "../../../electron/backend/library/documentFiles.ts";
import { importFiles } from "../../../electron/backend/library/importFiles.ts";
import { libraryModel } from "../../../electron/backend/library/learned/libraryModel.ts";
import type { ImportedFile, Library } from "../../../electron/backend/library/library.ts";

/** The library as the desk has it, in an encrypted file with a key of the bench's own. */
export const benchKey = Buffer.alloc(32, 0x5a);
export const benchAliases = aliases;

export function openBenchDatabase(file: string): Database {
  const db = openSeatDatabase({ file, key: benchKey });
  migrate(db, migrations);
  return db;
}

export function importInto(db: Database, source: FileSource, modelFile?: string): ImportedFile[] {
  return importFiles({
    db,
    segmenter: librarySegmenter(aliases),
    model: libraryModel(db, modelFile),
    ...source,
  });
}

/** What the bench can leave out. */
export const benchParts = ["aliases", "nearness", "ranking", "validity", "sound"] as const;
export type BenchPart = (typeof benchParts)[number];

export type BenchLibraryOptions = {
  without?: BenchPart | undefined;
  /** Another model than the one that ships. */
  modelFile?: string | undefined;
};

export function openBenchLibrary(db: Database, { without, modelFile }: BenchLibraryOptions = {}): Library {
  const today = () => new Date().toISOString().slice(0, 10);
  return createLibrary({
    db,
    aliases: without === "aliases" ? [] : aliases,
    model: libraryModel(db, modelFile),
    ...(without && without !== "aliases" && { without: new Set([without]) }),
    ...{ today, clock: () => performance.now() },
  });
}

export function indexMegabytes(db: Database): number {
  return round(libraryIndex(db).bytes() / 1e6);
}

/** What this process holds in memory now. */
export function residentMegabytes(): number {
  return round(process.memoryUsage().rss / 1e6);
}

/** The most it ever held. */
export function peakMegabytes(): number {
  return round((process.resourceUsage().maxRSS * 1_024) / 1e6);
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
