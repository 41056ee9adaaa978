import { Index } from "flexsearch";
import type { Peer } from "./peer.ts";
import { jiebaCutter } from "./words.ts";

/**
 * FlexSearch with jieba's words. One index over title, chapter and body in this order, because a word counts by how early it
 * stands; `suggest` lets a text that lacks some of the words follow those that have all, where it would find nothing.
 */
export function createFlexsearch(): Peer {
  const cutter = jiebaCutter();
  // One function serves texts and queries; which of the two it is shows in what is being done.
  let cut = cutter.ofText;
  const index = new Index({ tokenize: "strict", resolution: 9, encode: (text: string) => cut(text) });
  return {
    add: ({ id, title, head, body }) => void index.add(id, `${title} ${head} ${body}`),
    finish() {
      cut = cutter.ofQuery;
    },
    search: (query, limit) => (index.search(query, { limit, suggest: true }) as number[]).map(Number),
  };
}
