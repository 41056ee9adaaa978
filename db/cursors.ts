import type { Desk } from "./desk.ts";

export type CursorRepository = {
  of(feed: string): { pos: number; epoch: string } | null;
  /** Call it in the transaction that applies the page. */
  put(feed: string, pos: number, epoch: string): void;
  forgetAll(): void;
};

/** How far each feed was read, and in which life (epoch) of the server. */
export function cursorRepository(desk: Desk): CursorRepository {
  const read = desk.prepare<[string], { pos: number; epoch: string }>(
    "cursor.of",
    "SELECT pos, epoch FROM feed_cursor WHERE feed = ?",
  );
  const write = desk.prepare<[string, number, string]>(
    "cursor.put",
    `INSERT INTO feed_cursor (feed, pos, epoch) VALUES (?, ?, ?)
     ON CONFLICT (feed) DO UPDATE SET pos = excluded.pos, epoch = excluded.epoch`,
  );
  const forget = desk.prepare<[]>("cursor.forgetAll", "DELETE FROM feed_cursor");
  return {
    of: (feed) => read.get(feed) ?? null,
    put: (feed, pos, epoch) => void write.run(feed, pos, epoch),
    forgetAll: () => void forget.run(),
  };
}
