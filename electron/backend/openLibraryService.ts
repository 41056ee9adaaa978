import { randomUUID } from "node:crypto";
import type { Database } from "../../db/open.ts";
import { AppError } from "../../shared/errors.ts";
import type { BackendOptions } from "./backend.ts";
import type { Context } from "./context.ts";
import type { LibraryService } from "./libraryService.ts";

export type LibraryParts = {
  db: Database;
  options: BackendOptions;
  emit: Context["emit"];
  statusChanged(): void;
};

/** The library of this seat. */
export function openLibraryService(_parts: LibraryParts): LibraryService {
  const missing = () => new AppError("unavailable", "The library is not ready", { rule: "library.notReady" });
  return {
    search: () => ({ hits: [], total: 0, tookMs: 0, correctedTo: null }),
    suggest: () => [],
    open() {
      throw missing();
    },
    cite() {
      throw missing();
    },
    stats: () => ({ documents: 0, versions: 0, clauses: 0, newestOn: null }),
    importPath: () => randomUUID(),
    importFiles: () => randomUUID(),
    report() {
      throw missing();
    },
    close: async () => {},
  };
}
