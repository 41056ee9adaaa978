import { seededRandom } from "./seededRandom.ts";

/** `difference` is the mean of second − first; the interval holds 95 % of the means of resampled queries. */
export type PairedDifference = {
  queries: number;
  first: number;
  second: number;
  difference: number;
  low: number;
  high: number;
  /** True when the interval does not hold 0. */
  isReal: boolean;
};

/**
 * How much better the second of two systems is on the same queries, by the paired bootstrap: queries are drawn with
 * replacement, both scores of a query together. Scores stand in the order of the queries; the same seed gives the same interval.
 * @throws RangeError when the lists differ in length or are empty.
 */
export function pairedBootstrap(
  first: readonly number[],
  second: readonly number[],
  { resamples = 5_000, seed = 12_333 }: { resamples?: number; seed?: number } = {},
): PairedDifference {
  const count = first.length;
  if (count === 0 || count !== second.length)
    throw new RangeError("Two lists of scores of the same queries are needed");
  const differences = Float64Array.from(second, (score, at) => score - (first[at] as number));
  const { below } = seededRandom(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn++) sum += differences[below(count)] as number;
    return sum / count;
  }).sort();
  const [low, high] = [quantile(means, 0.025), quantile(means, 0.975)];
  return {
    queries: count,
    first: mean(first),
    second: mean(second),
    difference: mean(differences),
    low,
    high,
    isReal: low > 0 || high < 0,
  };
}

function mean(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}
