import type { Database } from "./open.ts";

/** Vectors of `count` passages with consecutive ids, and the group each belongs to. */
export type VectorBlock = { first: number; count: number; vectors: Int8Array; groups: Uint16Array };

export type LibraryVectors = ReturnType<typeof libraryVectors>;

/** Learned vectors of passages inside the encrypted file. Derived from the clauses by one encoder; can be rebuilt. */
export function libraryVectors(db: Database) {
  const add = db.prepare("INSERT OR REPLACE INTO search_vector VALUES (?, ?, ?, ?, ?)");
  const after = db.prepare(
    `SELECT first, count, vectors, passage_groups AS groups FROM search_vector
     WHERE encoder = ? AND first > ? AND first <= ? ORDER BY first`,
  );
  const last = db
    .prepare("SELECT max(first + count - 1) AS last FROM search_vector WHERE encoder = ?")
    .pluck();
  const dropAbove = db.prepare("DELETE FROM search_vector WHERE first + count - 1 > ?");
  const dropOthers = db.prepare(
    `DELETE FROM search_vector WHERE (encoder, first) IN
       (SELECT encoder, first FROM search_vector WHERE encoder <> ? LIMIT ?)`,
  );
  return {
    add: ({ first, count, vectors, groups }: VectorBlock, encoder: string): void => {
      add.run(encoder, first, count, bytesOf(vectors), bytesOf(groups));
    },
    /** Blocks that begin after a passage and not after `highest`, made by that encoder. */
    *after(passage: number, highest: number, encoder: string): Generator<VectorBlock> {
      for (const row of after.iterate(encoder, passage, highest) as Iterable<VectorRow>) yield toBlock(row);
    },
    /** The last passage that encoder has a vector for; 0 for none. */
    last: (encoder: string): number => (last.get(encoder) as number | null) ?? 0,
    /** Forgets every block that reaches beyond a passage, whoever made it. */
    dropAbove: (passage: number): void => void dropAbove.run(passage),
    /** Forgets some blocks that another encoder made. @returns how many went */
    dropOthers: (encoder: string, most: number): number => dropOthers.run(encoder, most).changes,
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
