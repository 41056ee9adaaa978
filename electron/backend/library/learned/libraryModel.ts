import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { libraryVectors } from "../../../../db/libraryVectors.ts";
import type { Database } from "../../../../db/open.ts";
import { readModel, type SearchModel } from "./searchModel.ts";

let shipped: SearchModel | null = null;

/** The model that searches this library: the centre's own where it accepted one, else the one that ships. */
export function libraryModel(db: Database): SearchModel | undefined {
  const own = libraryVectors(db).ownModel();
  return own ? readModel(own.file) : shippedModel();
}

/** The model that comes with the program; absent only in a source tree that has not been trained. */
export function shippedModel(): SearchModel | undefined {
  const file = modelFile();
  if (shipped === null && existsSync(file)) shipped = readModel(readFileSync(file));
  return shipped ?? undefined;
}

/** Beside the library's sources, or beside the built program. */
function modelFile(): string {
  // Not by a URL: the test of a screen runs this with the page's addresses.
  const fromSource = join(import.meta.dirname, "../data/search-model.bin");
  return existsSync(fromSource) ? fromSource : join(import.meta.dirname, "data/search-model.bin");
}
