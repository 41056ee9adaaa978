import type { PeerMaker } from "./peer.ts";

/** The engines of `--peers`, loaded one by one: each is measured in a process of its own. */
export const peers: Record<string, () => Promise<PeerMaker>> = {
  "minisearch+jieba": async () => (await import("./minisearch.ts")).createMinisearch,
  "flexsearch+bigram": async () => (await import("./flexsearch.ts")).createFlexsearch,
  "orama+jieba": async () => (await import("./orama.ts")).createOrama,
  "fts5-trigram": async () => (await import("./ftsTrigram.ts")).createFtsTrigram,
  "sqlite-like": async () => (await import("./sqliteLike.ts")).createSqliteLike,
  "bm25-jieba": async () => (await import("./bm25Peers.ts")).createBm25Words,
  "bm25-bigram+title": async () => (await import("./bm25Peers.ts")).createBm25Bigrams,
};
