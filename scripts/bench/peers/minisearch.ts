import MiniSearch from "minisearch";
import type { Peer, PeerText } from "./peer.ts";
import { jiebaCutter } from "./words.ts";

/**
 * MiniSearch (BM25+ over a radix tree) with jieba. Its own way of cutting knows spaces only and finds nothing in Chinese.
 * Any word may match (OR, its default; all words first and then any is no better). The title counts half: it is the same for
 * all articles of a law, and MiniSearch has no discount for that. Of whole, double and half weight this is its best.
 * Neither prefixes nor fuzziness: jieba's search mode gives the shorter words already.
 */
export function createMinisearch(): Peer {
  const cutter = jiebaCutter();
  const index = new MiniSearch<PeerText>({
    fields: ["title", "head", "body"],
    tokenize: cutter.ofText,
    processTerm: (term) => term,
    searchOptions: { boost: { title: 0.5 }, tokenize: cutter.ofQuery },
  });
  return {
    add: (text) => index.add(text),
    finish() {},
    search: (query, limit) =>
      index
        .search(query)
        .slice(0, limit)
        .map(({ id }) => id as number),
  };
}
