import { describe, expect, test } from "vitest";
import { featureNames } from "../features.ts";
import { chooseRanking } from "./chooseRanking.ts";
import { answeredBy, meanOf } from "./compareModels.ts";
import { learnRanking } from "./learnRanking.ts";
import type { QuestionPool } from "./rankedPools.ts";
import { seededRandom } from "./seededRandom.ts";

const random = seededRandom(4);
const [signal, noise] = [featureNames.indexOf("cosine"), featureNames.indexOf("first")];

/** Pools in which one feature tells the answer. */
function pools(count: number, telling: number): QuestionPool[] {
  return Array.from({ length: count }, (_, at) => {
    const rows = Array.from({ length: 12 }, (_, place) => {
      const row = Float32Array.from(featureNames, () => random.next());
      row[telling] = place === 5 ? 1.5 : random.next();
      return row;
    });
    return {
      question: { question: `${at}`, passages: [5], source: "own" },
      passages: Int32Array.from(rows, (_, place) => place),
      rows,
      worth: Float32Array.from(rows, (_, place) => (place === 5 ? 1 : 0)),
      sheets: Float32Array.from(rows, () => Number.NaN),
    };
  });
}

const start = (name: number) => ({
  names: [...featureNames],
  mean: featureNames.map(() => 0.5),
  deviation: featureNames.map(() => 0.3),
  weight: featureNames.map((_, at) => (at === name ? 0.05 : 0)),
});
const fold = Int32Array.from({ length: 300 }, (_, at) => at % 5);

describe("the weights of the ranking", () => {
  test("stay as they ship where they answer as well", () => {
    const chosen = chooseRanking(pools(300, signal), fold, start(signal), 1);
    expect(chosen.isRefitted).toBe(false);
    expect(chosen.ranking).toEqual(start(signal));
  });

  test("are learned on where that answers better, and every question is judged by weights that did not know it", () => {
    const asked = pools(300, signal);
    const chosen = chooseRanking(asked, fold, start(noise), 1);
    expect(chosen.isRefitted).toBe(true);
    expect(chosen.ranking.weight[signal]).toBeGreaterThan(0);
    expect(chosen.heldOut).toHaveLength(300);
    expect(meanOf(chosen.heldOut).mrr10).toBeGreaterThan(meanOf(answeredBy(asked, start(noise))).mrr10 + 0.1);
  });
});

test("weights that are begun from and taught nothing stay what they are, unknown features at nothing", () => {
  const old = { names: ["cosine"], mean: [0.2], deviation: [0.4], weight: [1.25] };
  const learned = learnRanking(["first", "cosine"], [], {
    ...{ epochs: 3, random },
    start: { ranking: old, pull: 1 },
  });
  expect(learned.weight).toEqual([0, 1.25]);
  expect([learned.mean[1], learned.deviation[1]]).toEqual([0.2, 0.4]);
});
