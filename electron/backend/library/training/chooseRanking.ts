import { featureNames } from "../features.ts";
import type { RankingWeights } from "../learned/searchModel.ts";
import { type Answered, answeredBy } from "./compareModels.ts";
import type { Folds } from "./folds.ts";
import { learnRanking } from "./learnRanking.ts";
import { pairedBootstrap } from "./pairedBootstrap.ts";
import { type QuestionPool, rankedSample } from "./rankedPools.ts";
import { seededRandom } from "./seededRandom.ts";

/** A strong pull: no weight moves further than a twentieth, or shipped questions lose what the centre's gain. */
const refitting = { epochs: 12, pull: 20 };

export type ChosenRanking = {
  ranking: RankingWeights;
  isRefitted: boolean;
  /** Every question as weights answered it that had not been taught it. */
  heldOut: Answered[];
};

/**
 * The shipped weights, or weights learned on from them where those answer better for certain, since shipped questions lose
 * a little by them. Each fold is ranked by weights learned from the other folds, and by whichever of the two the others
 * chose: the choice is held out as well.
 */
export function chooseRanking(
  pools: readonly QuestionPool[],
  fold: Folds,
  start: RankingWeights,
  seed: number,
): ChosenRanking {
  const kept = answeredBy(pools, start);
  const refitted = answeredByOthers(pools, fold, start, seed);
  const isBetter = (isCounted: (question: number) => boolean) => {
    const ranks = (answered: readonly Answered[]) =>
      answered.filter((_, question) => isCounted(question)).map(({ mrr10 }) => mrr10);
    const [first, second] = [ranks(kept), ranks(refitted)];
    return first.length > 0 && pairedBootstrap(first, second).low > 0;
  };
  const choices = new Map(
    [...new Set(fold)].map((number) => [number, isBetter((question) => fold[question] !== number)]),
  );
  const isRefitted = isBetter(() => true);
  return {
    ranking: isRefitted ? refit(pools, start, seed) : start,
    isRefitted,
    heldOut: kept.map((answered, question) =>
      choices.get(fold[question] as number) ? (refitted[question] as Answered) : answered,
    ),
  };
}

function refit(pools: readonly QuestionPool[], start: RankingWeights, seed: number): RankingWeights {
  const samples = pools.flatMap((pool) => rankedSample(pool, 1) ?? []);
  const { epochs, pull } = refitting;
  return learnRanking(featureNames, samples, {
    ...{ epochs, random: seededRandom(seed) },
    start: { ranking: start, pull },
  });
}

/** Each fold by weights learned from the others. */
function answeredByOthers(
  pools: readonly QuestionPool[],
  fold: Folds,
  start: RankingWeights,
  seed: number,
): Answered[] {
  const answered: Answered[] = [];
  for (const number of new Set(fold)) {
    const weights = refit(
      pools.filter((_, question) => fold[question] !== number),
      start,
      seed,
    );
    for (const [question, pool] of pools.entries())
      if (fold[question] === number) answered[question] = answeredBy([pool], weights)[0] as Answered;
  }
  return answered;
}
