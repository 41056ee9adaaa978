import type { Library } from "../../../electron/backend/library/library.ts";
import type { JudgedQuery } from "../../../electron/backend/library/searchMeasures.ts";
import type { SearchHit } from "../../../shared/domain/policy.ts";
import {
  type BenchLibraryOptions,
  openBenchDatabase,
  openBenchLibrary,
  peakMegabytes,
  residentMegabytes,
} from "./benchLibrary.ts";
import {
  type Hit,
  judged,
  type Measured,
  type QueryScores,
  type Subject,
  timings,
  warmUp,
} from "./measure.ts";

/** `files` as `build` gave them; hits of other versions are copies and passed over when quality is judged. */
export type SearchRequest = BenchLibraryOptions & {
  file: string;
  queries: readonly JudgedQuery[];
  files: readonly [string, string[]][];
  times: number;
};
export type Searched = Measured & {
  passages: number;
  /** The desk spares its agents this one: it asks by itself soon after the start. */
  first_search_ms: number;
  /** After every query and keystroke was asked as the desk asks them. */
  rss_mb: number;
  /** The most this process ever held, judging to depth 100 included. */
  peak_rss_mb: number;
  scores: QueryScores[];
};

export function search({ file, queries, files, times, ...options }: SearchRequest): Searched {
  const db = openBenchDatabase(file);
  const library = openBenchLibrary(db, options);
  const originals = new Map(files);
  const subject = subjectOf(library, times, (versionId) => originals.has(versionId));
  const firstSearch = warmUp(subject);
  const { latency_ms, cpu_ms } = timings(subject, queries);
  const resident = residentMegabytes();
  const { quality, scores } = judged(subject, queries, originals);
  const { clauses } = library.stats();
  db.close();
  return {
    ...quality,
    latency_ms,
    cpu_ms,
    passages: clauses,
    first_search_ms: firstSearch,
    rss_mb: resident,
    peak_rss_mb: peakMegabytes(),
    scores,
  };
}

function subjectOf(library: Library, times: number, isOriginal: (versionId: string) => boolean): Subject {
  return {
    search: (query, limit) => void library.search({ query, limit }),
    hits: (query, limit) =>
      library
        .search({ query, limit: limit * times })
        .hits.filter(({ version }) => isOriginal(version.versionId))
        .slice(0, limit)
        .map((hit) => asJudged(library, hit)),
  };
}

export function asJudged(library: Library, { version, label, clauseId }: SearchHit): Hit {
  return { versionId: version.versionId, label, body: () => bodyOf(library, clauseId) };
}

function bodyOf(library: Library, clauseId: string): string {
  const { clauses } = library.open({ clauseId });
  return clauses.find((clause) => clause.clauseId === clauseId)?.body ?? "";
}
