import { linkedAbort } from "../../electron/backend/sync/linkedAbort.ts";

/** The wire between a seat and its server, as a test cuts, mends and garbles it. */
export type Network = {
  fetch: typeof fetch;
  /** Breaks what is under way and refuses everything new. */
  cut(): void;
  mend(): void;
  /** The next request whose address contains this reaches the server, but its reply never arrives. */
  loseReply(path: string): void;
  /** How often an address containing this was asked for. */
  count(path: string): number;
};

export function createNetwork(): Network {
  let broken: AbortController | null = null;
  let underWay = new AbortController();
  let lost: string | null = null;
  const asked: string[] = [];
  return {
    async fetch(input, init) {
      const url = String(input);
      asked.push(url);
      if (broken) throw new TypeError("The network is down");
      const { signal } = linkedAbort(underWay.signal, ...(init?.signal ? [init.signal] : []));
      const response = await fetch(url, { ...init, signal });
      if (lost === null || !url.includes(lost)) return response;
      lost = null;
      await response.arrayBuffer();
      throw new TypeError("The reply was lost");
    },
    cut() {
      broken = underWay;
      broken.abort();
    },
    mend() {
      broken = null;
      underWay = new AbortController();
    },
    loseReply(path) {
      lost = path;
    },
    count: (path) => asked.filter((url) => url.includes(path)).length,
  };
}
