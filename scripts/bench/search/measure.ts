import {
  type JudgedQuery,
  type Judgement,
  percentile,
  type Quality,
  quality,
  type Ranking,
  relevantFrom,
} from "../../../electron/backend/library/searchMeasures.ts";
import { round } from "./benchLibrary.ts";

/** A hit as it is judged: where it stands and, for a passage without an article number, what it says. */
export type Hit = { versionId: string; label: string | null; body: () => string };

/** A search engine as the bench sees it. `search` is what is timed; `hits` may take its time. */
export type Subject = {
  search(query: string, limit: number): void;
  hits(query: string, limit: number): readonly Hit[];
};

export type Latency = { p50: number; p95: number; p99: number };
/** Names of the files each version came from. */
export type FileNames = ReadonlyMap<string, readonly string[]>;
export type QueryScores = Quality & { id: string | number; kind: string | null };

export type Measured = Quality & {
  queries: number;
  /** Wall clock. */
  latency_ms: Record<string, Latency>;
  /** Time of the processor in the searching thread: what neighbours on the machine do changes it little. */
  cpu_ms: Record<string, Latency>;
  kinds: Record<string, Quality & { queries: number }>;
};

/** Quality is measured to this depth; latency with the 20 hits a screen shows. */
export const depth = 100;
export const shown = 20;
/** Every prefix of this many queries is typed out for the latency of keystrokes. */
const typedQueries = 60;

/** Typed out before anything is timed, so that the code is compiled; no query that is judged. */
const warmUpPhrases = [
  "行政许可的申请材料",
  "建设用地使用权",
  "食品安全监督检查",
  "机动车驾驶证",
  "合同违约责任",
];

/** The first answer of a fresh process, which loads what is held in memory, in milliseconds; then the rest of the warm-up. */
export function warmUp({ search }: Subject): number {
  const before = performance.now();
  search("社保", 1);
  const first = performance.now() - before;
  for (const phrase of warmUpPhrases)
    for (let length = 1; length <= phrase.length; length++) search(phrase.slice(0, length), shown);
  return round(first);
}

export type Timings = Pick<Measured, "latency_ms" | "cpu_ms"> & {
  /** Queries that were typed out before the time given for it was over. */
  typed: number;
};

/** Every query for the first time, with nothing of it cached; then keystrokes for at most `typingSeconds`. */
export function timings(
  { search }: Subject,
  queries: readonly JudgedQuery[],
  typingSeconds = Number.POSITIVE_INFINITY,
): Timings {
  const wall = new Map<string, number[]>([["all", []]]);
  const cpu = new Map<string, number[]>([["all", []]]);
  const take = (kinds: readonly string[], query: string) => {
    const [cpuBefore, before] = [processorMs(), performance.now()];
    search(query, shown);
    const spent = { wall: performance.now() - before, cpu: processorMs() - cpuBefore };
    for (const kind of kinds) {
      listOf(wall, kind).push(spent.wall);
      listOf(cpu, kind).push(spent.cpu);
    }
  };
  for (const { query, kind } of queries) take(kind ? ["all", kind] : ["all"], query);
  const until = performance.now() + typingSeconds * 1_000;
  let typed = 0;
  for (const { query } of queries.slice(0, typedQueries)) {
    if (performance.now() > until) break;
    for (let length = 1; length <= query.length; length++) take(["keystrokes"], query.slice(0, length));
    typed += 1;
  }
  return { latency_ms: latencies(wall), cpu_ms: latencies(cpu), typed };
}

/** How many queries `timings` types out when it has the time. */
export function toType(queries: readonly JudgedQuery[]): number {
  return Math.min(typedQueries, queries.length);
}

function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function listOf(samples: Map<string, number[]>, kind: string): number[] {
  const known = samples.get(kind);
  if (known) return known;
  const list: number[] = [];
  samples.set(kind, list);
  return list;
}

export function latencyOf(samples: readonly number[]): Latency {
  return {
    p50: round(percentile(samples, 0.5)),
    p95: round(percentile(samples, 0.95)),
    p99: round(percentile(samples, 0.99)),
  };
}

function latencies(samples: ReadonlyMap<string, readonly number[]>): Record<string, Latency> {
  return Object.fromEntries([...samples].map(([kind, list]) => [kind, latencyOf(list)]));
}

export type Judged = Pick<Measured, "queries" | "kinds"> & Quality;

/** Quality over all queries and by kind, and the scores of every single query. */
export function judged(
  subject: Subject,
  queries: readonly JudgedQuery[],
  files: FileNames,
): { quality: Judged; scores: QueryScores[] } {
  const rankings = queries.map((query) => ({ query, ranking: rank(subject, query, files) }));
  const byKind = Map.groupBy(
    rankings.filter(({ query }) => query.kind !== undefined),
    ({ query }) => query.kind ?? "",
  );
  const qualityOf = (list: typeof rankings) => ({
    queries: list.length,
    ...quality(list.map(({ ranking }) => ranking)),
  });
  return {
    quality: {
      ...qualityOf(rankings),
      kinds: Object.fromEntries([...byKind].map(([kind, list]) => [kind, qualityOf(list)])),
    },
    scores: rankings.map(({ query: { id, kind }, ranking }) => ({
      id,
      kind: kind ?? null,
      ...quality([ranking]),
    })),
  };
}

function rank(
  { hits }: Subject,
  { query, relevant }: JudgedQuery,
  files: FileNames,
): Ranking & { threshold: number } {
  const open = new Set(relevant);
  const grades = hits(query, depth).map((hit) => {
    const names = files.get(hit.versionId) ?? [];
    const found = [...open].find((judgement) => names.includes(judgement.file) && isMeant(hit, judgement));
    if (found) open.delete(found);
    return found ? (found.grade ?? 1) : 0;
  });
  const ideal = relevant.map((judgement) => judgement.grade ?? 1);
  return { grades, ideal, threshold: relevantFrom(relevant) };
}

export function isMeant(hit: Hit, { article, contains }: Judgement): boolean {
  return article ? article === hit.label : hit.body().includes(contains ?? "");
}
