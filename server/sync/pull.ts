import { AppError } from "../../shared/errors.ts";
import { limits, syncRules } from "../../shared/sync/protocol.ts";
import type { ServerContext } from "../context.ts";
import type { ChangeRow } from "../store/schema.ts";
import { readChanges } from "./feed.ts";
import { canSee, type Marks, type Viewer } from "./marks.ts";
import { toMarks } from "./workingSet.ts";

export type PullAsk = {
  feed: string;
  after: number;
  epoch: string;
  /** Milliseconds to wait for a change this viewer may see. */
  wait: number;
  viewer: Viewer;
  signal: AbortSignal;
};

/**
 * One page of a feed as JSON text of `pullReply`. Bodies come out of the store as text and go out as text; nothing is
 * parsed on the way. The cursor passes over what the viewer may not see, so a hidden change costs one wake.
 * @throws AppError `conflict`, rule `sync.epoch`, when the cursor is of another epoch or beyond the feed's end
 */
export async function pullPage(context: ServerContext, ask: PullAsk): Promise<string> {
  const { tail, clock } = context;
  const epoch = await currentEpoch(context, ask.feed);
  if (ask.epoch !== epoch || ask.after > tail.last(ask.feed)) {
    throw new AppError("conflict", "The server was restored", { rule: syncRules.epoch, detail: { epoch } });
  }
  const until = clock() + ask.wait;
  let after = ask.after;
  for (;;) {
    const rows =
      tail.read(ask.feed, after, limits.page) ??
      (await readChanges(context.store.db, ask.feed, { after, limit: limits.page }));
    const { texts, last } = takePage(rows, ask.viewer);
    after = last?.pos ?? after;
    const isAtEnd = after >= tail.last(ask.feed);
    const goesOn = texts.length === 0 && !ask.signal.aborted;
    if (goesOn && !isAtEnd) continue;
    const rest = until - clock();
    if (goesOn && rest > 0 && (await tail.wait(ask.feed, after, { ms: rest, signal: ask.signal }))) continue;
    return `{"changes":[${texts.join(",")}],"cursor":${after},"more":${!isAtEnd}}`;
  }
}

/** The texts of the rows this viewer may see, up to the row where the page is full. */
export function takePage(
  rows: readonly ChangeRow[],
  viewer: Viewer,
): { texts: string[]; last: ChangeRow | undefined } {
  const texts: string[] = [];
  let size = 0;
  for (const row of rows) {
    const text = changeText(row, viewer);
    if (text !== null) texts.push(text);
    size += text?.length ?? 0;
    if (size > limits.pageChars) return { texts, last: row };
  }
  return { texts, last: rows.at(-1) };
}

/** The change as this viewer gets it: whole, emptied when it went out of their sight, or null when not theirs at all. */
function changeText(row: ChangeRow, viewer: Viewer): string | null {
  const isVisible = canSee(toMarks(row), viewer);
  const wasVisible = row.marks_before !== null && canSee(JSON.parse(row.marks_before) as Marks, viewer);
  if (!isVisible && !wasVisible) return null;
  const header = JSON.stringify({
    pos: row.pos,
    kind: row.kind,
    entity: row.entity,
    version: row.version,
    origin: row.origin,
    originSeq: row.origin_seq,
    at: row.at,
  });
  return `${header.slice(0, -1)},"body":${isVisible ? row.body : "null"}}`;
}

export async function currentEpoch({ store }: ServerContext, feed: string): Promise<string> {
  const row = await store.db.selectFrom("feed").select("epoch").where("feed", "=", feed).executeTakeFirst();
  if (!row) throw new AppError("not_found", "No such feed", { rule: "sync.noFeed" });
  return row.epoch;
}
