import type { Database } from "../../db/open.ts";
import { siteDay } from "../../shared/domain/time.ts";
import type { BackendOptions } from "./backend.ts";
import { createLibrary } from "./library/createLibrary.ts";
import { type Searching, searchingModel } from "./library/learned/libraryModel.ts";
import type { AliasConcept, Library } from "./library/library.ts";

export type SearchingLibrary = {
  /** Made by whoever searches first. */
  opened(): Library;
  /** The next search makes it anew. */
  forget(): void;
  /** The model that searches: the one the next search would begin with, where there was none yet. */
  model(): Searching | null;
  /**
   * Lets the model that should search take over between two searches, once its vectors are complete.
   * @returns whether another one searches now
   */
  settleModel(): boolean;
};

export function createSearchingLibrary(parts: {
  db: Database;
  options: Pick<BackendOptions, "clock" | "modelFile">;
  aliases: () => readonly AliasConcept[];
}): SearchingLibrary {
  const { db, options } = parts;
  let library: Library | null = null;
  let current: Searching | null = null;
  return {
    opened() {
      if (library) return library;
      current = searchingModel(db, options.modelFile);
      library = createLibrary({
        db,
        aliases: parts.aliases(),
        model: current?.model,
        today: () => siteDay(options.clock()),
        clock: () => performance.now(),
      });
      return library;
    },
    forget() {
      library = null;
    },
    model: () => (library ? current : searchingModel(db, options.modelFile)),
    settleModel() {
      const next = searchingModel(db, options.modelFile);
      // The same one again only where it had to begin before its vectors were complete.
      if (next?.model === current?.model && (current?.isReady || !next?.isReady)) return false;
      library?.takeModel(next?.model);
      current = next;
      return true;
    },
  };
}
