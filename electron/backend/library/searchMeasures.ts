/** A query with its judged passages, in either of the two evaluation formats of the bench. */
export type JudgedQuery = { id: string | number; query: string; kind?: string; relevant: Judgement[] };
export type Judgement = { file: string; article?: string | null; grade?: number; contains?: string };

/** Grades in rank order for one query, and the grades an ideal ranking would have. */
export type Ranking = { grades: number[]; ideal: number[] };
export type Quality = { mrr10: number; ndcg5: number; ndcg10: number; r5: number; r10: number; r100: number };

/** From which grade on a passage counts as found: 2 (part of the answer) where grades are given, else 1. */
export function relevantFrom(judgements: readonly Judgement[]): number {
  return judgements.some((judgement) => (judgement.grade ?? 1) >= 2) ? 2 : 1;
}

/** Means over all queries. */
export function quality(rankings: readonly (Ranking & { threshold: number })[]): Quality {
  const mean = (measure: (ranking: Ranking & { threshold: number }) => number) =>
    rankings.reduce((sum, ranking) => sum + measure(ranking), 0) / Math.max(1, rankings.length);
  return {
    mrr10: mean((ranking) => reciprocalRank(ranking, 10)),
    ndcg5: mean((ranking) => ndcg(ranking, 5)),
    ndcg10: mean((ranking) => ndcg(ranking, 10)),
    r5: mean((ranking) => recall(ranking, 5)),
    r10: mean((ranking) => recall(ranking, 10)),
    r100: mean((ranking) => recall(ranking, 100)),
  };
}

function reciprocalRank({ grades, threshold }: Ranking & { threshold: number }, depth: number): number {
  const at = grades.slice(0, depth).findIndex((grade) => grade >= threshold);
  return at < 0 ? 0 : 1 / (at + 1);
}

function recall({ grades, ideal, threshold }: Ranking & { threshold: number }, depth: number): number {
  const all = ideal.filter((grade) => grade >= threshold).length;
  return all === 0 ? 0 : grades.slice(0, depth).filter((grade) => grade >= threshold).length / all;
}

/** Exponential gain, so that one answer outweighs several related passages. */
function ndcg({ grades, ideal }: Ranking, depth: number): number {
  const gain = (list: readonly number[]) =>
    list.slice(0, depth).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const best = gain([...ideal].sort((a, b) => b - a));
  return best === 0 ? 0 : gain(grades) / best;
}

/** The value below which the given share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return 0;
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
