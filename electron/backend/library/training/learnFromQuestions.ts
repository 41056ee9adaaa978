import { bagBuilder } from "./bags.ts";
import { type BagModel, bagTrainer, type Comparison } from "./bagTrainer.ts";
import type { CorpusPieces } from "./corpusPieces.ts";
import { addNames, addWindow, type PassageSampler, type Progress, passageSampler } from "./learnFromTexts.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** A question as pieces, the passages (numbers of the corpus) that answer it, and passages that only look like answers. */
export type AskedQuestion = {
  pieces: readonly number[];
  answers: readonly number[];
  rivals: readonly number[];
  /** How often it is shown beside others. */
  weight: number;
};

const rate = 2e-3;
const warmUp = 20;
const questionBatch = 96;
const rivalsEach = 2;
const strangers = 64;
const anchors = 96;
const anchorWeight = 0.5;

/**
 * Teaches the model from questions with known answers. A share of windows from the texts goes along, so that the language
 * of the law is not forgotten. Changes the model in place.
 */
export function learnFromQuestions(
  model: BagModel,
  corpus: CorpusPieces,
  options: {
    questions: readonly AskedQuestion[];
    steps: number;
    random: SeededRandom;
    progress?: Progress;
    rate?: number;
  },
): void {
  const { questions, steps, random } = options;
  const trainer = bagTrainer(model);
  const parts = {
    corpus,
    sample: passageSampler(corpus),
    questions: bagBuilder(corpus.pieces, corpus.entries.length),
    passages: bagBuilder(corpus.pieces, corpus.entries.length),
    random,
  };
  const draw = pairSampler(questions);
  const rise = Math.min(warmUp, Math.ceil(steps / 4));
  for (let step = 0; step < steps; step++) {
    const comparison = questionComparison(parts, draw);
    const fade = step < rise ? (step + 1) / rise : 1 - 0.9 * ((step - rise) / Math.max(1, steps - rise));
    const loss = trainer.step(comparison, (options.rate ?? rate) * fade);
    options.progress?.(step + 1, steps, loss);
  }
}

type Drawn = { question: AskedQuestion; answer: number };

/** Pairs of a question and one answer; a question with many answers is not shown as often as it has answers. */
function pairSampler(questions: readonly AskedQuestion[]): (random: SeededRandom) => Drawn {
  const sums: number[] = [];
  let total = 0;
  for (const { answers, weight } of questions) {
    total += Math.sqrt(answers.length) * weight;
    sums.push(total);
  }
  return (random) => {
    const wanted = random.next() * total;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) <= wanted) low = middle + 1;
      else high = middle;
    }
    const question = questions[low] as AskedQuestion;
    return { question, answer: question.answers[random.below(question.answers.length)] as number };
  };
}

type Parts = {
  corpus: CorpusPieces;
  sample: PassageSampler;
  questions: ReturnType<typeof bagBuilder>;
  passages: ReturnType<typeof bagBuilder>;
  random: SeededRandom;
};

function questionComparison(parts: Parts, draw: (random: SeededRandom) => Drawn): Comparison {
  const { corpus, questions, passages, random, sample } = parts;
  questions.reset();
  passages.reset();
  const drawn = Array.from({ length: questionBatch }, () => draw(random));
  const told: number[] = [];
  const tell = (passage: number) => {
    passages.row(corpus.body, passage);
    addNames(corpus, passages, passage);
    passages.close();
    told.push(passage);
  };
  for (const { question, answer } of drawn) {
    ask(parts, question);
    tell(answer);
  }
  for (let at = 0; at < anchors; at++) told.push(addWindow(parts, sample(random), 4, 14));
  for (const { question } of drawn)
    for (let at = 0; at < Math.min(rivalsEach, question.rivals.length); at++)
      tell(question.rivals[random.below(question.rivals.length)] as number);
  for (let at = 0; at < strangers; at++) tell(sample(random));
  return {
    questions: questions.bags(),
    passages: passages.bags(),
    right: Int32Array.from({ length: questionBatch + anchors }, (_, at) => at),
    weights: Float32Array.from({ length: questionBatch + anchors }, (_, at) =>
      at < questionBatch ? 1 : anchorWeight * (questionBatch / anchors),
    ),
    masked: maskedPairs(drawn, told),
  };
}

function ask({ questions, random }: Parts, { pieces }: AskedQuestion): void {
  const drops = random.next() < 0.3;
  questions.field();
  for (const piece of pieces) if (!drops || random.next() >= 0.2) questions.piece(piece);
  questions.close();
}

/** Other answers of the same question, and the same passage at another place. */
function* maskedPairs(drawn: readonly Drawn[], told: readonly number[]): Generator<number> {
  for (const [row, { question }] of drawn.entries()) {
    const answers = new Set(question.answers);
    for (let column = 0; column < told.length; column++)
      if (answers.has(told[column] as number)) yield row * told.length + column;
  }
  const rows = told.slice(0, drawn.length + anchors);
  for (const [row, passage] of rows.entries())
    for (let column = 0; column < told.length; column++)
      if (told[column] === passage) yield row * told.length + column;
}
