import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { libraryIndex } from "../../../../db/libraryIndex.ts";
import { type LibraryModels, libraryModels, type ModelPart } from "../../../../db/libraryModels.ts";
import { libraryVectors } from "../../../../db/libraryVectors.ts";
import type { Database } from "../../../../db/open.ts";
import { readModel, type SearchModel } from "./searchModel.ts";

/** The file of the model that ships, where it is not the usual one. */
export type ModelFile = string | undefined;

let shipped: { file: string; model: SearchModel } | null = null;

/**
 * The model that this library is to be searched with: the centre's own where it accepted one that can be read, else the
 * one that ships. New passages get their vectors from it.
 */
export function libraryModel(db: Database, file?: ModelFile): SearchModel | undefined {
  return ownModel(db, "accepted") ?? shippedModel(file);
}

/** Who searches, and the part it plays. */
export type Searching = {
  part: Exclude<ModelPart, "candidate"> | "shipped";
  model: SearchModel;
  /** All passages that searches see have its vectors. */
  isReady: boolean;
};

/**
 * Who searches this library now. A model takes over when all passages that searches see have its vectors; until then the
 * one before goes on. Where nobody's are complete the wanted one does what it can.
 */
export function searchingModel(db: Database, file?: ModelFile): Searching | null {
  const named = (part: Searching["part"], model: SearchModel | undefined): Searching[] =>
    model ? [{ part, model, isReady: isComplete(db, model.encoderId) }] : [];
  const order = [
    ...named("accepted", ownModel(db, "accepted")),
    ...named("former", ownModel(db, "former")),
    ...named("shipped", shippedModel(file)),
  ];
  const wanted = order.find(({ part }) => part !== "former");
  return wanted?.isReady ? wanted : (order.find(({ isReady }) => isReady) ?? wanted ?? null);
}

/** True when every passage that searches see has a vector of that encoder. */
export function isComplete(db: Database, encoder: string): boolean {
  const highest = Math.max(
    0,
    ...libraryIndex(db)
      .segments()
      .map((segment) => segment.high),
  );
  return libraryVectors(db).last(encoder) >= highest;
}

/** Once the vectors of the wanted model are complete: forgets the former model and all other vectors, a few at a time. */
export function forgetFormer(db: Database, rest: () => void, file?: ModelFile): void {
  const models = libraryModels(db);
  const stored = libraryVectors(db);
  const forgetSome = db.transaction(() => {
    // Asked anew each time: an administrator may have decided otherwise meanwhile.
    const wanted = libraryModel(db, file)?.encoderId;
    if (wanted === undefined || !isComplete(db, wanted)) return false;
    models.drop("former");
    return stored.dropOthers(wanted, blocksAtOnce) > 0;
  });
  while (forgetSome.immediate()) rest();
}

const blocksAtOnce = 32;

/** The model that comes with the program; absent only in a source tree that has not been trained. */
export function shippedModel(file: ModelFile = usualFile()): SearchModel | undefined {
  if (shipped?.file !== file && existsSync(file)) shipped = { file, model: readModel(readFileSync(file)) };
  return shipped?.file === file ? shipped.model : undefined;
}

type Read = { key: string; model: SearchModel | undefined };
/** What was read last, so that asking who searches costs two small rows. */
const lastRead = new WeakMap<Database, Map<ModelPart, Read>>();

/** One that this program cannot read is passed over: the search goes on with the one that ships. */
function ownModel(db: Database, part: ModelPart): SearchModel | undefined {
  const models = libraryModels(db);
  const head = models.head(part);
  if (head === null) return undefined;
  const known = lastRead.get(db) ?? new Map<ModelPart, Read>();
  lastRead.set(db, known);
  const key = `${head.encoder} ${head.madeAt}`;
  const read = [...known.values()].find((each) => each.key === key) ?? { key, model: modelOf(models, part) };
  known.set(part, read);
  return read.model;
}

function modelOf(models: LibraryModels, part: ModelPart): SearchModel | undefined {
  const own = models.get(part);
  try {
    return own ? readModel(own.file) : undefined;
  } catch {
    return undefined;
  }
}

/** Beside the library's sources, or beside the built program. */
function usualFile(): string {
  // Not by a URL: the test of a screen runs this with the page's addresses.
  const fromSource = join(import.meta.dirname, "../data/search-model.bin");
  return existsSync(fromSource) ? fromSource : join(import.meta.dirname, "data/search-model.bin");
}
