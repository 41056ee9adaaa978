import type { LocalDate } from "../../../../shared/domain/time.ts";
import { featureNames, featuresOf } from "../features.ts";
import type { RankingWeights, SearchModel } from "../learned/searchModel.ts";
import { candidateScorer, sheetScores } from "../rank.ts";
import type { LearnedSearch } from "../search.ts";
import { gatherPool, prepare, type SearchParts } from "../search.ts";
import { type Quality, quality } from "../searchMeasures.ts";
import type { RankedSample } from "./learnRanking.ts";
import type { FoundQuestion } from "./questionSet.ts";

/** A question's pool with its features, and what each candidate is worth (0 for what does not answer). */
export type QuestionPool = {
  question: FoundQuestion;
  passages: Int32Array;
  rows: Float32Array[];
  worth: Float32Array;
  /** What sheets count for beside their features, as `sheetScores` gives it. */
  sheets: Float32Array;
};

/** Candidates and features of a question as the desk's own search makes them. */
export function questionPool(
  parts: SearchParts,
  learned: Pick<LearnedSearch, "encoder" | "vectors"> & { popular: SearchModel["popular"] },
  question: FoundQuestion,
  asOf: LocalDate,
): QuestionPool {
  // No ranking takes part in gathering, and how near an answer lies is yet to be seen.
  const ranking = { names: [], mean: [], deviation: [], weight: [] };
  const model = { ranking, leastNear: 0, popular: learned.popular };
  const searched = { ...parts, learned: { ...learned, model } };
  const prepared = prepare(searched, { query: question.question, asOf, region: null });
  const { pool } = gatherPool(searched, prepared, 0);
  const answers = new Set(question.passages);
  return {
    question,
    passages: Int32Array.from(pool, ({ passage }) => passage),
    rows: featuresOf(pool, prepared.context),
    worth: Float32Array.from(pool, ({ passage }) => (answers.has(passage) ? 1 : 0)),
    sheets: sheetScores(pool, prepared.context),
  };
}

const distant = { share: 0.05, most: 0.35 };
const cosineAt = featureNames.indexOf("cosine");

/** The cosine that nearly all answers of held-out questions reach: what lies further from a question does not answer it. */
export function leastNearOf(pools: readonly QuestionPool[]): number {
  const cosines = pools
    .flatMap(({ rows, worth }) => rows.filter((_, at) => worth[at]).map((row) => row[cosineAt] as number))
    .sort((a, b) => a - b);
  const reached = cosines[Math.floor(cosines.length * distant.share)] ?? 0;
  return Math.round(Math.max(0, Math.min(distant.most, reached)) * 1e3) / 1e3;
}

const shownInTraining = 70;

/** What the ranking learns from: the candidates that come first anyway, and every answer. Null where no answer is in the pool. */
export function rankedSample({ rows, worth }: QuestionPool, weight: number): RankedSample | null {
  if (!worth.some((value) => value > 0)) return null;
  const kept = rows.map((_, at) => at).filter((at) => at < shownInTraining || (worth[at] as number) > 0);
  return {
    rows: kept.map((at) => rows[at] as Float32Array),
    worth: Float32Array.from(kept, (at) => worth[at] as number),
    weight,
  };
}

/** What each candidate is worth, in the order in which the desk's search shows them by these weights. */
export function gradesBy(ranking: RankingWeights): (pool: QuestionPool) => number[] {
  const score = candidateScorer(ranking);
  return ({ rows, sheets, worth }) =>
    rows
      .map((row, at) => ({ at, score: score(row, sheets[at] as number) }))
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .map(({ at }) => worth[at] as number);
}

/** How good a ranking puts the answers of the pools. */
export function qualityOf(pools: readonly QuestionPool[], ranking: RankingWeights): Quality {
  const gradesOf = gradesBy(ranking);
  return quality(
    pools.map((pool) => ({
      grades: gradesOf(pool),
      ideal: pool.question.passages.map(() => 1),
      threshold: 1,
    })),
  );
}
