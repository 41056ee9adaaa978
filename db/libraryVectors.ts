import type { Database } from "./open.ts";

/** The model of this centre as an administrator accepted it. */
export type AcceptedModel = { file: Uint8Array; acceptedAt: string; acceptedBy: string };

/** Vectors of `count` passages with consecutive ids, and the group each belongs to. */
export type VectorBlock = { first: number; count: number; vectors: Int8Array; groups: Uint16Array };

export type LibraryVectors = ReturnType<typeof libraryVectors>;

/** Learned vectors of passages inside the encrypted file. Derived from the clauses by one encoder; can be rebuilt. */
export function libraryVectors(db: Database) {
  const add = db.prepare("INSERT OR REPLACE INTO search_vector VALUES (?, ?, ?, ?, ?)");
  const after = db.prepare(
    `SELECT first, count, vectors, passage_groups AS groups FROM search_vector
     WHERE first > ? AND first <= ? AND encoder = ? ORDER BY first`,
  );
  const last = db
    .prepare("SELECT max(first + count - 1) AS last FROM search_vector WHERE encoder = ?")
    .pluck();
  const dropFrom = db.prepare("DELETE FROM search_vector WHERE first >= ? OR encoder <> ?");
  const model = db.prepare(
    "SELECT file, accepted_at AS acceptedAt, accepted_by AS acceptedBy FROM library_model",
  );
  const accept = db.prepare("INSERT OR REPLACE INTO library_model VALUES (1, ?, ?, ?)");
  const forget = db.prepare("DELETE FROM library_model");
  return {
    add: ({ first, count, vectors, groups }: VectorBlock, encoder: string): void => {
      add.run(first, count, encoder, bytesOf(vectors), bytesOf(groups));
    },
    /** Blocks that begin after a passage and not after `highest`, made by that encoder. */
    *after(passage: number, highest: number, encoder: string): Generator<VectorBlock> {
      for (const row of after.iterate(passage, highest, encoder) as Iterable<VectorRow>) yield toBlock(row);
    },
    /** The last passage that encoder has a vector for; 0 for none. */
    last: (encoder: string): number => (last.get(encoder) as number | null) ?? 0,
    /** Forgets blocks from a passage on, and all that another encoder made. */
    keepOnly: (encoder: string, below: number): void => {
      dropFrom.run(below, encoder);
    },
    ownModel: (): AcceptedModel | null => (model.get() as AcceptedModel | undefined) ?? null,
    acceptModel: ({ file, acceptedAt, acceptedBy }: AcceptedModel): void => {
      accept.run(file, acceptedAt, acceptedBy);
    },
    /** Back to the model that ships. */
    forgetModel: (): void => {
      forget.run();
    },
  };
}

type VectorRow = { first: number; count: number; vectors: Uint8Array; groups: Uint8Array };

function toBlock({ first, count, vectors, groups }: VectorRow): VectorBlock {
  const own = groups.slice();
  return {
    first,
    count,
    vectors: new Int8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength),
    groups: new Uint16Array(own.buffer, own.byteOffset, count),
  };
}

function bytesOf(part: Int8Array | Uint16Array): Uint8Array {
  return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
}
