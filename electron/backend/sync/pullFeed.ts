import { AppError } from "../../../shared/errors.ts";
import type { Change } from "../../../shared/sync/change.ts";
import { limits, syncRules } from "../../../shared/sync/protocol.ts";
import type { SeatIdentity } from "../seatIdentity.ts";
import { applyChanges, nothingTouched, type Touched } from "./applyChanges.ts";
import type { ServerLink } from "./serverLink.ts";
import type { SyncParts } from "./syncParts.ts";

/** Long polls of the city feed end sooner, so that a server that died without a word is noticed in time. */
const cityWaitMs = 15_000;

/** Follows one feed until something fails; the first question does not wait, so that `onCaughtUp` says the truth. */
export async function followFeed(
  parts: SyncParts,
  seat: SeatIdentity,
  link: ServerLink,
  follow: { feed: string; epoch: string; onCaughtUp: () => void; signal: AbortSignal },
): Promise<never> {
  const { feed, epoch, onCaughtUp, signal } = follow;
  const longest = feed === seat.feed ? cityWaitMs : limits.waitMs;
  let waitMs = 0;
  for (;;) {
    const more = await pullPage(parts, seat, link, { feed, epoch, waitMs, signal });
    waitMs = more ? 0 : longest;
    if (!more) onCaughtUp();
  }
}

/** Takes everything a feed has now: used once after enrolment, before the first log-in. */
export async function catchUp(
  parts: SyncParts,
  seat: SeatIdentity,
  link: ServerLink,
  follow: { feed: string; epoch: string; signal: AbortSignal },
): Promise<void> {
  let more = true;
  while (more) more = await pullPage(parts, seat, link, { ...follow, waitMs: 0 });
}

async function pullPage(
  parts: SyncParts,
  seat: SeatIdentity,
  link: ServerLink,
  page: { feed: string; epoch: string; waitMs: number; signal: AbortSignal },
): Promise<boolean> {
  const { feed, epoch, waitMs, signal } = page;
  const cursor = parts.repositories.cursors.of(feed);
  if (!cursor) {
    await takeSnapshot(parts, seat, link, { feed, signal });
    return true;
  }
  try {
    const reply = await link.pull({ feed, after: cursor.pos, epoch, waitMs }, signal);
    if (reply.changes.length > 0 || reply.cursor !== cursor.pos)
      applyPage(parts, seat, { feed, changes: reply.changes }, () =>
        parts.repositories.cursors.put(feed, reply.cursor, epoch),
      );
    return reply.more;
  } catch (error) {
    if (!(error instanceof AppError) || error.rule !== syncRules.pruned) throw error;
    await takeSnapshot(parts, seat, link, { feed, signal });
    return true;
  }
}

/**
 * Reads the whole feed page by page. The cursor of the first page is stored with the last one: what changed meanwhile
 * comes again by pulling, and versions sort that out. Accounts that are in no page are gone.
 */
async function takeSnapshot(
  parts: SyncParts,
  seat: SeatIdentity,
  link: ServerLink,
  { feed, signal }: { feed: string; signal: AbortSignal },
): Promise<void> {
  const seen = new Set<string>();
  let first: { cursor: number; epoch: string } | null = null;
  let from: string | null = null;
  do {
    const page = await link.snapshot(feed, from, signal);
    first ??= { cursor: page.cursor, epoch: page.epoch };
    const { cursor, epoch } = first;
    from = page.next;
    const isLast = from === null;
    for (const item of page.items) seen.add(item.entity);
    applyPage(parts, seat, { feed, changes: page.items }, () => {
      if (!isLast) return;
      if (feed === "accounts") parts.repositories.accounts.keepOnly(seen);
      parts.repositories.cursors.put(feed, cursor, epoch);
    });
  } while (from !== null);
}

/** A page and its cursor share one transaction; events follow the commit. */
function applyPage(
  parts: SyncParts,
  seat: SeatIdentity,
  { feed, changes }: { feed: string; changes: readonly Change[] },
  storeCursor: () => void,
): void {
  const touched = nothingTouched();
  parts.desk.transaction("sync.applyPage", () => {
    applyChanges(parts.repositories, seat, changes, touched);
    storeCursor();
  });
  // An account can also go by not being in a snapshot.
  touched.accounts ||= feed === "accounts";
  announce(parts, touched);
}

function announce(parts: SyncParts, touched: Touched): void {
  if (touched.tickets.size > 0) parts.onTickets([...touched.tickets]);
  if (touched.accounts) parts.onAccounts();
  if (touched.reference) parts.onReference();
  if (touched.agentsElsewhere.size > 0) parts.onElsewhere([...touched.agentsElsewhere]);
}
