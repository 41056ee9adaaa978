import type { VectorBlock } from "../../../../db/libraryVectors.ts";
import { quantised } from "../learned/encoder.ts";
import { dimensions } from "../learned/searchModel.ts";
import { groupFinder } from "../learned/vectorIndex.ts";
import { bagBuilder } from "./bags.ts";
import { type BagModel, encodeBags } from "./bagTrainer.ts";
import type { CorpusPieces } from "./corpusPieces.ts";
import { addNames } from "./learnFromTexts.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** The encoder as it ships: eight-bit rows and their factors. */
export type QuantisedEncoder = { table: Int8Array; askScale: Float32Array; tellScale: Float32Array };

export function quantise({ vectors, askWeight, tellWeight }: BagModel): QuantisedEncoder {
  const count = askWeight.length;
  const table = new Int8Array(count * dimensions);
  const [askScale, tellScale] = [new Float32Array(count), new Float32Array(count)];
  for (let entry = 0; entry < count; entry++) {
    const row = vectors.subarray(entry * dimensions, (entry + 1) * dimensions);
    const most = row.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    table.set(quantised(row), entry * dimensions);
    askScale[entry] = (most / 127) * Math.exp(askWeight[entry] as number);
    tellScale[entry] = (most / 127) * Math.exp(tellWeight[entry] as number);
  }
  return { table, askScale, tellScale };
}

/**
 * The model as training goes on from it. How long an entry's vector was does not stand in the file, only its product with
 * the weights; it is taken so that an entry weighs what its rarity says.
 */
export function dequantise(
  { table, askScale, tellScale }: QuantisedEncoder,
  { frequencies, passages }: Pick<CorpusPieces, "frequencies" | "passages">,
): BagModel {
  const count = askScale.length;
  const vectors = new Float32Array(count * dimensions);
  const [askWeight, tellWeight] = [new Float32Array(count), new Float32Array(count)];
  for (let entry = 0; entry < count; entry++) {
    const [ask, tell] = [askScale[entry] as number, tellScale[entry] as number];
    const rarity = Math.log(1 + passages / Math.max(1, frequencies[entry] as number)) + 1e-3;
    const length = Math.sqrt(ask * tell) / rarity;
    askWeight[entry] = Math.log(length > 0 ? ask / length : rarity);
    tellWeight[entry] = Math.log(length > 0 ? tell / length : rarity);
    for (let at = entry * dimensions; at < (entry + 1) * dimensions; at++)
      vectors[at] = length * (table[at] as number);
  }
  return { vectors, askWeight, tellWeight, sharpness: Float32Array.of(learnedSharpness) };
}

/** About what training from questions ends with. */
const learnedSharpness = 3.4;

/** The eight-bit vectors of all passages of the corpus; `pause` is called between two stretches of work. */
export function encodeCorpus(model: BagModel, corpus: CorpusPieces, pause = () => {}): Int8Array {
  const result = new Int8Array(corpus.passages * dimensions);
  const builder = bagBuilder(corpus.pieces, corpus.entries.length);
  const chunk = 2_000;
  for (let from = 0; from < corpus.passages; from += chunk) {
    builder.reset();
    const to = Math.min(corpus.passages, from + chunk);
    for (let passage = from; passage < to; passage++) {
      builder.row(corpus.body, passage);
      addNames(corpus, builder, passage);
      builder.close();
    }
    const units = encodeBags(model, builder.bags(), "tell");
    for (let passage = from; passage < to; passage++) {
      const at = (passage - from) * dimensions;
      result.set(quantised(units.subarray(at, at + dimensions)), passage * dimensions);
    }
    pause();
  }
  return result;
}

const sampleSize = 12_000;
const rounds = 6;

/** Unit vectors around which passages gather: spherical k-means over a sample of the passages. */
export function findCentres(vectors: Int8Array, count: number, random: SeededRandom): Float32Array {
  const passages = vectors.length / dimensions;
  const sample = random.shuffled(Array.from({ length: passages }, (_, at) => at)).slice(0, sampleSize);
  const centres = new Float32Array(count * dimensions);
  for (let group = 0; group < count; group++)
    addUnit(centres, group, vectors, sample[group % sample.length] as number);
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(count * dimensions);
    const groupOf = groupFinder(centres);
    for (const passage of sample)
      addUnit(
        sums,
        groupOf(vectors.subarray(passage * dimensions, (passage + 1) * dimensions)),
        vectors,
        passage,
      );
    for (let group = 0; group < count; group++) {
      const row = sums.subarray(group * dimensions, (group + 1) * dimensions);
      const length = Math.hypot(...row);
      // A group that lost all its passages begins anew at some passage.
      if (length === 0) {
        centres.fill(0, group * dimensions, (group + 1) * dimensions);
        addUnit(centres, group, vectors, sample[random.below(sample.length)] as number);
      } else
        centres.set(
          row.map((value) => value / length),
          group * dimensions,
        );
    }
  }
  return centres;
}

function addUnit(sums: Float32Array, group: number, vectors: Int8Array, passage: number): void {
  const row = vectors.subarray(passage * dimensions, (passage + 1) * dimensions);
  let square = 0;
  for (const value of row) square += value * value;
  const length = Math.sqrt(square) || 1;
  for (let axis = 0; axis < dimensions; axis++)
    sums[group * dimensions + axis]! += (row[axis] as number) / length;
}

/** The group each passage belongs to. */
export function groupsOf(vectors: Int8Array, centres: Float32Array, pause = () => {}): Uint16Array {
  const groupOf = groupFinder(centres);
  return Uint16Array.from({ length: vectors.length / dimensions }, (_, passage) => {
    if (passage % 2_000 === 0) pause();
    return groupOf(vectors.subarray(passage * dimensions, (passage + 1) * dimensions));
  });
}

/** Vectors of the corpus as a vector index reads them from storage; groups are found where they are not given. */
export function storedVectors(
  vectors: Int8Array,
  corpus: CorpusPieces,
  centres: Float32Array,
  groups?: Uint16Array,
) {
  const groupOf = groupFinder(centres);
  return {
    *after(passage: number, highest: number): Generator<VectorBlock> {
      for (let at = 0; at < corpus.passages; at++) {
        const first = corpus.passageIds[at] as number;
        if (first <= passage || first > highest) continue;
        const own = vectors.subarray(at * dimensions, (at + 1) * dimensions);
        yield {
          first,
          count: 1,
          vectors: own,
          groups: groups?.subarray(at, at + 1) ?? Uint16Array.of(groupOf(own)),
        };
      }
    },
  };
}
