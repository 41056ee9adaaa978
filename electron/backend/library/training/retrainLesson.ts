import type { SearchModel } from "../learned/searchModel.ts";
import type { LearnedSearch } from "../search.ts";
import { type BagModel, copyModel } from "./bagTrainer.ts";
import type { CorpusPieces } from "./corpusPieces.ts";
import { type AskedQuestion, learnFromQuestions } from "./learnFromQuestions.ts";
import type { OwnQuestion } from "./ownQuestions.ts";
import type { FoundQuestion } from "./questionSet.ts";
import type { QuestionPool } from "./rankedPools.ts";
import { seededRandom } from "./seededRandom.ts";

/** What a copy is taught: the centre's questions, and shipped ones so that nothing is forgotten. */
export type Lesson = { own: AskedQuestion[]; anchors: AskedQuestion[] };

export type Learned = Pick<LearnedSearch, "encoder" | "vectors"> & Pick<SearchModel, "popular">;

const rivalsKept = 60;
/**
 * Enough to take in a few hundred queries, too little to forget what the shipped model knows. The centre's questions are
 * half of what is shown.
 */
const teaching = { rate: 1e-3, epochs: 6, leastSteps: 24, mostSteps: 120, batch: 96 };

/** Questions as they are taught: what the search shows above or beside the answers are their rivals. */
export function lessonOf(
  corpus: CorpusPieces,
  piecesOf: (text: string) => number[],
  pools: { own: readonly QuestionPool[]; anchors: Iterable<QuestionPool> },
): Lesson {
  const numbers = new Map([...corpus.passageIds].map((id, number) => [id, number]));
  const numberOf = (id: number) => numbers.get(id) ?? 0;
  const asked = ({ question, passages, worth }: QuestionPool, weight: number): AskedQuestion => ({
    pieces: piecesOf(question.question),
    answers: question.passages.map(numberOf),
    rivals: [...passages]
      .filter((_, at) => worth[at] === 0)
      .slice(0, rivalsKept)
      .map(numberOf),
    weight,
  });
  const own = pools.own.map((pool) => asked(pool, weightOf(pool.question)));
  const anchors: AskedQuestion[] = [];
  for (const pool of pools.anchors) anchors.push(asked(pool, 1));
  const factor = shareOf(own) / Math.max(1e-9, shareOf(anchors));
  return { own, anchors: anchors.map((question) => ({ ...question, weight: question.weight * factor })) };
}

function weightOf(question: FoundQuestion | OwnQuestion): number {
  return "weight" in question ? question.weight : 1;
}

/** How often questions are shown, beside others. */
function shareOf(questions: readonly AskedQuestion[]): number {
  return questions.reduce((sum, { weight, answers }) => sum + weight * Math.sqrt(answers.length), 0);
}

/** A copy of the model taught all but the questions held out, and no shipped question about their clauses either. */
export function taughtCopy(
  model: BagModel,
  corpus: CorpusPieces,
  { own, anchors }: Lesson,
  options: { without: ReadonlySet<number>; seed: number; progress: (share: number) => void },
): BagModel {
  const copy = copyModel(model);
  const shown = own.filter((_, number) => !options.without.has(number));
  const hidden = new Set([...options.without].flatMap((number) => own[number]?.answers ?? []));
  const repeated = anchors.filter(({ answers }) => !answers.some((answer) => hidden.has(answer)));
  if (shown.length + repeated.length === 0) return copy;
  const wanted = Math.ceil((2 * teaching.epochs * shown.length) / teaching.batch);
  const steps = Math.max(teaching.leastSteps, Math.min(teaching.mostSteps, wanted));
  learnFromQuestions(copy, corpus, {
    questions: [...shown, ...repeated],
    steps,
    random: seededRandom(options.seed),
    rate: teaching.rate,
    progress: (step) => options.progress(step / steps),
  });
  return copy;
}
