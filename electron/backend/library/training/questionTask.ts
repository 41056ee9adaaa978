import type { BagModel } from "./bagTrainer.ts";
import { copyModel } from "./bagTrainer.ts";
import type { CorpusPieces } from "./corpusPieces.ts";
import { type AskedQuestion, learnFromQuestions } from "./learnFromQuestions.ts";
import { seededRandom } from "./seededRandom.ts";

/** Teaching one copy of the model; several of them run beside each other. */
export type QuestionTask = { name: string; without: ReadonlySet<number>; seed: number };

export type QuestionLesson = {
  model: BagModel;
  corpus: CorpusPieces;
  questions: readonly AskedQuestion[];
  epochs: number;
  rate?: number;
};

const batch = 96;

/** The model taught from all questions but those held out. */
export function taught(lesson: QuestionLesson, { without, seed }: QuestionTask): BagModel {
  const model = copyModel(lesson.model);
  const questions = lesson.questions.filter((_, number) => !without.has(number));
  const weight = questions.reduce((sum, question) => sum + question.weight, 0);
  const steps = Math.round((lesson.epochs * weight) / batch);
  learnFromQuestions(model, lesson.corpus, {
    questions,
    steps,
    random: seededRandom(seed),
    ...(lesson.rate === undefined ? {} : { rate: lesson.rate }),
  });
  return model;
}
