import { describe, expect, test } from "vitest";
import { libraryVectors, type VectorBlock } from "../../../../db/libraryVectors.ts";
import { migrate } from "../../../../db/migrate.ts";
import { migrations } from "../../../../db/migrations/index.ts";
import { openSeatDatabase } from "../../../../db/open.ts";
import { seededRandom } from "../training/seededRandom.ts";
import { quantised } from "./encoder.ts";
import { createVectorIndex, groupFinder } from "./vectorIndex.ts";

const random = seededRandom(9);
const vector = () => quantised(Float32Array.from({ length: 128 }, () => random.normal()));
const unit = (of: Int8Array) => Float32Array.from(of, (value) => value / Math.hypot(...of));

function filled(count: number) {
  const db = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 1) });
  migrate(db, migrations);
  const stored = libraryVectors(db);
  const middles = Float32Array.from(Array.from({ length: 8 }, () => [...unit(vector())]).flat());
  const vectors = Array.from({ length: count }, vector);
  const groupOf = groupFinder(middles);
  const block = (first: number, own: Int8Array[]): VectorBlock => ({
    first,
    count: own.length,
    vectors: Int8Array.from(own.flatMap((each) => [...each])),
    groups: Uint16Array.from(own, groupOf),
  });
  stored.add(block(1, vectors.slice(0, 100)), "one");
  stored.add(block(101, vectors.slice(100)), "one");
  stored.add(block(5_000, [vector()]), "another");
  return { stored, vectors, middles };
}

const cosine = (a: Float32Array, b: Int8Array) =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0) / Math.hypot(...b);

describe("the vectors of a library", () => {
  const { stored, vectors, middles } = filled(300);
  const index = createVectorIndex(stored, "one", middles);
  index.reload(250);

  test("are read up to the passages that searches see, and only those of the own encoder", () => {
    // Blocks are read whole; the search passes over what lies above.
    expect(index.count()).toBe(300);
    expect(index.cosine(unit(vector()), 5_000)).toBe(0);
  });

  test("find what comparing with every vector finds", () => {
    // The heaviest come from further away than the lightest.
    const weightOf = (passage: number) => [0.5, 1, 1.6][passage % 3] ?? 1;
    for (let round = 0; round < 40; round++) {
      const question = unit(vector());
      const scoreOf = (passage: number) =>
        cosine(question, vectors[passage - 1] ?? vector()) * weightOf(passage);
      const found = index.nearest(question, { wanted: 10, weightOf }).map(({ passage }) => scoreOf(passage));
      const expected = vectors.map((_, at) => scoreOf(at + 1)).sort((a, b) => b - a);
      // Questions are compared in 14 bits: of two that lie as near, either may come first.
      found.forEach((score, at) => {
        expect(score).toBeCloseTo(expected[at] ?? 0, 3);
      });
      expect(found).toHaveLength(10);
    }
  });

  test("leave out what weighs nothing and move what weighs little", () => {
    const question = unit(vectors[41] ?? vector());
    expect(index.nearest(question, { wanted: 1, weightOf: () => 1 })[0]).toMatchObject({ passage: 42 });
    const without = index.nearest(question, { wanted: 5, weightOf: (passage) => (passage === 42 ? 0 : 1) });
    expect(without.map(({ passage }) => passage)).not.toContain(42);
  });

  test("lie beside those of another encoder, and those that reach above a passage are forgotten, whoever's", () => {
    stored.dropAbove(299);
    expect([stored.last("one"), stored.last("another")]).toEqual([100, 0]);
  });

  test("of other encoders are forgotten a few at a time", () => {
    const { stored: both } = filled(300);
    expect([both.dropOthers("another", 1), both.dropOthers("another", 9)]).toEqual([1, 1]);
    expect([both.last("one"), both.last("another")]).toEqual([0, 5_000]);
  });
});
