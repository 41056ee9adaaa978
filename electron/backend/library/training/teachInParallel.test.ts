import { expect, test } from "vitest";
import { migrate } from "../../../../db/migrate.ts";
import { migrations } from "../../../../db/migrations/index.ts";
import { openSeatDatabase } from "../../../../db/open.ts";
import { type BagModel, newBagModel } from "./bagTrainer.ts";
import { readCorpus } from "./corpusPieces.ts";
import { taught } from "./questionTask.ts";
import { seededRandom } from "./seededRandom.ts";
import { teachInParallel } from "./teachInParallel.ts";
import { importTiny, tinyParts, tinyQuestions } from "./tinyModel.ts";

test("models are handed on in the order of their tasks, however soon the later ones are ready", async () => {
  const db = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 3) });
  migrate(db, migrations);
  importTiny(db);
  const found = tinyQuestions(db);
  const texts = found.map(({ question }) => question);
  const { piecesOf, ...corpus } = readCorpus(tinyParts(db).documents, texts, { leastFrequency: 2 });
  db.close();
  const questions = texts.map((text, at) => ({
    ...{ pieces: piecesOf(text), answers: [at % corpus.passages], rivals: [(at + 1) % corpus.passages] },
    weight: 1,
  }));
  const lesson = {
    model: newBagModel(corpus.frequencies, corpus.passages, seededRandom(1)),
    corpus,
    questions,
  };
  const allButOne = new Set([...questions.keys()].slice(1));
  // The first takes a hundred times as long as the others.
  const tasks = [new Set<number>(), allButOne, allButOne].map((without, at) => ({
    ...{ name: `${at}`, seed: at },
    without,
  }));
  const handed: [string, BagModel][] = [];
  const use = ({ name }: { name: string }, model: BagModel) => handed.push([name, model]);
  await teachInParallel({ ...lesson, epochs: 40 }, tasks, { threads: 2, use });
  expect(handed.map(([name]) => name)).toEqual(["0", "1", "2"]);
  for (const [at, task] of tasks.entries())
    expect(handed[at]?.[1].vectors).toEqual(taught({ ...lesson, epochs: 40 }, task).vectors);
});
