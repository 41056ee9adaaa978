import type { ChangedQuestion, SearchQuality } from "../../../../shared/domain/aliasMeasure.ts";
import type { MeasuredDifference, ModelComparison } from "../../../../shared/domain/searchModel.ts";
import type { RankingWeights } from "../learned/searchModel.ts";
import { quality } from "../searchMeasures.ts";
import { pairedBootstrap } from "./pairedBootstrap.ts";
import { gradesBy, type QuestionPool } from "./rankedPools.ts";

/** How one question was answered; `place` of its first right answer from 1, null beyond the tenth. */
export type Answered = SearchQuality & { place: number | null };

/** How a ranking answers the questions of the pools. */
export function answeredBy(pools: readonly QuestionPool[], ranking: RankingWeights): Answered[] {
  const gradesOf = gradesBy(ranking);
  return pools.map((pool) => {
    const grades = gradesOf(pool);
    const ideal = pool.question.passages.map(() => 1);
    const { mrr10, r10, ndcg5 } = quality([{ grades, ideal, threshold: 1 }]);
    const first = grades.slice(0, 10).findIndex((grade) => grade > 0);
    return { mrr10, r10, ndcg5, place: first < 0 ? null : first + 1 };
  });
}

export type Compared = {
  questions: readonly { query: string; title: string; label: string | null }[];
  before: readonly Answered[];
  after: readonly Answered[];
  current: readonly Answered[] | null;
};

const mostListed = 20;
const measures = ["mrr10", "r10", "ndcg5"] as const;

/** Two models on the same questions: means, how sure their differences are, and which questions moved. */
export function compareModels({ questions, before, after, current }: Compared): ModelComparison {
  const differenceOf = (name: (typeof measures)[number]): MeasuredDifference => {
    const { difference, low, high } = pairedBootstrap(
      before.map((each) => each[name]),
      after.map((each) => each[name]),
    );
    return { difference, low, high };
  };
  const moved = questions.map(
    (question, at): ChangedQuestion => ({
      ...question,
      before: before[at]?.place ?? null,
      after: after[at]?.place ?? null,
    }),
  );
  return {
    questions: questions.length,
    before: meanOf(before),
    after: meanOf(after),
    current: current && meanOf(current),
    differences: { mrr10: differenceOf("mrr10"), r10: differenceOf("r10"), ndcg5: differenceOf("ndcg5") },
    better: listed(moved.filter((each) => gainOf(each) > 0)),
    worse: listed(moved.filter((each) => gainOf(each) < 0)),
  };
}

export function meanOf(answered: readonly Answered[]): SearchQuality {
  const mean = (name: (typeof measures)[number]) =>
    answered.reduce((sum, each) => sum + each[name], 0) / Math.max(1, answered.length);
  return { mrr10: mean("mrr10"), r10: mean("r10"), ndcg5: mean("ndcg5") };
}

/** In reciprocal ranks: from second to first is worth more than from tenth to ninth. */
function gainOf({ before, after }: ChangedQuestion): number {
  return (after === null ? 0 : 1 / after) - (before === null ? 0 : 1 / before);
}

function listed(moved: readonly ChangedQuestion[]) {
  const byGain = [...moved].sort((a, b) => Math.abs(gainOf(b)) - Math.abs(gainOf(a)));
  return { count: moved.length, listed: byGain.slice(0, mostListed) };
}
