import type { ImportFileReport } from "../../shared/domain/policy.ts";
import type { Library } from "./library/library.ts";
import type { AliasService } from "./openAliasService.ts";
import type { ModelService } from "./openModelService.ts";
import type { PackageService } from "./openPackageService.ts";

/** The library as the handlers use it: questions at once, imports as jobs with progress events. */
export type LibraryService = Pick<
  Library,
  "search" | "clausesFor" | "suggest" | "titles" | "version" | "nameOf" | "open" | "cite" | "stats"
> & {
  /** Starts an import of a file or folder; progress goes out as `library.importProgress`. */
  importPath(path: string): string;
  importFiles(files: { name: string; bytes: Uint8Array }[]): string;
  /** @throws AppError `not_found` for an unknown job */
  report(jobId: string): ImportFileReport[];
  packages: PackageService;
  aliases: AliasService;
  model: ModelService;
  /** Ends running imports at the next file and waits for them. */
  close(): Promise<void>;
};
