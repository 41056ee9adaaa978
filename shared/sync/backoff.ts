/** Waits after failures: full jitter between a quarter and the whole of a doubling ceiling. */
export type BackoffPlan = { firstMs: number; maxMs: number };

export const syncBackoff: BackoffPlan = { firstMs: 500, maxMs: 30_000 };

/**
 * Milliseconds to wait before try number `failures + 1`. The spread keeps a hundred seats from returning in the
 * same second after the server was down.
 * @param failures failed tries in a row, 1 or more
 * @param random a number in [0, 1)
 */
export function backoffMs(failures: number, random: number, plan: BackoffPlan = syncBackoff): number {
  const doublings = Math.min(Math.max(failures, 1) - 1, 30);
  const ceiling = Math.min(plan.maxMs, plan.firstMs * 2 ** doublings);
  return Math.round(ceiling * (0.25 + 0.75 * random));
}
