/**
 * One clause as every engine gets it: the canonical fields that the library's own index is made from (NFKC, lower case,
 * simplified characters, numbers in digits), so that an engine wins or loses by its ranking and not by spelling.
 */
export type PeerText = { id: number; title: string; head: string; body: string };

/** Another search engine. Queries arrive in the same canonical form; no snippets are asked for. */
export type Peer = {
  add(text: PeerText): void;
  /** Called once, after the last text. */
  finish(): void;
  /** Ids, best first. */
  search(query: string, limit: number): number[];
  /** Size of an index that is a file; without it the memory the index takes is measured. */
  indexMegabytes?(): number;
  close?(): void;
};

/** `folder` is for engines that write files. */
export type PeerMaker = (folder: string) => Peer;
