import type { StateInterval } from "../domain/call.ts";

/** A stretch of one agent's state and the seat it was spent at. */
export type Stretch = { seatId: string; interval: StateInterval };

/**
 * Whether an agent who is signed in here signed in at another seat later and is there still: the newest sign-in wins.
 * A sign-in is the first stretch of a desk, busy with "preparing". Instants are of two seats' clocks: between sign-ins
 * that are further apart than those clocks the answer is right.
 * @param stretches of that agent at all seats, in any order
 */
export function isElsewhere(seatId: string, stretches: readonly Stretch[]): boolean {
  const mine = signedInAt(stretches.filter((each) => each.seatId === seatId));
  if (mine === null) return false;
  const others = new Set(stretches.map((each) => each.seatId).filter((each) => each !== seatId));
  return [...others].some((other) => {
    const theirs = signedInAt(stretches.filter((each) => each.seatId === other));
    return theirs !== null && theirs > mine;
  });
}

/** When the agent last signed in at that seat; null when they have left it since. */
function signedInAt(stretches: readonly Stretch[]): number | null {
  if (!stretches.some(({ interval }) => interval.endedAt === null)) return null;
  const beginnings = stretches
    .filter(({ interval }) => interval.state === "busy" && interval.reason === "preparing")
    .map(({ interval }) => Date.parse(interval.startedAt));
  return beginnings.length === 0 ? null : Math.max(...beginnings);
}
