import type { RankingWeights } from "../learned/searchModel.ts";
import { clamped } from "../ranking.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** The candidates of one question: a row of features each, and how much each deserves to be first. */
export type RankedSample = { rows: Float32Array[]; worth: Float32Array; weight: number };

const rate = 0.01;
const decay = 1e-3;
const batch = 32;

/**
 * A linear model over standardised features: listwise softmax, the aim being the answers' share of the worth. AdamW.
 */
export function learnRanking(
  names: readonly string[],
  samples: readonly RankedSample[],
  options: {
    epochs: number;
    random: SeededRandom;
    skip?: ReadonlySet<string>;
    /** Weights to begin from; what is learned is drawn back to them, the more the greater `pull`. */
    start?: { ranking: RankingWeights; pull: number };
  },
): RankingWeights {
  const { mean, deviation, origin } = beginning(names, samples, options.start?.ranking);
  const pull = options.start?.pull ?? decay;
  const standard = samples.map(({ rows }) =>
    rows.map((row) =>
      row.map((value, at) => clamped((value - (mean[at] as number)) / (deviation[at] as number))),
    ),
  );
  const weight = origin.slice();
  const [first, second] = [new Float64Array(names.length), new Float64Array(names.length)];
  const open = names.map((name) => (options.skip?.has(name) ? 0 : 1));
  let steps = 0;
  const total = options.epochs * Math.ceil(samples.length / batch);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const order = options.random.shuffled(samples.map((_, at) => at));
    for (let from = 0; from < order.length; from += batch) {
      steps += 1;
      const gradient = new Float64Array(names.length);
      const chosen = order.slice(from, from + batch);
      for (const at of chosen)
        addGradient(gradient, standard[at] as Float32Array[], samples[at] as RankedSample, weight);
      const fade = rate * (1 - 0.9 * (steps / total));
      const corrected = (fade * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
      for (let at = 0; at < weight.length; at++) {
        const slope = (gradient[at] as number) / chosen.length;
        first[at] = 0.9 * (first[at] as number) + 0.1 * slope;
        second[at] = 0.999 * (second[at] as number) + 0.001 * slope * slope;
        const step = (corrected * (first[at] as number)) / (Math.sqrt(second[at] as number) + 1e-8);
        const [from, now] = [origin[at] as number, weight[at] as number];
        weight[at] = (from + (now - from) * (1 - fade * pull) - step) * (open[at] as number);
      }
    }
  }
  return {
    names: [...names],
    mean,
    deviation,
    weight: [...weight].map((value) => Math.round(value * 1e5) / 1e5),
  };
}

function addGradient(
  gradient: Float64Array,
  rows: readonly Float32Array[],
  { worth, weight: share }: RankedSample,
  weight: Float64Array,
): void {
  const scores = rows.map((row) => {
    let score = 0;
    for (let at = 0; at < row.length; at++) score += (weight[at] as number) * (row[at] as number);
    return score;
  });
  const most = Math.max(...scores);
  const masses = scores.map((score) => Math.exp(score - most));
  const mass = masses.reduce((sum, value) => sum + value, 0);
  const wanted = worth.reduce((sum, value) => sum + value, 0);
  rows.forEach((row, number) => {
    const error = share * ((masses[number] as number) / mass - (worth[number] as number) / wanted);
    for (let at = 0; at < row.length; at++) gradient[at]! += error * (row[at] as number);
  });
}

/** Where learning begins: at nothing, or at weights that are there, with the scales they were learned on. */
function beginning(
  names: readonly string[],
  samples: readonly RankedSample[],
  start: RankingWeights | undefined,
): { mean: number[]; deviation: number[]; origin: Float64Array } {
  const own = spread(names, samples);
  const places = names.map((name) => start?.names.indexOf(name) ?? -1);
  return {
    mean: places.map((place, at) => start?.mean[place] ?? (own.mean[at] as number)),
    deviation: places.map((place, at) => start?.deviation[place] ?? (own.deviation[at] as number)),
    origin: Float64Array.from(places, (place) => start?.weight[place] ?? 0),
  };
}

function spread(
  names: readonly string[],
  samples: readonly RankedSample[],
): { mean: number[]; deviation: number[] } {
  const sum = new Float64Array(names.length);
  const square = new Float64Array(names.length);
  let count = 0;
  for (const { rows } of samples) {
    for (const row of rows) {
      count += 1;
      for (let at = 0; at < row.length; at++) {
        sum[at]! += row[at] as number;
        square[at]! += (row[at] as number) ** 2;
      }
    }
  }
  const mean = [...sum].map((value) => round(value / Math.max(1, count)));
  const deviation = [...square].map((value, at) => {
    const variance = value / Math.max(1, count) - (mean[at] as number) ** 2;
    return round(variance > 1e-10 ? Math.sqrt(variance) : 1);
  });
  return { mean, deviation };
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}
