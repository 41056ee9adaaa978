import { expect, test } from "vitest";
import { migrate } from "../../../../db/migrate.ts";
import { migrations } from "../../../../db/migrations/index.ts";
import { openSeatDatabase } from "../../../../db/open.ts";
import { newBagModel } from "./bagTrainer.ts";
import { readCorpus } from "./corpusPieces.ts";
import { lessonOf, taughtCopy } from "./retrainLesson.ts";
import { seededRandom } from "./seededRandom.ts";
import { importTiny, tinyParts, tinyQuestions } from "./tinyModel.ts";

const db = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 3) });
migrate(db, migrations);
importTiny(db);
const questions = tinyQuestions(db);
const { piecesOf, ...corpus } = readCorpus(
  tinyParts(db).documents,
  questions.map(({ question }) => question),
  { leastFrequency: 2 },
);
const model = newBagModel(corpus.frequencies, corpus.passages, seededRandom(1));
const pools = questions.map((question) => ({
  question,
  passages: Int32Array.from([...question.passages, 1]),
  rows: [],
  worth: Float32Array.of(1, 0),
  sheets: Float32Array.of(Number.NaN, Number.NaN),
}));
/** Two questions about every clause: the first is the centre's, the second a shipped one. */
const [own, anchors] = [0, 1].map((rest) => pools.filter((_, at) => at % 2 === rest)) as [
  typeof pools,
  typeof pools,
];
const lesson = lessonOf(corpus, piecesOf, { own, anchors });
const copyWithout = (without: Iterable<number>) =>
  taughtCopy(model, corpus, lesson, { without: new Set(without), seed: 1, progress: () => {} });

test("what is held out is not taught by the shipped questions about its clauses either", () => {
  expect(copyWithout(own.keys())).toEqual(model);
});

test("what is not held out is taught, and the model itself stays as it was", () => {
  const before = model.vectors.slice();
  expect(copyWithout([0]).vectors).not.toEqual(before);
  expect(model.vectors).toEqual(before);
});

test("the centre's questions are half of what is shown", () => {
  const shown = (list: typeof lesson.own) => list.reduce((sum, { weight }) => sum + weight, 0);
  expect(shown(lesson.anchors)).toBeCloseTo(shown(lesson.own), 6);
  expect(lesson.own[0]?.rivals).toEqual([0]);
});
