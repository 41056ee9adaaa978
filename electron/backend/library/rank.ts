import type { Evidence, MatchedWord, Passage } from "./evidence.ts";
import { type FeatureContext, featureNames, featuresOf, type PoolEntry } from "./features.ts";
import type { RankingWeights } from "./learned/searchModel.ts";
import { scorer } from "./ranking.ts";

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

export type PoolPassage = PoolEntry & { loaded: Passage };

/** Orders a pool by the learned weights, or by the plain sum where there are none. */
export function rankPool(
  pool: readonly PoolPassage[],
  context: FeatureContext,
  ranking: RankingWeights | null,
): Ranked[] {
  const scores = ranking === null ? pool.map((entry) => entry.plain) : learnedScores(pool, context, ranking);
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

function learnedScores(
  pool: readonly PoolEntry[],
  context: FeatureContext,
  ranking: RankingWeights,
): number[] {
  return featuresOf(pool, context).map(scorer(featureNames, ranking));
}
