import type { LocalDate } from "../../../../shared/domain/time.ts";
import { featureNames } from "../features.ts";
import { createEncoder } from "../learned/encoder.ts";
import type { ModelCard, RankingWeights, SearchModel } from "../learned/searchModel.ts";
import { createVectorIndex } from "../learned/vectorIndex.ts";
import type { SearchParts } from "../search.ts";
import { gatherPool, prepare } from "../search.ts";
import type { Quality } from "../searchMeasures.ts";
import { encodeCorpus, findCentres, type QuantisedEncoder, quantise, storedVectors } from "./asModel.ts";
import { type BagModel, newBagModel } from "./bagTrainer.ts";
import { type CorpusPieces, readCorpus } from "./corpusPieces.ts";
import { type Folds, groupedFolds, randomFolds } from "./folds.ts";
import type { AskedQuestion } from "./learnFromQuestions.ts";
import { learnFromTexts } from "./learnFromTexts.ts";
import { learnRanking } from "./learnRanking.ts";
import type { FoundQuestion } from "./questionSet.ts";
import type { QuestionTask } from "./questionTask.ts";
import { leastNearOf, type QuestionPool, qualityOf, questionPool, rankedSample } from "./rankedPools.ts";
import { type SeededRandom, seededRandom } from "./seededRandom.ts";
import { teachInParallel } from "./teachInParallel.ts";

export type TrainingOptions = {
  /** The library to train on, with its index and without a model. */
  parts: SearchParts;
  /** Every question with its answers; `source` names the file it came from. */
  questions: readonly FoundQuestion[];
  /** Sources whose questions were asked by real callers: they count more and are reported apart. */
  realSources: ReadonlySet<string>;
  today: LocalDate;
  textSteps: number;
  questionEpochs: number;
  folds: number;
  /** Whether to measure the transfer to matters never shown as well: doubles the time. */
  measuresTransfer: boolean;
  threads: number;
  /** How many written questions the ranking learns from beside all real ones. */
  rankedQuestions: number;
  seed: number;
  tell: (line: string) => void;
};

/** Weight of a question that a real caller asked, beside a written one. */
const realWeight = 2;
const rivalsKept = 60;
const centreCount = 512;
const leastFrequency = 2;
const writtenWeightInRanking = 0.25;
const rankingEpochs = 30;

/**
 * Trains a search model: first from the texts alone, then from questions, then the ranking. What is measured of it is
 * measured on questions that the measured copy had not been taught: folds at random, and folds in which no answer of a
 * held-out question was ever shown.
 */
export async function trainModel(options: TrainingOptions): Promise<Omit<SearchModel, "encoderId">> {
  const { parts, questions, tell, seed } = options;
  const { piecesOf, ...corpus } = readCorpus(
    parts.documents,
    questions.map(({ question }) => question),
    { leastFrequency },
  );
  tell(`${corpus.passages} passages, ${corpus.entries.length} entries, ${questions.length} questions`);
  const model = newBagModel(corpus.frequencies, corpus.passages, seededRandom(seed));
  learnFromTexts(model, corpus, {
    steps: options.textSteps,
    random: seededRandom(seed + 1),
    progress: (step, of, loss) => {
      if (step % 200 === 0) tell(`texts ${step}/${of}: ${loss.toFixed(3)}`);
    },
  });
  const asked = askedQuestions(options, corpus, piecesOf);
  const lesson = { model, corpus, questions: asked, epochs: options.questionEpochs };
  const answers = questions.map(({ passages }) => passages);
  const splits: Splits = {
    random: randomFolds(questions.length, options.folds, seededRandom(seed + 2)),
    ...(options.measuresTransfer && {
      grouped: groupedFolds(answers, options.folds, seededRandom(seed + 2)),
      amongReal: realOnly(questions, options, (real) =>
        groupedFolds(real, options.folds, seededRandom(seed + 2)),
      ),
    }),
  };
  const pools = { random: emptyPools(), grouped: emptyPools(), amongReal: emptyPools() };
  let final: BagModel | null = null;
  await teachInParallel(lesson, tasksOf(splits, seed), {
    threads: options.threads,
    use: ({ name, without }, taughtModel) => {
      if (name === "all") final = taughtModel;
      else {
        const [kind, fold] = name.split(" ") as [SplitName, string];
        addPools(pools[kind], { options, corpus, model: taughtModel, without, fold: Number(fold) });
      }
      tell(`taught: ${name}`);
    },
  });
  if (!final) throw new Error("No model was taught");
  const heldOut = [...pools.random.real, ...pools.random.written];
  return {
    ...shippable(final, corpus, seededRandom(seed + 3)),
    ranking: rankingOf(heldOut, seed),
    leastNear: leastNearOf(heldOut),
    popular: popularityOf(options, new Set()),
    card: cardOf(options, corpus, pools),
  };
}

function askedQuestions(
  { parts, questions, realSources, today }: TrainingOptions,
  corpus: CorpusPieces,
  piecesOf: (text: string) => number[],
): AskedQuestion[] {
  const numbers = new Map([...corpus.passageIds].map((id, number) => [id, number]));
  const numberOf = (id: number) => numbers.get(id) ?? 0;
  return questions.map(({ question, passages, source }) => {
    const prepared = prepare(parts, { query: question, asOf: today, region: null });
    const { pool } = gatherPool(parts, prepared, rivalsKept);
    const answers = new Set(passages);
    const rivals = pool.map(({ passage }) => passage).filter((passage) => !answers.has(passage));
    return {
      pieces: piecesOf(question),
      answers: passages.map(numberOf),
      rivals: rivals.slice(0, rivalsKept).map(numberOf),
      weight: realSources.has(source) ? realWeight : 1,
    };
  });
}

/**
 * How questions are held out: at random; with all others that share an answer; or real ones with the real ones that share
 * an answer, what the product wrote about it being taught.
 */
const splitNames = ["random", "grouped", "amongReal"] as const;
type SplitName = (typeof splitNames)[number];
type Splits = { [name in SplitName]?: Folds };

const neverHeldOut = -1;

/** Folds of the real questions; the written ones are in none. */
function realOnly(
  questions: readonly FoundQuestion[],
  { realSources }: Pick<TrainingOptions, "realSources">,
  foldsOf: (answers: readonly (readonly number[])[]) => Folds,
): Folds {
  const real = [...questions.keys()].filter((at) => realSources.has((questions[at] as FoundQuestion).source));
  const folds = new Int32Array(questions.length).fill(neverHeldOut);
  foldsOf(real.map((at) => (questions[at] as FoundQuestion).passages)).forEach((fold, at) => {
    folds[real[at] as number] = fold;
  });
  return folds;
}

function tasksOf(splits: Splits, seed: number): QuestionTask[] {
  const held = (folds: Folds, fold: number) =>
    new Set([...folds.keys()].filter((question) => folds[question] === fold));
  const tasks = Object.entries(splits).flatMap(([kind, folds]) =>
    [...new Set(folds)]
      .filter((fold) => fold !== neverHeldOut)
      .sort((a, b) => a - b)
      .map((fold) => ({ name: `${kind} ${fold}`, without: held(folds, fold), seed: seed + 4 })),
  );
  return [...tasks, { name: "all", without: new Set<number>(), seed: seed + 4 }];
}

/** How many questions of real callers each document answered, those held out not counted. */
function popularityOf(
  { parts: { snapshot }, questions, realSources }: TrainingOptions,
  without: ReadonlySet<number>,
): SearchModel["popular"] {
  const counts: Record<string, number> = {};
  questions.forEach(({ passages, source }, number) => {
    if (without.has(number) || !realSources.has(source)) return;
    const names = new Set(passages.map((passage) => snapshot.names[snapshot.versionAt(passage)] ?? ""));
    for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  });
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type FoldPool = QuestionPool & { fold: number; isReal: boolean };
type Pools = { real: FoldPool[]; written: FoldPool[] };

function emptyPools(): Pools {
  return { real: [], written: [] };
}

/** The held-out questions of a fold, searched with the model that was not taught them. */
function addPools(
  target: Pools,
  {
    options,
    corpus,
    model,
    without,
    fold,
  }: {
    options: TrainingOptions;
    corpus: CorpusPieces;
    model: BagModel;
    without: ReadonlySet<number>;
    fold: number;
  },
): void {
  const { parts, questions, realSources, today, seed } = options;
  const share = options.rankedQuestions / Math.max(1, questions.length);
  const chance = seededRandom(seed + 5 + fold);
  const random = seededRandom(seed + 3);
  const encoded = encodeCorpus(model, corpus);
  const centres = findCentres(encoded, centreCount, random);
  const vectors = createVectorIndex(storedVectors(encoded, corpus, centres), "", centres);
  vectors.reload(parts.snapshot.highest);
  const encoder = createEncoder({ entries: corpus.entries, ...quantise(model) });
  const popular = popularityOf(options, without);
  for (const number of [...without].sort((a, b) => a - b)) {
    const question = questions[number] as FoundQuestion;
    const isReal = realSources.has(question.source);
    const isTaken = chance.next() < share;
    if (!isReal && !isTaken) continue;
    const pool = questionPool(parts, { encoder, vectors, popular }, question, today);
    (isReal ? target.real : target.written).push({ ...pool, fold, isReal });
  }
}

function rankingOf(
  pools: readonly FoldPool[],
  seed: number,
  skip: ReadonlySet<string> = new Set(),
): RankingWeights {
  const samples = pools.flatMap((pool) => rankedSample(pool, pool.isReal ? 1 : writtenWeightInRanking) ?? []);
  return learnRanking(featureNames, samples, { epochs: rankingEpochs, random: seededRandom(seed + 6), skip });
}

/** Every fold ranked by weights learned from the other folds. */
function heldOutQuality({ real, written }: Pools, which: "real" | "written", seed: number): Quality | null {
  const all = [...real, ...written];
  const measured = which === "real" ? real : written;
  if (measured.length === 0) return null;
  const folds = [...new Set(all.map(({ fold }) => fold))];
  const parts = folds.map((fold) => {
    const ranking = rankingOf(
      all.filter((pool) => pool.fold !== fold),
      seed,
    );
    const own = measured.filter((pool) => pool.fold === fold);
    return { count: own.length, quality: qualityOf(own, ranking) };
  });
  return meanQuality(parts);
}

function meanQuality(parts: readonly { count: number; quality: Quality }[]): Quality {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  const names = ["mrr10", "ndcg5", "ndcg10", "r5", "r10", "r100"] as const;
  const mean = (name: (typeof names)[number]) =>
    parts.reduce((sum, { count, quality }) => sum + count * quality[name], 0) / Math.max(1, total);
  return Object.fromEntries(names.map((name) => [name, Math.round(mean(name) * 1e4) / 1e4])) as Quality;
}

const foldNames = {
  random: "random folds",
  grouped: "grouped folds",
  amongReal: "grouped among themselves",
} as const satisfies Record<SplitName, string>;

function cardOf(
  { questions, today, seed }: TrainingOptions,
  corpus: CorpusPieces,
  pools: Record<SplitName, Pools>,
): ModelCard {
  const figures: ModelCard["figures"] = {};
  for (const kind of splitNames) {
    for (const which of ["real", "written"] as const) {
      const found = heldOutQuality(pools[kind], which, seed);
      if (found)
        figures[`${which} questions, ${foldNames[kind]}`] = {
          ...found,
          questions: pools[kind][which].length,
        };
    }
  }
  return { madeOn: today, passages: corpus.passages, questions: questions.length, figures };
}

function shippable(
  model: BagModel,
  corpus: CorpusPieces,
  random: SeededRandom,
): QuantisedEncoder & { entries: string[]; centres: Float32Array } {
  const encoded = encodeCorpus(model, corpus);
  return { entries: corpus.entries, ...quantise(model), centres: findCentres(encoded, centreCount, random) };
}
