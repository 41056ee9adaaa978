import { createHash } from "node:crypto";
import { z } from "zod";

/** Vector length of the model. */
export const dimensions = 128;

/** What a search has learned: vectors of words and characters, where passages gather, and how features are weighed. */
export type SearchModel = {
  /** Which encoder made a stored vector; changes with anything that changes vectors. */
  encoderId: string;
  entries: readonly string[];
  /** One row of 128 numbers for each entry. */
  table: Int8Array;
  /** Factor that turns an entry's row into its share of a question, and of a passage. */
  askScale: Float32Array;
  tellScale: Float32Array;
  /** Unit vectors around which passages gather, a row each. */
  centres: Float32Array;
  ranking: RankingWeights;
  /** Cosine below which a passage that holds none of the words is no answer of this model's. */
  leastNear: number;
  /** How many questions of real callers each document answered, by the name its editions share. */
  popular: Readonly<Record<string, number>>;
  /** When and from what it was trained, and what it measured: shown to administrators. */
  card: ModelCard;
};

/** score = Σ weight × clamp((feature − mean) / deviation). */
export type RankingWeights = { names: string[]; mean: number[]; deviation: number[]; weight: number[] };

const rankingWeights = z.object({
  names: z.array(z.string()),
  mean: z.array(z.number()),
  deviation: z.array(z.number().positive()),
  weight: z.array(z.number()),
});

const modelCard = z.object({
  madeOn: z.string(),
  passages: z.int(),
  questions: z.int(),
  figures: z.record(z.string(), z.record(z.string(), z.number())),
});
export type ModelCard = z.infer<typeof modelCard>;

const header = z.object({
  format: z.literal(1),
  entries: z.array(z.string()),
  centres: z.int(),
  ranking: rankingWeights,
  leastNear: z.number(),
  popular: z.record(z.string(), z.number()),
  card: modelCard,
});

const magic = "ZXSM";

/** The file of a model: a name, the header as JSON, then the numbers in the order of `SearchModel`. */
export function writeModel(model: Omit<SearchModel, "encoderId">): Buffer {
  const head = Buffer.from(
    JSON.stringify({
      format: 1,
      entries: model.entries,
      centres: model.centres.length / dimensions,
      ranking: model.ranking,
      leastNear: model.leastNear,
      popular: model.popular,
      card: model.card,
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([Buffer.from(magic), length, head, bytesOf(model.table), ...scaleBytes(model)]);
}

/**
 * @throws Error when the file is no model of this format or was cut off
 */
export function readModel(file: Uint8Array): SearchModel {
  const buffer = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (buffer.length < 8 || buffer.toString("latin1", 0, 4) !== magic) throw new Error("Not a search model");
  const end = 8 + buffer.readUInt32LE(4);
  const { entries, centres, ranking, leastNear, popular, card } = header.parse(
    JSON.parse(buffer.toString("utf8", 8, end)),
  );
  const rows = entries.length;
  const expected = end + rows * dimensions + 4 * (2 * rows + centres * dimensions);
  if (buffer.length !== expected) throw new Error("The search model was cut off");
  let at = end;
  const floats = (count: number) => {
    const part = new Float32Array(count);
    Buffer.from(part.buffer).set(buffer.subarray(at, at + 4 * count));
    at += 4 * count;
    return part;
  };
  const table = new Int8Array(rows * dimensions);
  Buffer.from(table.buffer).set(buffer.subarray(at, at + table.length));
  at += table.length;
  const [askScale, tellScale, centreRows] = [floats(rows), floats(rows), floats(centres * dimensions)];
  const encoderId = createHash("sha256")
    .update(entries.join("\n"))
    .update(buffer.subarray(end))
    .digest("hex")
    .slice(0, 16);
  return {
    encoderId,
    entries,
    table,
    askScale,
    tellScale,
    centres: centreRows,
    ranking,
    leastNear,
    popular,
    card,
  };
}

function scaleBytes({ askScale, tellScale, centres }: Omit<SearchModel, "encoderId">): Buffer[] {
  return [bytesOf(askScale), bytesOf(tellScale), bytesOf(centres)];
}

function bytesOf(part: Int8Array | Float32Array): Buffer {
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength);
}
