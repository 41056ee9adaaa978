import { documentFiles } from "../../../electron/backend/library/documentFiles.ts";
import { importInto, indexMegabytes, openBenchDatabase, peakMegabytes, round } from "./benchLibrary.ts";
import { multiplied } from "./multiplied.ts";

/** `file` is the encrypted file to be made from the documents below `corpus`, taken `times` times. */
export type BuildRequest = { corpus: string; file: string; times: number; modelFile?: string | undefined };
export type Built = {
  build_s: number;
  index_mb: number;
  build_rss_mb: number;
  /** Versions of the originals with the files they came from; copies are not among them. */
  files: [string, string[]][];
};

export function build({ corpus, file, times, modelFile }: BuildRequest): Built {
  const started = performance.now();
  const db = openBenchDatabase(file);
  const originals = documentFiles(corpus);
  const imported = importInto(db, times === 1 ? originals : multiplied(originals, times), modelFile);
  const seconds = (performance.now() - started) / 1_000;
  const files = new Map<string, string[]>();
  // Every original is followed by its copies.
  imported.forEach(({ versionId, file: name }, at) => {
    if (versionId === null || at % times !== 0) return;
    files.set(versionId, [...(files.get(versionId) ?? []), name]);
  });
  const indexSize = indexMegabytes(db);
  db.close();
  return { build_s: round(seconds), index_mb: indexSize, build_rss_mb: peakMegabytes(), files: [...files] };
}
