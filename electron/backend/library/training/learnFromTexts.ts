import type { BagBuilder } from "./bags.ts";
import { bagBuilder } from "./bags.ts";
import { type BagModel, bagTrainer, type Comparison } from "./bagTrainer.ts";
import type { CorpusPieces } from "./corpusPieces.ts";
import type { SeededRandom } from "./seededRandom.ts";

export type Progress = (step: number, of: number, loss: number) => void;

/** Passages by how likely they are to be shown: large laws are not let drown small ones. */
export type PassageSampler = (random: SeededRandom) => number;

const leastPieces = 12;

/** p ~ 1/√max(passages of its version, 20); texts too short to teach anything are left out. */
export function passageSampler({ passages, versionOf, versionCount, body }: CorpusPieces): PassageSampler {
  const sizes = new Int32Array(versionCount);
  for (let at = 0; at < passages; at++) sizes[versionOf[at] as number]! += 1;
  const sums = new Float64Array(passages);
  let total = 0;
  for (let at = 0; at < passages; at++) {
    const length = (body.starts[at + 1] as number) - (body.starts[at] as number);
    if (length >= leastPieces) total += 1 / Math.sqrt(Math.max(20, sizes[versionOf[at] as number] as number));
    sums[at] = total;
  }
  return (random) => {
    const wanted = random.next() * total;
    let [low, high] = [0, passages - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const rate = 4e-3;
const warmUp = 50;
const windowBatch = 496;
const neighbourBatch = 16;

/**
 * Learns from the texts alone, with no questions: a stretch of a passage should lie near the passage it was taken from.
 * Changes the model in place.
 */
export function learnFromTexts(
  model: BagModel,
  corpus: CorpusPieces,
  options: { steps: number; random: SeededRandom; progress?: Progress },
): void {
  const trainer = bagTrainer(model);
  const sample = passageSampler(corpus);
  const questions = bagBuilder(corpus.pieces, corpus.entries.length);
  const passages = bagBuilder(corpus.pieces, corpus.entries.length);
  for (let step = 0; step < options.steps; step++) {
    const comparison = windowComparison(
      { corpus, sample, questions, passages, random: options.random },
      windowBatch,
      neighbourBatch,
    );
    const fade =
      step < warmUp
        ? (step + 1) / warmUp
        : 1 - 0.95 * ((step - warmUp) / Math.max(1, options.steps - warmUp));
    const loss = trainer.step(comparison, rate * fade);
    options.progress?.(step + 1, options.steps, loss);
  }
}

export type WindowParts = {
  corpus: CorpusPieces;
  sample: PassageSampler;
  questions: BagBuilder;
  passages: BagBuilder;
  random: SeededRandom;
};

/** Stretches of passages as questions, the passages as answers; the same passage twice is masked. */
function windowComparison(parts: WindowParts, windows: number, neighbours: number): Comparison {
  parts.questions.reset();
  parts.passages.reset();
  const chosen: number[] = [];
  for (let at = 0; at < windows; at++) chosen.push(addWindow(parts, parts.sample(parts.random), 4, 14));
  for (let at = 0; at < neighbours; at++) chosen.push(addNeighbour(parts));
  return {
    questions: parts.questions.bags(),
    passages: parts.passages.bags(),
    right: Int32Array.from(chosen, (_, at) => at),
    weights: new Float32Array(chosen.length).fill(1),
    masked: twins(chosen),
  };
}

/** Pairs of places that hold the same passage. */
export function* twins(chosen: readonly number[]): Generator<number> {
  const places = new Map<number, number[]>();
  for (const [at, passage] of chosen.entries()) places.set(passage, [...(places.get(passage) ?? []), at]);
  for (const same of places.values())
    if (same.length > 1)
      for (const row of same) for (const column of same) yield row * chosen.length + column;
}

/** Adds a window of `least`–`most` words as a question and its passage as the answer. */
export function addWindow(
  { corpus, questions, passages, random }: WindowParts,
  passage: number,
  least: number,
  most: number,
): number {
  const { body, head, title, versionOf } = corpus;
  const [start, end] = [body.starts[passage] as number, body.starts[passage + 1] as number];
  const length = Math.min(end - start, least + random.below(most - least + 1));
  const from = start + random.below(Math.max(1, end - start - length + 1));
  const drops = random.next() < 0.3;
  questions.field();
  for (let at = from; at < from + length; at++)
    if (!drops || random.next() >= 0.3) questions.piece(body.items[at] as number);
  if (random.next() < 0.25) {
    if (random.next() < 0.5) questions.row(title, versionOf[passage] as number);
    else questions.row(head, passage);
  }
  questions.close();
  const hides = random.next() < 0.6;
  passages.row(body, passage, hides ? from : -1, hides ? from + length : -1);
  if (random.next() < 0.8) addNames(corpus, passages, passage);
  passages.close();
  return passage;
}

/** Title and chapter of a passage as fields of their own. */
export function addNames(
  { title, head, versionOf }: CorpusPieces,
  passages: BagBuilder,
  passage: number,
): void {
  passages.row(title, versionOf[passage] as number);
  passages.row(head, passage);
}

/** A window of one passage with the passage beside it as the answer: what stands together belongs together. */
function addNeighbour(parts: WindowParts): number {
  const { corpus, sample, random } = parts;
  for (;;) {
    const passage = sample(random);
    const beside = passage + (random.next() < 0.5 ? 1 : -1);
    if (beside < 0 || beside >= corpus.passages || corpus.versionOf[beside] !== corpus.versionOf[passage])
      continue;
    const { body } = corpus;
    const [start, end] = [body.starts[passage] as number, body.starts[passage + 1] as number];
    const length = Math.min(end - start, 4 + random.below(11));
    const from = start + random.below(Math.max(1, end - start - length + 1));
    parts.questions.field();
    for (let at = from; at < from + length; at++) parts.questions.piece(body.items[at] as number);
    parts.questions.close();
    parts.passages.row(body, beside);
    addNames(corpus, parts.passages, beside);
    parts.passages.close();
    return beside;
  }
}
