import { syncRules } from "./protocol.ts";

/** A seat's row as sequence rules see it. */
export type Numbered = { seq: number; mid: string };

export type PushPlan<M> =
  /** `known` were applied before and get their stored outcome; `fresh` are to be applied in this order. */
  | { ok: true; known: M[]; fresh: M[] }
  | { ok: false; rule: typeof syncRules.gap; expected: number }
  | { ok: false; rule: typeof syncRules.fork };

/**
 * What the server does with a push: it applies only `lastSeq + 1, lastSeq + 2, …`, and (seat, seq) holds one mid
 * forever. A re-push of known rows is welcome, which is how a seat learns outcomes whose reply was lost.
 * @param midAt mid of an applied row, for every seq ≤ lastSeq that occurs in the push
 */
export function planPush<M extends Numbered>(
  muts: readonly M[],
  lastSeq: number,
  midAt: (seq: number) => string | undefined,
): PushPlan<M> {
  const expected = lastSeq + 1;
  const first = muts[0]?.seq ?? expected;
  if (first > expected) return { ok: false, rule: syncRules.gap, expected };
  if (muts.some((row, index) => row.seq !== first + index))
    return { ok: false, rule: syncRules.gap, expected };
  const known = muts.filter((row) => row.seq <= lastSeq);
  if (known.some((row) => midAt(row.seq) !== row.mid)) return { ok: false, rule: syncRules.fork };
  return { ok: true, known, fresh: muts.filter((row) => row.seq > lastSeq) };
}

/**
 * The server's look at a hello. A seat that knows fewer rows than the server holds of it was copied back from an
 * old backup and would use numbers twice; a different mid at its last row says the same.
 * @param midAtMax mid the server holds at the seat's `maxSeq`, null when it holds none
 */
export function isForked(
  seat: { maxSeq: number; lastMid: string | null },
  lastSeq: number,
  midAtMax: string | null,
): boolean {
  if (seat.maxSeq < lastSeq) return true;
  return seat.maxSeq > 0 && seat.maxSeq === lastSeq && midAtMax !== seat.lastMid;
}

/**
 * The seat's look at the reply: from which row on it pushes. Acknowledgements may go down, because the server may
 * have been restored from a backup.
 * @returns the new `acked`, or null when the server holds another mutation under that number (a fork)
 */
export function ackedAfterHello(
  acked: number,
  reply: { lastSeq: number; lastMid: string | null },
  midAt: (seq: number) => string | undefined,
): number | null {
  if (reply.lastSeq > 0 && midAt(reply.lastSeq) !== reply.lastMid) return null;
  return Math.min(acked, reply.lastSeq);
}
