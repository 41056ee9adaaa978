import type { DocumentKind } from "../../../shared/domain/policy.ts";
import type { Evidence, MatchedWord, Passage } from "./evidence.ts";
import { type FeatureContext, featureNames, featuresOf, type PoolEntry } from "./features.ts";
import type { RankingWeights } from "./learned/searchModel.ts";
import { type Features, scorer } from "./ranking.ts";

/** `coverage`: the share of what was asked that the passage speaks of. */
export type Ranked = Passage & { score: number; cosine: number; coverage: number; matched: MatchedWord[] };

/** What the plain sum counts; found by kinds of errors on the development questions. */
export const plainWeights = {
  coverage: 1,
  first: 1,
  title: 0.25,
  run: 0.15,
  formal: 0.85,
  answer: 0.2,
  question: 0.5,
};

/**
 * How well a passage fits without any learned weights: what share of the concepts it speaks of, how strong the first
 * stage found it, whether the title is meant, and how much of the query stands there word for word.
 */
export function plainScore(evidence: Evidence, relative: number, factor: number): number {
  const { coverage, title, run, answer, question, isFormal } = evidence;
  const score =
    plainWeights.coverage * coverage * factor +
    plainWeights.first * relative +
    plainWeights.title * title * factor +
    plainWeights.run * run * factor +
    plainWeights.answer * answer * factor +
    plainWeights.question * question * factor;
  return isFormal ? score * plainWeights.formal : score;
}

/** Features that tell how near a passage lies to the question. */
const ofNearness: ReadonlySet<string> = new Set([
  ...["cosine", "cosineRank", "cosineBehind", "lawCosine", "onlyNear", "shortCosine", "tradeCosine"],
]);

function withoutNearness(ranking: RankingWeights): RankingWeights {
  const weight = ranking.weight.map((each, at) => (ofNearness.has(ranking.names[at] ?? "") ? 0 : each));
  return { ...ranking, weight };
}

export type PoolPassage = PoolEntry & { loaded: Passage };

/** Orders a pool by the learned weights, or by the plain sum where there are none. */
export function rankPool(
  pool: readonly PoolPassage[],
  context: FeatureContext,
  ranking: RankingWeights | null,
  { isNearnessLeftOut = false } = {},
): Ranked[] {
  const scores =
    ranking === null
      ? pool.map((entry) => entry.plain)
      : learnedScores(pool, context, isNearnessLeftOut ? withoutNearness(ranking) : ranking);
  return pool
    .map((entry, at) => ({
      ...entry.loaded,
      score: scores[at] as number,
      cosine: entry.cosine,
      coverage: entry.evidence.coverage,
      matched: entry.evidence.matched,
    }))
    .sort((a, b) => b.score - a.score || a.clause.passageId - b.clause.passageId);
}

/**
 * Sheets that a centre writes itself (questions with answers, guides) are not among the texts that ranking was learned
 * from, so what it made of the plain sum for statutes does not hold for them: there the plain sum itself speaks, with
 * the question that a sheet answers and the place of it (the first are asked most).
 */
export const sheetWeights = { plain: 6, question: 6, place: 0.3, lastPlace: 6 };
const unlearnedForSheets = new Set(["plain", "shortPlain", "shortFirst"]);
const sheetKinds: ReadonlySet<DocumentKind> = new Set(["qa", "guide", "form"]);

/** What each sheet of a pool counts for beside the learned weights; NaN for a statute, of which all was learned. */
export function sheetScores(pool: readonly PoolPassage[], context: FeatureContext): Float32Array {
  const { plain, question, place, lastPlace } = sheetWeights;
  const most = Math.max(1e-6, ...pool.map((entry) => entry.plain));
  // A keyword stands in many questions; only from a few characters on is it one itself.
  const asks = Math.min(1, Math.max(0, (context.queryLength - 3) / 4));
  return Float32Array.from(pool, (entry) =>
    sheetKinds.has(context.versions[entry.version]?.kind ?? "law")
      ? plain * (entry.plain / most) +
        question * asks * entry.evidence.question -
        place * Math.min(entry.loaded.clause.ordinal, lastPlace)
      : Number.NaN,
  );
}

/** Scores by learned weights: of a candidate's features, and what a sheet counts for (`sheetScores`). */
export function candidateScorer(ranking: RankingWeights): (features: Features, sheet: number) => number {
  const ofStatute = scorer(featureNames, ranking);
  const ofSheet = scorer(featureNames, ranking, unlearnedForSheets);
  return (features, sheet) => (Number.isNaN(sheet) ? ofStatute(features) : ofSheet(features) + sheet);
}

function learnedScores(
  pool: readonly PoolPassage[],
  context: FeatureContext,
  ranking: RankingWeights,
): number[] {
  const score = candidateScorer(ranking);
  const sheets = sheetScores(pool, context);
  return featuresOf(pool, context).map((features, at) => score(features, sheets[at] as number));
}
