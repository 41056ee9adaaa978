import type { Bags } from "./bags.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** Vector length of the model. */
export const dimensions = 128;

/**
 * What is learned: a vector for each vocabulary entry, how much an entry counts in a question and in a passage
 * (logarithms), and the logarithm of the sharpness of comparisons.
 */
export type BagModel = {
  vectors: Float32Array;
  askWeight: Float32Array;
  tellWeight: Float32Array;
  sharpness: Float32Array;
};

/** Small random vectors; every entry counts by how rare it is: ln(1 + N/df). */
export function newBagModel(frequencies: Uint32Array, passages: number, random: SeededRandom): BagModel {
  const vectors = new Float32Array(frequencies.length * dimensions);
  for (let at = 0; at < vectors.length; at++) vectors[at] = random.normal() / Math.sqrt(dimensions);
  const rarity = Float32Array.from(frequencies, (frequency) =>
    Math.log(Math.log(1 + passages / Math.max(1, frequency)) + 1e-3),
  );
  return { vectors, askWeight: rarity, tellWeight: rarity.slice(), sharpness: Float32Array.of(2.7) };
}

export function copyModel(model: BagModel): BagModel {
  return {
    vectors: model.vectors.slice(),
    askWeight: model.askWeight.slice(),
    tellWeight: model.tellWeight.slice(),
    sharpness: model.sharpness.slice(),
  };
}

/** One comparison: every question bag has one right passage bag; pairs in `masked` are neither right nor wrong. */
export type Comparison = {
  questions: Bags;
  passages: Bags;
  /** For each question the number of its right passage. */
  right: Int32Array;
  /** Weight of each question in the loss. */
  weights: Float32Array;
  /** question × passages.count + passage */
  masked: Iterable<number>;
};

export type BagTrainer = {
  /** One step of gradient descent; returns the loss before it. */
  step(comparison: Comparison, rate: number): number;
};

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Adam over the rows that a step touches (lazy): untouched rows keep their moments as they are. */
export function bagTrainer(model: BagModel): BagTrainer {
  const entryCount = model.askWeight.length;
  const memory = {
    gradient: new Float32Array(entryCount * dimensions),
    first: new Float32Array(entryCount * dimensions),
    second: new Float32Array(entryCount * dimensions),
    ask: scalarMemory(entryCount),
    tell: scalarMemory(entryCount),
    sharpness: scalarMemory(1),
    touched: new Int32Array(entryCount),
    isTouched: new Uint8Array(entryCount),
    count: 0,
  };
  let steps = 0;
  return {
    step(comparison, rate) {
      steps += 1;
      const asked = forward(comparison.questions, model.vectors, model.askWeight);
      const told = forward(comparison.passages, model.vectors, model.tellWeight);
      const { loss, askedGradient, toldGradient } = compare(
        comparison,
        asked,
        told,
        model,
        memory.sharpness.gradient,
      );
      backward(comparison.questions, asked, askedGradient, {
        ...memory,
        scalars: memory.ask,
        weight: model.askWeight,
        model,
        touch,
      });
      backward(comparison.passages, told, toldGradient, {
        ...memory,
        scalars: memory.tell,
        weight: model.tellWeight,
        model,
        touch,
      });
      const corrected = (rate * Math.sqrt(1 - beta2 ** steps)) / (1 - beta1 ** steps);
      for (let at = 0; at < memory.count; at++) {
        const entry = memory.touched[at] as number;
        memory.isTouched[entry] = 0;
        adaptRow(model.vectors, memory, entry, corrected);
        adaptScalar(model.askWeight, memory.ask, entry, corrected);
        adaptScalar(model.tellWeight, memory.tell, entry, corrected);
      }
      memory.count = 0;
      adaptScalar(model.sharpness, memory.sharpness, 0, corrected);
      return loss;
    },
  };

  function touch(entry: number): void {
    if (memory.isTouched[entry]) return;
    memory.isTouched[entry] = 1;
    memory.touched[memory.count++] = entry;
  }
}

type ScalarMemory = { gradient: Float32Array; first: Float32Array; second: Float32Array };

function scalarMemory(size: number): ScalarMemory {
  return { gradient: new Float32Array(size), first: new Float32Array(size), second: new Float32Array(size) };
}

/** Unit vectors of bags, and the lengths before normalising. */
type Encoded = { units: Float32Array; lengths: Float32Array };

function forward({ starts, entries, count }: Bags, vectors: Float32Array, weights: Float32Array): Encoded {
  const units = new Float32Array(count * dimensions);
  const lengths = new Float32Array(count);
  for (let bag = 0; bag < count; bag++) {
    const base = bag * dimensions;
    for (let at = starts[bag] as number; at < (starts[bag + 1] as number); at++) {
      const entry = entries[at] as number;
      const weight = Math.exp(weights[entry] as number);
      const row = entry * dimensions;
      for (let axis = 0; axis < dimensions; axis++)
        units[base + axis]! += weight * (vectors[row + axis] as number);
    }
    lengths[bag] = normalise(units, base);
  }
  return { units, lengths };
}

function normalise(units: Float32Array, base: number): number {
  let square = 1e-12;
  for (let axis = 0; axis < dimensions; axis++) square += (units[base + axis] as number) ** 2;
  const length = Math.sqrt(square);
  for (let axis = 0; axis < dimensions; axis++) units[base + axis]! /= length;
  return length;
}

function compare(
  { right, weights, masked, questions, passages }: Comparison,
  asked: Encoded,
  told: Encoded,
  model: BagModel,
  sharpnessGradient: Float32Array,
) {
  const [rows, columns] = [questions.count, passages.count];
  const scores = products(asked.units, told.units, rows, columns);
  const sharpness = Math.exp(model.sharpness[0] as number);
  const hidden = new Uint8Array(rows * columns);
  for (const at of masked) hidden[at] = 1;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let loss = 0;
  let tilt = 0;
  for (let row = 0; row < rows; row++) {
    const target = right[row] as number;
    hidden[row * columns + target] = 0;
    const part = rowGradient(
      scores.subarray(row * columns, (row + 1) * columns),
      hidden.subarray(row * columns, (row + 1) * columns),
      { target, sharpness, share: (weights[row] as number) / total },
    );
    loss += part.loss;
    tilt += part.tilt;
  }
  sharpnessGradient[0] = tilt * sharpness;
  return {
    loss,
    askedGradient: gathered(scores, told.units, rows, columns),
    toldGradient: scattered(scores, asked.units, rows, columns),
  };
}

/** Softmax over one question's passages; its cosines become their gradients in place. */
function rowGradient(
  scores: Float32Array,
  hidden: Uint8Array,
  { target, sharpness, share }: { target: number; sharpness: number; share: number },
): { loss: number; tilt: number } {
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++)
    if (!hidden[at] && (scores[at] as number) > most) most = scores[at] as number;
  let mass = 0;
  for (let at = 0; at < scores.length; at++)
    if (!hidden[at]) mass += Math.exp(sharpness * ((scores[at] as number) - most));
  const loss = share * (Math.log(mass) - sharpness * ((scores[target] as number) - most));
  let tilt = 0;
  for (let at = 0; at < scores.length; at++) {
    const cosine = scores[at] as number;
    const probability = hidden[at] ? 0 : Math.exp(sharpness * (cosine - most)) / mass;
    const gradient = share * (probability - (at === target ? 1 : 0));
    tilt += gradient * cosine;
    scores[at] = gradient * sharpness;
  }
  return { loss, tilt };
}

/** rows × columns of dot products; four columns at a time keep the row's numbers in registers. */
function products(left: Float32Array, right: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * columns);
  const whole = columns - (columns % 4);
  for (let row = 0; row < rows; row++) {
    const base = row * dimensions;
    for (let column = 0; column < whole; column += 4) {
      const [a, b, c, d] = [
        column * dimensions,
        (column + 1) * dimensions,
        (column + 2) * dimensions,
        (column + 3) * dimensions,
      ];
      let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
      for (let axis = 0; axis < dimensions; axis++) {
        const value = left[base + axis] as number;
        sumA += value * (right[a + axis] as number);
        sumB += value * (right[b + axis] as number);
        sumC += value * (right[c + axis] as number);
        sumD += value * (right[d + axis] as number);
      }
      const at = row * columns + column;
      result[at] = sumA;
      result[at + 1] = sumB;
      result[at + 2] = sumC;
      result[at + 3] = sumD;
    }
    for (let column = whole; column < columns; column++) {
      let sum = 0;
      for (let axis = 0; axis < dimensions; axis++)
        sum += (left[base + axis] as number) * (right[column * dimensions + axis] as number);
      result[row * columns + column] = sum;
    }
  }
  return result;
}

/** For each row the sum of the columns' vectors weighted by the row. */
function gathered(weights: Float32Array, vectors: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(rows * dimensions);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      addScaled(
        result,
        row * dimensions,
        vectors,
        column * dimensions,
        weights[row * columns + column] as number,
      );
  return result;
}

/** For each column the sum of the rows' vectors weighted by the column. */
function scattered(
  weights: Float32Array,
  vectors: Float32Array,
  rows: number,
  columns: number,
): Float32Array {
  const result = new Float32Array(columns * dimensions);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      addScaled(
        result,
        column * dimensions,
        vectors,
        row * dimensions,
        weights[row * columns + column] as number,
      );
  return result;
}

/** Gradients below this change nothing and are most of a large comparison. */
const negligible = 1e-7;

function addScaled(
  target: Float32Array,
  to: number,
  source: Float32Array,
  from: number,
  factor: number,
): void {
  if (factor < negligible && factor > -negligible) return;
  for (let axis = 0; axis < dimensions; axis++)
    target[to + axis]! += factor * (source[from + axis] as number);
}

type Backward = {
  gradient: Float32Array;
  scalars: ScalarMemory;
  weight: Float32Array;
  model: BagModel;
  touch: (entry: number) => void;
};

/** Through the normalising and the weighted sum, down to vectors and weights of the entries. */
function backward(
  { starts, entries, count }: Bags,
  { units, lengths }: Encoded,
  unitGradient: Float32Array,
  parts: Backward,
): void {
  const { gradient, scalars, weight, model, touch } = parts;
  for (let bag = 0; bag < count; bag++) {
    const base = bag * dimensions;
    let along = 0;
    for (let axis = 0; axis < dimensions; axis++)
      along += (unitGradient[base + axis] as number) * (units[base + axis] as number);
    const length = lengths[bag] as number;
    for (let axis = 0; axis < dimensions; axis++)
      unitGradient[base + axis] =
        ((unitGradient[base + axis] as number) - along * (units[base + axis] as number)) / length;
    for (let at = starts[bag] as number; at < (starts[bag + 1] as number); at++) {
      const entry = entries[at] as number;
      const row = entry * dimensions;
      const factor = Math.exp(weight[entry] as number);
      let pull = 0;
      for (let axis = 0; axis < dimensions; axis++) {
        const value = unitGradient[base + axis] as number;
        gradient[row + axis]! += factor * value;
        pull += value * (model.vectors[row + axis] as number);
      }
      scalars.gradient[entry]! += factor * pull;
      touch(entry);
    }
  }
}

function adaptRow(
  values: Float32Array,
  { gradient, first, second }: ScalarMemory,
  entry: number,
  rate: number,
): void {
  for (let at = entry * dimensions; at < (entry + 1) * dimensions; at++) {
    const slope = gradient[at] as number;
    gradient[at] = 0;
    const mean = beta1 * (first[at] as number) + (1 - beta1) * slope;
    const square = beta2 * (second[at] as number) + (1 - beta2) * slope * slope;
    first[at] = mean;
    second[at] = square;
    values[at]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
  }
}

function adaptScalar(values: Float32Array, memory: ScalarMemory, at: number, rate: number): void {
  const slope = memory.gradient[at] as number;
  memory.gradient[at] = 0;
  const mean = beta1 * (memory.first[at] as number) + (1 - beta1) * slope;
  const square = beta2 * (memory.second[at] as number) + (1 - beta2) * slope * slope;
  memory.first[at] = mean;
  memory.second[at] = square;
  values[at]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
}

/** Unit vectors of many bags, as the finished model gives them; `side` says whose weights count. */
export function encodeBags(model: BagModel, bags: Bags, side: "ask" | "tell"): Float32Array {
  return forward(bags, model.vectors, side === "ask" ? model.askWeight : model.tellWeight).units;
}
