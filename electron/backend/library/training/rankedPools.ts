import type { LocalDate } from "../../../../shared/domain/time.ts";
import { featureNames, featuresOf } from "../features.ts";
import type { RankingWeights, SearchModel } from "../learned/searchModel.ts";
import { scorer } from "../ranking.ts";
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
};

/** Candidates and features of a question as the desk's own search makes them. */
export function questionPool(
  parts: SearchParts,
  learned: Pick<LearnedSearch, "encoder" | "vectors"> & { popular: SearchModel["popular"] },
  question: FoundQuestion,
  asOf: LocalDate,
): QuestionPool {
  // No ranking takes part in gathering.
  const model = { ranking: { names: [], mean: [], deviation: [], weight: [] }, popular: learned.popular };
  const searched = { ...parts, learned: { ...learned, model } };
  const prepared = prepare(searched, { query: question.question, asOf, region: null });
  const { pool } = gatherPool(searched, prepared, 0);
  const answers = new Set(question.passages);
  return {
    question,
    passages: Int32Array.from(pool, ({ passage }) => passage),
    rows: featuresOf(pool, prepared.context),
    worth: Float32Array.from(pool, ({ passage }) => (answers.has(passage) ? 1 : 0)),
  };
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

/** How good a ranking puts the answers of the pools. */
export function qualityOf(pools: readonly QuestionPool[], ranking: RankingWeights): Quality {
  const score = scorer(featureNames, ranking);
  return quality(
    pools.map(({ rows, worth, question }) => {
      const order = rows
        .map((row, at) => ({ at, score: score(row) }))
        .sort((a, b) => b.score - a.score || a.at - b.at);
      return {
        grades: order.map(({ at }) => worth[at] as number),
        ideal: question.passages.map(() => 1),
        threshold: 1,
      };
    }),
  );
}
