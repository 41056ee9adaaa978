import type { StoredVersion } from "../../../db/libraryDocuments.ts";
import type { Validity } from "../../../shared/domain/policy.ts";
import type { Evidence } from "./evidence.ts";
import type { Features } from "./ranking.ts";

/** A candidate of the pool with all that the features are made from. */
export type PoolEntry = {
  passage: number;
  /** Weighted sum of the first stage. */
  first: number;
  /** Nearness of its vector to the question's; 0 without a model. */
  cosine: number;
  factor: number;
  /** The sum that ranks where no model is at hand. */
  plain: number;
  evidence: Evidence;
  /** Number of its version in the snapshot. */
  version: number;
};

export type FeatureContext = {
  versions: readonly StoredVersion[];
  validityOf: (version: StoredVersion) => Validity;
  /** +1 for titles of the trade, −1 for regimes of other people; 0 where the query does not speak of the trade. */
  tradeOf: (version: StoredVersion) => number;
  /** How often the document answers real callers: ln(1 + questions); by number of the version. */
  popularityOf: (version: number) => number;
  queryLength: number;
};

/** Below this a query is a handful of keywords rather than a question. */
const shortQuery = 9;

export const featureNames = [
  ...["plain", "first", "firstRank", "firstAbsolute"],
  ...["coverage", "literal", "title", "named", "run", "answer", "question", "formal", "length"],
  ...["cosine", "cosineRank", "cosineBehind", "lawFirst", "lawCosine", "lawPlain", "factor"],
  ...["lapsed", "law", "regulation", "interpretation", "local", "civil", "articles"],
  ...["trade", "onlyNear", "popular", "tradePopular"],
  ...[
    "shortFirst",
    "shortCoverage",
    "shortTitle",
    "shortCosine",
    "shortPlain",
    "tradeCosine",
    "tradeCoverage",
  ],
] as const;

/** Features of every candidate of a pool; some compare a candidate with the rest of the pool. */
export function featuresOf(pool: readonly PoolEntry[], context: FeatureContext): Features[] {
  const most = (value: (entry: PoolEntry) => number) => Math.max(1e-6, ...pool.map(value));
  const top = {
    first: most((entry) => entry.first),
    cosine: most((entry) => entry.cosine),
    plain: most((entry) => entry.plain),
  };
  const ranks = {
    first: ranksBy(pool, (entry) => entry.first),
    cosine: ranksBy(pool, (entry) => entry.cosine),
  };
  const shares = {
    first: lawShares(pool, (entry) => 8 * (entry.first / top.first - 1)),
    cosine: lawShares(pool, (entry) => 14 * (entry.cosine - top.cosine)),
    plain: lawShares(pool, (entry) => 6 * (entry.plain / top.plain - 1)),
  };
  const isShort = flag(context.queryLength < shortQuery);
  return pool.map((entry, at) => {
    const { evidence, cosine } = entry;
    const version = context.versions[entry.version] as StoredVersion;
    const trade = context.tradeOf(version);
    const [first, plain, isTrade] = [entry.first / top.first, entry.plain / top.plain, flag(trade !== 0)];
    return Float32Array.of(
      plain,
      first,
      1 / ((ranks.first[at] as number) + 5),
      Math.log(1 + entry.first),
      ...evidenceFeatures(evidence),
      cosine,
      1 / ((ranks.cosine[at] as number) + 5),
      cosine - top.cosine,
      shares.first[at] as number,
      shares.cosine[at] as number,
      shares.plain[at] as number,
      Math.log(Math.max(0.05, entry.factor)),
      ...versionFeatures(version, context),
      trade,
      flag(entry.first === 0),
      (1 - isTrade) * context.popularityOf(entry.version),
      isTrade * context.popularityOf(entry.version),
      isShort * first,
      isShort * evidence.coverage,
      isShort * evidence.title,
      isShort * cosine,
      isShort * plain,
      isTrade * cosine,
      isTrade * evidence.coverage,
    );
  });
}

function evidenceFeatures(evidence: Evidence): number[] {
  const { coverage, literal, title, named, run, answer, question, isFormal, length } = evidence;
  return [coverage, literal, title, named, run, answer, question, flag(isFormal), Math.log(1 + length)];
}

function versionFeatures(version: StoredVersion, { validityOf }: FeatureContext): number[] {
  const validity = validityOf(version);
  return [
    flag(validity !== "in-force" && validity !== "unknown"),
    flag(version.kind === "law"),
    flag(version.kind === "regulation"),
    flag(version.kind === "interpretation"),
    flag(version.region !== "000000"),
    flag(version.kind === "law" && version.title.includes("民法典")),
    Math.log(1 + version.clauseCount),
  ];
}

function flag(holds: boolean): number {
  return holds ? 1 : 0;
}

function ranksBy(pool: readonly PoolEntry[], value: (entry: PoolEntry) => number): Int32Array {
  const order = pool
    .map((_, at) => at)
    .sort((a, b) => value(pool[b] as PoolEntry) - value(pool[a] as PoolEntry) || a - b);
  const ranks = new Int32Array(pool.length);
  order.forEach((at, rank) => {
    ranks[at] = rank;
  });
  return ranks;
}

/** For each candidate, what share of the pool's weight its document holds: many good clauses speak for the law. */
function lawShares(pool: readonly PoolEntry[], exponent: (entry: PoolEntry) => number): Float64Array {
  const sums = new Map<number, number>();
  let total = 0;
  for (const entry of pool) {
    const weight = Math.exp(exponent(entry));
    total += weight;
    sums.set(entry.version, (sums.get(entry.version) ?? 0) + weight);
  }
  return Float64Array.from(pool, (entry) => (sums.get(entry.version) ?? 0) / (total || 1));
}
