/** Who made a fact and who may see it: every call leg, interval and consultation carries it. */
export type FactOwner = { agentId: string; seatId: string; site: string };

/**
 * What became of a fact that was put: `stored` changed the row; `same` repeats what is there (or an earlier, still
 * open form of it) and changed nothing; `closed` and `foreign` were refused.
 */
export type PutOutcome = "stored" | "same" | "closed" | "foreign";

/**
 * The one rule of insert-only facts: inserted once, closed once by the same agent at the same seat, then still.
 * @param stored the row that is there, or null
 */
export function putOutcome<Fact extends { endedAt: string | null }>(
  stored: { owner: FactOwner; fact: Fact } | null,
  owner: FactOwner,
  fact: Fact,
): PutOutcome {
  if (!stored) return "stored";
  if (stored.owner.agentId !== owner.agentId || stored.owner.seatId !== owner.seatId) return "foreign";
  if (sameFact(stored.fact, fact)) return "same";
  if (stored.fact.endedAt === null) return "stored";
  // A late repetition of the opening row says nothing new; another ending would rewrite history.
  return fact.endedAt === null ? "same" : "closed";
}

/**
 * Whether a fact that came over the feed says more than the row that is here. The desk that made a fact knows it best;
 * only a copy restored from a backup can have less than the server, and then the server's closing is what it lacks.
 */
export function serverKnowsMore(
  stored: { fact: { endedAt: string | null } } | null,
  fact: { endedAt: string | null },
  isMine: boolean,
): boolean {
  if (!stored) return true;
  if (stored.fact.endedAt !== null) return false;
  return !isMine || fact.endedAt !== null;
}

function sameFact(a: object, b: object): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
