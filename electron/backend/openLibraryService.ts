import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryDocuments } from "../../db/libraryDocuments.ts";
import type { Database } from "../../db/open.ts";
import type { ImportFileReport } from "../../shared/domain/policy.ts";
import { AppError } from "../../shared/errors.ts";
import type { BackendOptions } from "./backend.ts";
import type { Context } from "./context.ts";
import { isIndexBehind } from "./library/buildIndex.ts";
import { type ImportJob, runImport } from "./library/importJob.ts";
import { libraryModel } from "./library/learned/libraryModel.ts";
import type { AliasConcept, Library } from "./library/library.ts";
import type { LibraryService } from "./libraryService.ts";
import { openAliasService } from "./openAliasService.ts";
import { openModelService } from "./openModelService.ts";
import { openPackageService } from "./openPackageService.ts";
import { createSearchingLibrary } from "./searchingLibrary.ts";

export type LibraryParts = {
  db: Database;
  /** Path of the database file, for the import's own connection. */
  file: string;
  options: BackendOptions;
  emit: Context["emit"];
  statusChanged(): void;
};

/**
 * The library of this seat. Its dictionary takes 0.3 s to load, so it waits for the first question or a quiet moment
 * after the start; imports run one after the other in a thread of their own.
 */
export function openLibraryService(parts: LibraryParts): LibraryService {
  const { db, options } = parts;
  const documents = libraryDocuments(db);
  const { modelFile } = options;
  const searching = createSearchingLibrary({ db, options, aliases: () => aliases.inUse() });
  const { opened } = searching;
  let stats: ReturnType<Library["stats"]> | null = null;
  const figures = () => {
    stats ??= documents.counts();
    return stats;
  };
  const onChanged = () => {
    stats = null;
    parts.emit("library.changed", { documents: figures().documents });
    parts.statusChanged();
  };
  const settleModel = () => {
    if (searching.settleModel()) parts.emit("model.changed", {});
  };
  const aliases = openAliasService({
    ...{ db, file: parts.file, key: options.key, modelFile },
    onProgress: (progress) => parts.emit("library.measureProgress", progress),
    onChanged() {
      searching.forget();
      onChanged();
    },
  });
  const imports = importQueue({ ...parts, aliases: aliases.inUse }, () => {
    settleModel();
    onChanged();
  });
  const model = openModelService({
    ...{ db, file: parts.file, key: options.key, modelFile, aliases: aliases.inUse, log: options.log },
    searching: searching.model,
    onProgress: (share) => parts.emit("model.progress", { share }),
    onEnd: () => parts.emit("model.changed", {}),
    onWanted() {
      // Importing nothing gives all passages the vectors of the wanted model; searches go on with those there are.
      imports.add({ files: [] });
      settleModel();
    },
  });
  const packages = openPackageService({
    ...{ db, file: parts.file, key: options.key, aliases: aliases.inUse, onChanged: aliases.changed },
    modelFile,
    signal: imports.signal,
    inTurn: imports.inTurn,
    onProgress: (progress) => parts.emit("library.packageProgress", progress),
  });
  const cancelWarmUp = options.after(warmUpMs, () => void opened().search({ query: "社保", limit: 1 }));
  if (options.starterLibrary && figures().documents === 0) imports.add({ path: starterFolder() });
  // An import that was cut off left documents without an index; importing nothing makes up for it.
  else if (isIndexBehind(db, libraryModel(db, modelFile))) imports.add({ files: [] });
  return {
    search: (request) => opened().search(request),
    clausesFor: (request) => opened().clausesFor(request),
    suggest: (query) => opened().suggest(query),
    titles: (query, most) => opened().titles(query, most),
    version: (versionId) => opened().version(versionId),
    nameOf: (clauseId) => opened().nameOf(clauseId),
    open: (request) => opened().open(request),
    cite: (request) => opened().cite(request),
    stats: figures,
    importPath: (path) => imports.add({ path }),
    importFiles: (files) => imports.add({ files }),
    report: imports.report,
    packages,
    aliases,
    model,
    async close() {
      cancelWarmUp();
      aliases.stopMeasuring();
      await model.close();
      await imports.close();
    },
  };
}

/** Long enough for the log-in screen to be on its way. */
const warmUpMs = 300;

type Jobs = {
  signal: AbortSignal;
  /** Runs other work on the library when its turn comes: one writer at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  add(source: ImportJob["source"]): string;
  report(jobId: string): ImportFileReport[];
  close(): Promise<void>;
};

type ImportParts = LibraryParts & { aliases: () => readonly AliasConcept[] };

function importQueue({ options, file, emit, aliases }: ImportParts, onChanged: () => void): Jobs {
  const reports = new Map<string, ImportFileReport[]>();
  const closing = new AbortController();
  let last: Promise<void> = Promise.resolve();
  const run = async (jobId: string, source: ImportJob["source"]): Promise<void> => {
    const progress = (done: number, total: number, finished: boolean) =>
      emit("library.importProgress", { jobId, done, total, finished, ...tally(reports.get(jobId) ?? []) });
    try {
      const files = await runImport(
        { database: file, key: options.key, aliases: aliases(), source, modelFile: options.modelFile },
        { onProgress: ({ done, total }) => progress(done, total, false), signal: closing.signal },
      );
      reports.set(jobId, files.map(toReport));
    } catch (error) {
      if (closing.signal.aborted) return;
      const rule = error instanceof AppError ? (error.rule ?? error.code) : "internal";
      options.log.error({ jobId, rule, stack: error instanceof Error ? error.stack : "" }, "import failed");
      reports.set(jobId, [{ file: "", outcome: "refused", title: null, clauses: 0, rule }]);
    }
    const count = reports.get(jobId)?.length ?? 0;
    progress(count, count, true);
    onChanged();
  };
  return {
    signal: closing.signal,
    inTurn(work) {
      const result = last.then(work);
      last = result.then(
        () => {},
        () => {},
      );
      return result;
    },
    add(source) {
      const jobId = options.newId();
      reports.set(jobId, []);
      last = last.then(() => (closing.signal.aborted ? undefined : run(jobId, source)));
      return jobId;
    },
    report(jobId) {
      const report = reports.get(jobId);
      if (report) return report;
      throw new AppError("not_found", "No such import", { rule: "import.noSuchJob" });
    },
    async close() {
      closing.abort();
      await last;
    },
  };
}

function toReport({ file, outcome, title, clauses, rule }: ImportFileReport): ImportFileReport {
  return { file, outcome, title, clauses, rule };
}

function tally(reports: readonly ImportFileReport[]) {
  const count = (outcome: ImportFileReport["outcome"]) =>
    reports.filter((report) => report.outcome === outcome).length;
  return {
    added: count("added"),
    newVersions: count("new-version"),
    unchanged: count("unchanged"),
    refused: count("refused"),
  };
}

/** Beside the library's sources, or beside the built program. */
function starterFolder(): string {
  const here = fileURLToPath(new URL(".", import.meta.url));
  const fromSource = join(here, "library/data/starter");
  return existsSync(fromSource) ? fromSource : join(here, "data/starter");
}
