import type { ModelReport } from "../../../../shared/domain/searchModel.ts";
import type { LocalDate } from "../../../../shared/domain/time.ts";
import { featureNames } from "../features.ts";
import { createEncoder } from "../learned/encoder.ts";
import type { RankingWeights, SearchModel } from "../learned/searchModel.ts";
import { createVectorIndex } from "../learned/vectorIndex.ts";
import type { LearnedSearch, SearchParts } from "../search.ts";
import { dequantise, encodeCorpus, groupsOf, quantise, storedVectors } from "./asModel.ts";
import { type BagModel, copyModel } from "./bagTrainer.ts";
import { answeredBy, compareModels, meanOf } from "./compareModels.ts";
import { type CorpusPieces, readCorpus } from "./corpusPieces.ts";
import { type Folds, groupedFolds } from "./folds.ts";
import { type AskedQuestion, learnFromQuestions } from "./learnFromQuestions.ts";
import { learnRanking } from "./learnRanking.ts";
import type { OwnQuestion } from "./ownQuestions.ts";
import type { FoundQuestion } from "./questionSet.ts";
import { type QuestionPool, questionPool, rankedSample } from "./rankedPools.ts";
import { seededRandom } from "./seededRandom.ts";

export type RetrainOptions = {
  /** The library with its index and without a model. */
  parts: SearchParts;
  /** The model that ships: training goes on from it, and is compared with it. */
  shipped: SearchModel;
  /** The centre's model in use, to be compared as well; null where the shipped one searches. */
  current: LearnedSearch | null;
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
const rivalsKept = 60;
/** Shipped questions that go along, and those kept aside to see what was forgotten. */
const most = { anchors: 600, kept: 400 };
/**
 * Enough to take in a few hundred queries, too little to forget what the shipped model knows. The centre's questions are
 * half of what is shown.
 */
const teaching = { rate: 1e-3, epochs: 6, leastSteps: 24, mostSteps: 120, batch: 96 };
const refitting = { epochs: 12, pull: 20 };
/** Anew learned weights must be so much better than those that ship. */
const leastGain = 0.002;

/** Shares of the whole by what takes long. */
const shares = { reading: 0.1, before: 0.15, fold: 0.11 };

/**
 * Teaches a copy of the shipped model what the agents of this centre searched and used. What is said of it was measured on
 * questions that the measured copies had not been taught: queries that share a clause are held out together.
 */
export function retrain(options: RetrainOptions): Retrained {
  const { own, shippedQuestions, shipped, seed, tell } = options;
  const [kept, anchors] = split(shippedQuestions, seed);
  const { piecesOf, ...corpus } = readCorpus(
    options.parts.documents,
    [...own, ...shippedQuestions].map(({ question }) => question),
    { entries: shipped.entries, pause: options.pause },
  );
  tell(shares.reading);
  const base = baseOf(options, corpus);
  const ask = asker(options);
  const before = {
    own: own.map((question) => ask(base.learned, question)),
    kept: kept.map((question) => ask(base.learned, question)),
    anchors: anchors.map((question) => ask(base.learned, question)),
  };
  const current = options.current;
  const now = current && {
    own: answeredBy(
      own.map((question) => ask(current, question)),
      current.model.ranking,
    ),
    kept: answeredBy(
      kept.map((question) => ask(current, question)),
      current.model.ranking,
    ),
  };
  tell(shares.reading + shares.before);
  const lesson = lessonOf(corpus, piecesOf, before);
  const fold = groupedFolds(
    own.map(({ passages }) => passages),
    folds,
    seededRandom(seed),
  );
  const teach = teacher(options, corpus, base, lesson);
  const after = heldOutPools(options, fold, teach, ask);
  const ranking = chooseRanking(after, fold, shipped.ranking, seed);
  const final = teach(new Set(), shares.reading + shares.before + folds * shares.fold);
  const keptAfter = answeredBy(
    kept.map((question) => ask(final.learned, question)),
    ranking.final,
  );
  const named = namer(options.parts);
  const comparison = {
    own: compareModels({
      questions: own.map(named),
      before: answeredBy(before.own, shipped.ranking),
      after: ranking.heldOut,
      current: now?.own ?? null,
    }),
    shipped:
      kept.length === 0
        ? null
        : compareModels({
            questions: kept.map(named),
            before: answeredBy(before.kept, shipped.ranking),
            after: keptAfter,
            current: now?.kept ?? null,
          }),
  };
  return {
    model: {
      entries: shipped.entries,
      ...quantise(final.model),
      centres: shipped.centres,
      ranking: ranking.final,
      card: cardOf(options, corpus, anchors.length, comparison),
    },
    report: {
      queries: own.length,
      clauses: new Set(own.flatMap(({ passages }) => passages)).size,
      cited: own.reduce((sum, { cited }) => sum + cited, 0),
      opened: own.reduce((sum, { opened }) => sum + opened, 0),
      anchors: anchors.length,
      ranking: ranking.isRefitted ? "refitted" : "kept",
      ...comparison,
    },
  };
}

/** Some shipped questions to measure with, others to go along; the same ones for the same seed. */
function split(questions: readonly FoundQuestion[], seed: number): [FoundQuestion[], FoundQuestion[]] {
  const order = seededRandom(seed + 1).shuffled(questions);
  const kept = Math.min(most.kept, Math.ceil(order.length / 3));
  return [order.slice(0, kept), order.slice(kept, kept + most.anchors)];
}

type Base = { model: BagModel; learned: LearnedSearch; groups: Uint16Array };

/** The shipped model over this library. Its groups serve the taught copies too, whose vectors lie near. */
function baseOf({ shipped, parts, pause }: RetrainOptions, corpus: CorpusPieces): Base {
  const model = dequantise(shipped, corpus);
  const encoded = encodeCorpus(model, corpus, pause);
  const groups = groupsOf(encoded, shipped.centres, pause);
  const vectors = createVectorIndex(
    storedVectors(encoded, corpus, shipped.centres, groups),
    "",
    shipped.centres,
  );
  vectors.reload(parts.snapshot.highest);
  return { model, groups, learned: { model: shipped, encoder: createEncoder(shipped), vectors } };
}

type Ask = (learned: Pick<LearnedSearch, "encoder" | "vectors">, question: FoundQuestion) => QuestionPool;

function asker({ parts, today, pause }: RetrainOptions): Ask {
  return (learned, question) => {
    pause();
    return questionPool(parts, learned, question, today);
  };
}

type Lesson = { own: AskedQuestion[]; anchors: AskedQuestion[] };

/** Questions as they are taught: what the search shows above or beside the answers are their rivals. */
function lessonOf(
  corpus: CorpusPieces,
  piecesOf: (text: string) => number[],
  before: Record<"own" | "anchors", readonly QuestionPool[]>,
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
  const own = before.own.map((pool) => asked(pool, (pool.question as OwnQuestion).weight));
  const share = (list: readonly AskedQuestion[]) =>
    list.reduce((sum, { weight, answers }) => sum + weight * Math.sqrt(answers.length), 0);
  const anchors = before.anchors.map((pool) => asked(pool, 1));
  const factor = share(own) / Math.max(1e-9, share(anchors));
  return { own, anchors: anchors.map((question) => ({ ...question, weight: question.weight * factor })) };
}

type Taught = { model: BagModel; learned: Pick<LearnedSearch, "encoder" | "vectors"> };
type Teach = (without: ReadonlySet<number>, done: number) => Taught;

function teacher(options: RetrainOptions, corpus: CorpusPieces, base: Base, lesson: Lesson): Teach {
  const { shipped, parts, seed, pause, tell } = options;
  return (without, done) => {
    const model = copyModel(base.model);
    const own = lesson.own.filter((_, number) => !without.has(number));
    const wanted = Math.ceil((2 * teaching.epochs * own.length) / teaching.batch);
    const steps = Math.max(teaching.leastSteps, Math.min(teaching.mostSteps, wanted));
    learnFromQuestions(model, corpus, {
      questions: [...own, ...lesson.anchors],
      steps,
      random: seededRandom(seed + 2),
      rate: teaching.rate,
      progress(step) {
        tell(done + (shares.fold / 2) * (step / steps));
        pause();
      },
    });
    const encoded = encodeCorpus(model, corpus, pause);
    const { centres } = shipped;
    const vectors = createVectorIndex(storedVectors(encoded, corpus, centres, base.groups), "", centres);
    vectors.reload(parts.snapshot.highest);
    tell(done + shares.fold * 0.8);
    return {
      model,
      learned: { encoder: createEncoder({ entries: shipped.entries, ...quantise(model) }), vectors },
    };
  };
}

/** Every question of the centre, searched with the copy that was not taught it or its neighbours. */
function heldOutPools({ own, tell }: RetrainOptions, fold: Folds, teach: Teach, ask: Ask): QuestionPool[] {
  const pools: QuestionPool[] = [];
  for (let number = 0; number < folds; number++) {
    const without = new Set([...fold.keys()].filter((question) => fold[question] === number));
    const done = shares.reading + shares.before + number * shares.fold;
    const { learned } = teach(without, done);
    for (const question of without) pools[question] = ask(learned, own[question] as OwnQuestion);
    tell(done + shares.fold);
  }
  return pools;
}

type ChosenRanking = {
  final: RankingWeights;
  isRefitted: boolean;
  heldOut: ReturnType<typeof answeredBy>;
};

/**
 * The shipped weights, or weights learned on from them, whichever answers better. Each fold is ranked by weights learned
 * from the other folds, and by whichever of the two did better on the others: the choice is held out as well.
 */
function chooseRanking(
  pools: readonly QuestionPool[],
  fold: Folds,
  start: RankingWeights,
  seed: number,
): ChosenRanking {
  const refit = (chosen: readonly QuestionPool[]) =>
    learnRanking(
      featureNames,
      chosen.flatMap((pool) => rankedSample(pool, 1) ?? []),
      {
        epochs: refitting.epochs,
        random: seededRandom(seed + 3),
        start: { ranking: start, pull: refitting.pull },
      },
    );
  const kept = answeredBy(pools, start);
  const refitted: typeof kept = [];
  for (let number = 0; number < folds; number++) {
    const isOut = (question: number) => fold[question] === number;
    const weights = refit(pools.filter((_, question) => !isOut(question)));
    const places = [...fold.keys()].filter(isOut);
    const answered = answeredBy(
      places.map((place) => pools[place] as QuestionPool),
      weights,
    );
    places.forEach((place, at) => {
      refitted[place] = answered[at] as (typeof kept)[number];
    });
  }
  const prefersRefit = (isCounted: (question: number) => boolean) => {
    const mean = (answered: typeof kept) =>
      meanOf(answered.filter((_, question) => isCounted(question))).mrr10;
    return mean(refitted) > mean(kept) + leastGain;
  };
  const choices = Array.from({ length: folds }, (_, number) =>
    prefersRefit((question) => fold[question] !== number),
  );
  const isRefitted = prefersRefit(() => true);
  return {
    final: isRefitted ? refit(pools) : start,
    isRefitted,
    heldOut: kept.map((answered, question) =>
      choices[fold[question] as number] ? (refitted[question] as typeof answered) : answered,
    ),
  };
}

/** A question with the name of its first answer. */
function namer({ documents, snapshot }: SearchParts) {
  return ({ question, passages }: FoundQuestion) => {
    const clause = documents.passage(passages[0] ?? 0);
    const version = clause && snapshot.versions[snapshot.versionAt(clause.passageId)];
    return { query: question, title: version?.title ?? "", label: clause?.label ?? null };
  };
}

function cardOf(
  { today, own }: RetrainOptions,
  corpus: CorpusPieces,
  anchors: number,
  comparison: Pick<ModelReport, "own" | "shipped">,
): SearchModel["card"] {
  const figures: SearchModel["card"]["figures"] = {
    "own questions, grouped folds": { ...comparison.own.after, questions: comparison.own.questions },
  };
  if (comparison.shipped)
    figures["shipped questions, not shown again"] = {
      ...comparison.shipped.after,
      questions: comparison.shipped.questions,
    };
  return { madeOn: today, passages: corpus.passages, questions: own.length + anchors, figures };
}
