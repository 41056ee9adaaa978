import type { RankingWeights } from "./learned/searchModel.ts";

/** What is known of one candidate: numbers in the order of `featureNames`. */
export type Features = Float32Array;

/**
 * The linear model over features. A weight whose name this program does not know is passed over, and a feature without
 * a weight counts nothing, so that an older model goes on working. Features in `without` are left out of the sum.
 */
export function scorer(
  names: readonly string[],
  ranking: RankingWeights,
  without: ReadonlySet<string> = new Set(),
): (features: Features) => number {
  const terms = names.flatMap((name, at) => {
    const known = ranking.names.indexOf(name);
    if (known < 0 || without.has(name)) return [];
    const [mean, deviation, weight] = [ranking.mean[known], ranking.deviation[known], ranking.weight[known]];
    return weight === undefined || weight === 0
      ? []
      : [{ at, mean: mean ?? 0, deviation: deviation || 1, weight }];
  });
  return (features) => {
    let score = 0;
    for (const { at, mean, deviation, weight } of terms)
      score += weight * clamped(((features[at] as number) - mean) / deviation);
    return score;
  };
}

/** Five deviations are as far as a feature may pull. */
export function clamped(value: number): number {
  return value > 5 ? 5 : value < -5 ? -5 : value;
}
