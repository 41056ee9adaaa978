import { describe, expect, test } from "vitest";
import { readModel, writeModel } from "./searchModel.ts";

const model = {
  entries: ["劳动", "#工"],
  table: Int8Array.from({ length: 256 }, (_, at) => (at % 255) - 127),
  askScale: Float32Array.of(0.5, 2),
  tellScale: Float32Array.of(1, 3),
  centres: Float32Array.from({ length: 384 }, (_, at) => at / 384),
  ranking: { names: ["cosine"], mean: [0.1], deviation: [0.2], weight: [1.5] },
  leastNear: 0.3,
  popular: { 劳动法: 3 },
  card: { madeOn: "2026-11-25", passages: 3, questions: 2, figures: { "real questions": { mrr10: 0.5 } } },
};

describe("the file of a search model", () => {
  test("gives back what was written, to the bit", () => {
    const { encoderId, ...read } = readModel(writeModel(model));
    expect(read).toEqual(model);
    expect(encoderId).toMatch(/^[0-9a-f]{16}$/);
  });

  test("names its encoder by what makes vectors, not by how features are weighed", () => {
    const id = (changed: Partial<typeof model>) => readModel(writeModel({ ...model, ...changed })).encoderId;
    expect(id({ ranking: { ...model.ranking, weight: [9] } })).toBe(id({}));
    expect(id({ askScale: Float32Array.of(0.5, 2.1) })).not.toBe(id({}));
    expect(id({ entries: ["劳动", "#土"] })).not.toBe(id({}));
  });

  test.each([
    ["cut off", writeModel(model).subarray(0, -1)],
    ["longer than it says", Buffer.concat([writeModel(model), Buffer.of(0)])],
    ["something else", Buffer.from("PK\u0003\u0004 not a model")],
    ["empty", Buffer.alloc(0)],
  ])("is refused when it is %s", (_, file) => {
    expect(() => readModel(file)).toThrow();
  });
});
