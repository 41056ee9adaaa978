import { create, insert, type Results, search } from "@orama/orama";
import type { Peer } from "./peer.ts";
import { jiebaCutter } from "./words.ts";

/**
 * Orama (BM25 over a radix tree) with jieba as its tokenizer. Any word may match (threshold 1, its default; 0 finds next to
 * nothing), the title counts half: of whole, double and half weight its best. Orama takes every word for the beginning of others, and its `exact` looks for ASCII word borders in the text,
 * so a closing mark on every word does what `exact` is meant to do, and finds a third more.
 */
export function createOrama(): Peer {
  const cutter = jiebaCutter();
  let cut = cutter.ofText;
  const tokenizer = {
    language: "chinese",
    normalizationCache: new Map<string, string>(),
    tokenize: (text: string) => cut(text).map((word) => `${word}\u0000`),
  };
  const index = create({
    schema: { title: "string", head: "string", body: "string" },
    components: { tokenizer },
    sort: { enabled: false },
  });
  return {
    add: ({ id, ...text }) => void insert(index, { id: String(id), ...text }),
    finish() {
      cut = cutter.ofQuery;
    },
    search(query, limit) {
      const found = search(index, { term: query, limit, boost: { title: 0.5 } }) as Results<unknown>;
      return found.hits.map(({ id }) => Number(id));
    },
  };
}
