import type { ModelReport } from "../../../../shared/domain/searchModel.ts";
import type { LocalDate } from "../../../../shared/domain/time.ts";
import { createEncoder } from "../learned/encoder.ts";
import type { SearchModel } from "../learned/searchModel.ts";
import { createVectorIndex } from "../learned/vectorIndex.ts";
import type { SearchParts } from "../search.ts";
import { dequantise, encodeCorpus, groupsOf, quantise, storedVectors } from "./asModel.ts";
import type { BagModel } from "./bagTrainer.ts";
import { chooseRanking } from "./chooseRanking.ts";
import { type Answered, answeredBy, compareModels } from "./compareModels.ts";
import { type CorpusPieces, readCorpus } from "./corpusPieces.ts";
import { type Folds, groupedFolds } from "./folds.ts";
import type { OwnQuestion } from "./ownQuestions.ts";
import type { FoundQuestion } from "./questionSet.ts";
import { leastNearOf, type QuestionPool, questionPool } from "./rankedPools.ts";
import { type Learned, type Lesson, lessonOf, taughtCopy } from "./retrainLesson.ts";
import { seededRandom } from "./seededRandom.ts";

export type RetrainOptions = {
  /** The library with its index and without a model. */
  parts: SearchParts;
  /** The model that ships: training goes on from it, and is compared with it. */
  shipped: SearchModel;
  /** The centre's model in use, to be compared as well; null where the shipped one searches. */
  current: (Learned & Pick<SearchModel, "ranking">) | null;
  own: readonly OwnQuestion[];
  /** Shipped questions about documents that are here. */
  shippedQuestions: readonly FoundQuestion[];
  today: LocalDate;
  seed: number;
  /** Called between short stretches of work, so that the desk gets its turn. */
  pause: () => void;
  /** How far it is, from 0 to 1. */
  tell: (share: number) => void;
};

export type Retrained = {
  model: Omit<SearchModel, "encoderId">;
  report: Omit<ModelReport, "tookMs">;
};

const folds = 5;
/** Shipped questions that go along, and those kept aside to see what was forgotten. */
const most = { anchors: 600, kept: 400 };
/** Shares of the whole by what takes long: five held-out copies and the last. */
const shares = { reading: 0.1, before: 0.24, copy: 0.11 };

/**
 * Teaches a copy of the shipped model what the agents of this centre searched and used. What is said of it was measured on
 * questions that the measured copies had not been taught: queries that share a clause are held out together.
 */
export function retrain(options: RetrainOptions): Retrained {
  const { own, shipped, current, seed, tell } = options;
  const { kept, anchors } = split(options);
  const { piecesOf, ...corpus } = readCorpus(
    options.parts.documents,
    [...own, ...kept, ...anchors].map(({ question }) => question),
    { entries: shipped.entries, pause: options.pause },
  );
  tell(shares.reading);
  const base = baseOf(options, corpus);
  const poolsBy = (learned: Learned, questions: readonly FoundQuestion[]) => [
    ...poolsOf(options, learned, questions),
  ];
  const before = { own: poolsBy(base.learned, own), kept: poolsBy(base.learned, kept) };
  const lesson = lessonOf(corpus, piecesOf, {
    own: before.own,
    anchors: poolsOf(options, base.learned, anchors),
  });
  const now = current && {
    own: answeredBy(poolsBy(current, own), current.ranking),
    kept: answeredBy(poolsBy(current, kept), current.ranking),
  };
  tell(shares.before);
  const fold = groupedFolds(
    own.map(({ passages }) => passages),
    folds,
    seededRandom(seed),
  );
  const teach = teacher(options, corpus, base, lesson);
  const heldOut = heldOutPools(options, fold, teach);
  const { ranking, ...choice } = chooseRanking(heldOut, fold, shipped.ranking, seed + 3);
  const last = teach(new Set(), folds);
  const compared = comparisons(options, kept, {
    before: {
      own: answeredBy(before.own, shipped.ranking),
      kept: answeredBy(before.kept, shipped.ranking),
    },
    after: { own: choice.heldOut, kept: answeredBy(poolsBy(last.learned, kept), ranking) },
    current: now,
  });
  const { entries, centres, popular } = shipped;
  const leastNear = Math.min(shipped.leastNear, leastNearOf(heldOut));
  const card = cardOf(options, corpus, anchors.length, compared);
  return {
    model: { entries, ...quantise(last.model), centres, ranking, leastNear, popular, card },
    report: {
      ...sumsOf(own),
      anchors: anchors.length,
      ranking: choice.isRefitted ? "refitted" : "kept",
      ...compared,
    },
  };
}

/**
 * Some shipped questions to measure with, others to go along: what was kept aside is about no clause of the others nor of
 * the centre's, else it would be shown again in other words. The same ones for the same seed.
 */
function split({ own, shippedQuestions: questions, seed }: RetrainOptions) {
  const used = new Set(own.flatMap(({ passages }) => passages));
  const isFree = (at: number) => !questions[at]?.passages.some((passage) => used.has(passage));
  const part = groupedFolds(
    questions.map(({ passages }) => passages),
    3,
    seededRandom(seed + 1),
  );
  const order = seededRandom(seed + 1).shuffled([...questions.keys()]);
  const chosen = (isKept: boolean, limit: number) =>
    order
      .filter((at) => (part[at] === 0) === isKept && (!isKept || isFree(at)))
      .slice(0, limit)
      .map((at) => questions[at] as FoundQuestion);
  return { kept: chosen(true, most.kept), anchors: chosen(false, most.anchors) };
}

type Base = { model: BagModel; learned: Learned; groups: Uint16Array };

/** The shipped model over this library. Its groups serve the taught copies too, whose vectors lie near. */
function baseOf({ shipped, parts, pause }: RetrainOptions, corpus: CorpusPieces): Base {
  const { centres } = shipped;
  const model = dequantise(shipped, corpus);
  const encoded = encodeCorpus(model, corpus, pause);
  const groups = groupsOf(encoded, centres, pause);
  const vectors = createVectorIndex(storedVectors(encoded, corpus, centres, groups), "", centres);
  vectors.reload(parts.snapshot.highest);
  return { model, groups, learned: { encoder: createEncoder(shipped), vectors, popular: shipped.popular } };
}

function* poolsOf(
  { parts, today, pause }: RetrainOptions,
  learned: Learned,
  questions: readonly FoundQuestion[],
): Generator<QuestionPool> {
  for (const question of questions) {
    pause();
    yield questionPool(parts, learned, question, today);
  }
}

type Taught = { model: BagModel; learned: Learned };
/** `number` says the how manieth copy it is. */
type Teach = (without: ReadonlySet<number>, number: number) => Taught;

function teacher(options: RetrainOptions, corpus: CorpusPieces, base: Base, lesson: Lesson): Teach {
  const { parts, seed, pause, tell } = options;
  const { centres, entries, popular } = options.shipped;
  return (without, number) => {
    const progress = (share: number) => {
      tell(shares.before + shares.copy * (number + 0.6 * share));
      pause();
    };
    const model = taughtCopy(base.model, corpus, lesson, { without, seed: seed + 2, progress });
    const encoded = encodeCorpus(model, corpus, pause);
    const vectors = createVectorIndex(storedVectors(encoded, corpus, centres, base.groups), "", centres);
    vectors.reload(parts.snapshot.highest);
    const encoder = createEncoder({ entries, ...quantise(model) });
    return { model, learned: { encoder, vectors, popular } };
  };
}

/** Every question of the centre, searched with the copy that was not taught it or its neighbours. */
function heldOutPools(options: RetrainOptions, fold: Folds, teach: Teach): QuestionPool[] {
  const pools: QuestionPool[] = [];
  for (let number = 0; number < folds; number++) {
    const without = [...fold.keys()].filter((question) => fold[question] === number);
    const { learned } = teach(new Set(without), number);
    const questions = without.map((question) => options.own[question] as OwnQuestion);
    let at = 0;
    for (const pool of poolsOf(options, learned, questions)) pools[without[at++] as number] = pool;
    options.tell(shares.before + shares.copy * (number + 1));
  }
  return pools;
}

type ByQuestions<T = Answered[]> = { own: T; kept: T };

function comparisons(
  { parts, own }: RetrainOptions,
  kept: readonly FoundQuestion[],
  { before, after, current }: { before: ByQuestions; after: ByQuestions; current: ByQuestions | null },
): Pick<ModelReport, "own" | "shipped"> {
  const named = namer(parts);
  const compare = (which: keyof ByQuestions, questions: readonly FoundQuestion[]) =>
    compareModels({
      questions: questions.map(named),
      before: before[which],
      after: after[which],
      current: current?.[which] ?? null,
    });
  return { own: compare("own", own), shipped: kept.length === 0 ? null : compare("kept", kept) };
}

/** A question with the name of its first answer. */
function namer({ documents, snapshot }: SearchParts) {
  return ({ question, passages }: FoundQuestion) => {
    const clause = documents.passage(passages[0] ?? 0);
    const version = clause && snapshot.versions[snapshot.versionAt(clause.passageId)];
    return { query: question, title: version?.title ?? "", label: clause?.label ?? null };
  };
}

function sumsOf(own: readonly OwnQuestion[]): Pick<ModelReport, "queries" | "clauses" | "cited" | "opened"> {
  const sum = (name: "cited" | "opened") => own.reduce((total, question) => total + question[name], 0);
  const clauses = new Set(own.flatMap(({ passages }) => passages)).size;
  return { queries: own.length, clauses, cited: sum("cited"), opened: sum("opened") };
}

function cardOf(
  { today, own }: RetrainOptions,
  { passages }: CorpusPieces,
  anchors: number,
  compared: Pick<ModelReport, "own" | "shipped">,
): SearchModel["card"] {
  const figures: SearchModel["card"]["figures"] = {
    "own questions, grouped folds": { ...compared.own.after, questions: compared.own.questions },
  };
  if (compared.shipped)
    figures["shipped questions, not shown again"] = {
      ...compared.shipped.after,
      questions: compared.shipped.questions,
    };
  return { madeOn: today, passages, questions: own.length + anchors, figures };
}
