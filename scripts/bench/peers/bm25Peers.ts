import { createBm25 } from "./bm25.ts";
import type { Peer } from "./peer.ts";
import { jiebaCutter, pairCutter } from "./words.ts";

/** The textbook: one field of title, chapter and body, jieba's words, k1 = 1.2, b = 0.75. */
export function createBm25Words(): Peer {
  const cutter = jiebaCutter();
  const index = createBm25([{ weight: 1, b: 0.75 }]);
  return {
    add: ({ id, title, head, body }) => index.add(id, [cutter.ofText(`${title} ${head} ${body}`)]),
    finish: index.finish,
    search: (query, limit) => index.search(cutter.ofQuery(query), limit),
  };
}

/** Pairs of characters, and the title as a field of its own: the strongest of the untrained rankings. */
export function createBm25Bigrams(): Peer {
  const cutter = pairCutter();
  const index = createBm25([
    { weight: 1, b: 0.3 },
    { weight: 1, b: 0.75 },
  ]);
  return {
    add: ({ id, title, head, body }) =>
      index.add(id, [cutter.ofText(title), cutter.ofText(`${head} ${body}`)]),
    finish: index.finish,
    search: (query, limit) => index.search(cutter.ofQuery(query), limit),
  };
}
