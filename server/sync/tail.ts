import type { ChangeRow } from "../store/schema.ts";

/**
 * The newest changes of each feed in memory, and those who wait for the next one: a wake of a thousand waiting
 * seats then reads nothing from the database. Rows are published after their commit, in `pos` order.
 */
export type Tail = {
  /** Tells the tail where a feed stands; needed once per feed before anything else. */
  start(feed: string, pos: number): void;
  publish(feed: string, rows: readonly ChangeRow[]): void;
  /** Up to `limit` rows after `pos`, or null when they lie further back than the tail reaches. */
  read(feed: string, after: number, limit: number): ChangeRow[] | null;
  /** Position of the last committed change. */
  last(feed: string): number;
  /** Forgets the rows (they were rewritten in the database), not the position. */
  forget(feed: string): void;
  /** True once the feed is past `after`; false when the time is over, the caller gave up or the tail is closed. */
  wait(feed: string, after: number, until: { ms: number; signal: AbortSignal }): Promise<boolean>;
  close(): void;
};

type Feed = { last: number; rows: ChangeRow[]; waiting: Set<() => void> };

export function createTail(capacity = 2_000): Tail {
  const feeds = new Map<string, Feed>();
  let isClosed = false;

  function feedOf(name: string): Feed {
    const feed = feeds.get(name) ?? { last: 0, rows: [], waiting: new Set() };
    feeds.set(name, feed);
    return feed;
  }

  return {
    start: (name, pos) => {
      const feed = feedOf(name);
      feed.last = pos;
      feed.rows = [];
    },
    publish: (name, rows) => {
      const feed = feedOf(name);
      for (const row of rows) {
        // Two commits may be published out of turn: the database fills the hole, and the late row is there already.
        if (row.pos <= feed.last) continue;
        if (row.pos !== feed.last + 1) feed.rows = [];
        feed.last = row.pos;
        feed.rows.push(row);
      }
      if (feed.rows.length > capacity) feed.rows = feed.rows.slice(-Math.ceil(capacity / 2));
      for (const wake of [...feed.waiting]) wake();
    },
    read: (name, after, limit) => {
      const { rows, last } = feedOf(name);
      if (after >= last) return [];
      const first = rows[0]?.pos;
      if (first === undefined || after < first - 1) return null;
      return rows.slice(after - first + 1, after - first + 1 + limit);
    },
    last: (name) => feedOf(name).last,
    forget: (name) => {
      feedOf(name).rows = [];
    },
    wait: async (name, after, until) => {
      const feed = feedOf(name);
      if (!isClosed && feed.last <= after && !until.signal.aborted) await waitIn(feed, until);
      return feed.last > after;
    },
    close: () => {
      isClosed = true;
      for (const feed of feeds.values()) for (const wake of [...feed.waiting]) wake();
    },
  };
}

function waitIn(feed: Feed, { ms, signal }: { ms: number; signal: AbortSignal }): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      feed.waiting.delete(wake);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    feed.waiting.add(wake);
    signal.addEventListener("abort", wake, { once: true });
  });
}
