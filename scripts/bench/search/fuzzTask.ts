import { countPostings } from "../../../electron/backend/library/countedPostings.ts";
import { hostileQueries } from "../../../electron/backend/library/hostileQueries.ts";
import { openBenchDatabase, openBenchLibrary, round } from "./benchLibrary.ts";
import { type Latency, latencyOf, shown } from "./measure.ts";

export type FuzzRequest = { file: string; seed: number; count: number };
/** `query` begins what was asked; `length` tells how much of it there was. */
export type FuzzedQuery = { family: string; query: string; length: number };
export type Fuzzed = {
  queries: number;
  passages: number;
  /** Queries that threw, with what they threw. */
  threw: (FuzzedQuery & { message: string })[];
  latency_ms: Record<string, Latency & { max: number; cpu_max: number }>;
  /** The slowest as it was asked the first time, and the slowest of all when asked twice more (best of the three). */
  slowest: FuzzedQuery & { ms: number; cpu_ms: number };
  slowest_again: FuzzedQuery & { ms: number };
  most_postings: FuzzedQuery & { postings: number };
};

type Asked = { family: string; query: string; ms: number; cpu: number; postings: number };

/** How many of the slowest are asked again: what a neighbour on the machine did to one of them does not happen thrice. */
const askedAgain = 40;

export function fuzz({ file, seed, count }: FuzzRequest): Fuzzed {
  const db = openBenchDatabase(file);
  const counted = countPostings(db);
  const library = openBenchLibrary(counted.db);
  library.search({ query: "社保", limit: 1 });
  const search = (query: string) => {
    counted.taken();
    const [cpuBefore, before] = [process.threadCpuUsage(), performance.now()];
    library.search({ query, limit: shown });
    const ms = performance.now() - before;
    const { user, system } = process.threadCpuUsage(cpuBefore);
    return { ms, cpu: (user + system) / 1_000, postings: counted.taken() };
  };
  const asked: Asked[] = [];
  const threw: Fuzzed["threw"] = [];
  for (const { family, query } of hostileQueries(seed, count)) {
    try {
      asked.push({ family, query, ...search(query) });
      library.suggest(query);
    } catch (error) {
      threw.push({ ...shortened(family, query), message: String(error) });
    }
  }
  const byTime = [...asked].sort((a, b) => b.ms - a.ms);
  const again = byTime.slice(0, askedAgain).map(({ family, query, ms }) => ({
    ...shortened(family, query),
    ms: round(Math.min(ms, search(query).ms, search(query).ms)),
  }));
  const [slowest] = byTime;
  const most = asked.reduce((best, entry) => (entry.postings > best.postings ? entry : best));
  const result: Fuzzed = {
    queries: asked.length + threw.length,
    passages: library.stats().clauses,
    threw,
    latency_ms: byFamily(asked),
    slowest: {
      ...shortened(slowest?.family ?? "", slowest?.query ?? ""),
      ms: round(slowest?.ms ?? 0),
      cpu_ms: round(slowest?.cpu ?? 0),
    },
    slowest_again: again.reduce((worst, entry) => (entry.ms > worst.ms ? entry : worst)),
    most_postings: { ...shortened(most.family, most.query), postings: most.postings },
  };
  db.close();
  return result;
}

function shortened(family: string, query: string): FuzzedQuery {
  return { family, query: query.slice(0, 160), length: query.length };
}

function byFamily(asked: readonly Asked[]): Fuzzed["latency_ms"] {
  const figures = (list: readonly Asked[]) => {
    const samples = list.map(({ ms }) => ms);
    return {
      ...latencyOf(samples),
      max: round(Math.max(...samples)),
      cpu_max: round(Math.max(...list.map(({ cpu }) => cpu))),
    };
  };
  const families = [...Map.groupBy(asked, ({ family }) => family)];
  return Object.fromEntries([
    ["all", figures(asked)],
    ...families.map(([family, list]) => [family, figures(list)]),
  ]);
}
