import type { CallLeg, StateInterval } from "../domain/call.ts";
import { longestStretchMs } from "../domain/statisticsFacts.ts";
import { toInstant } from "../domain/time.ts";

/**
 * Ends what a desk left open when it died (power cut, crash, killed program): calls as `lost` and the running state at
 * the last sign of life, and from there on 断线 until the agent is back. Nothing is guessed about the time in between.
 *
 *     ready ─────── talking ────✕ · · · · · · · · · · · ▶ preparing
 *                              last sign      lost      back
 *
 * Somebody who is away for longer than any stretch of a shift had gone home: then the day ends with the last sign.
 */
export function settleAbandoned(left: Abandoned, moment: Moment): Settled {
  const lastSign = lastSignOf(left);
  // A clock set back by little is read as standing still; one that was far ahead must not hold the whole day there.
  const at = lastSign - moment.at <= smallStepMs ? Math.max(moment.at, lastSign) : moment.at;
  const legs = left.legs.map((leg): CallLeg => ({ ...leg, endedAt: toInstant(lastSign), endReason: "lost" }));
  const order = left.intervals.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
  const last = order.pop();
  const intervals = order.map((each, index) => closed(each, (order[index + 1] ?? last ?? each).startedAt));
  if (last) intervals.push(...endOfLast(last, { ...moment, at, lastSign }));
  return { legs, intervals, since: at };
}

/** What one agent left open at one seat. */
export type Abandoned = {
  legs: readonly CallLeg[];
  intervals: readonly StateInterval[];
  /** Last heartbeat of the desk, epoch ms. */
  lastBeatAt: number | null;
};

/** `isBack`: this agent is signing in again; otherwise somebody else is, and the lost time goes on. `at`: epoch ms. */
export type Moment = { at: number; isBack: boolean; lostId: string };

/** Facts to store, and when the agent's next interval begins (epoch ms). */
export type Settled = { legs: CallLeg[]; intervals: StateInterval[]; since: number };

function endOfLast(last: StateInterval, known: Moment & { lastSign: number }): StateInterval[] {
  const { at, lastSign, isBack, lostId } = known;
  const isHome = at - lastSign > longestStretchMs;
  if (last.state === "lost") {
    if (isHome) return [closed(last, toInstant(lastSign))];
    return isBack ? [closed(last, toInstant(Math.max(at, lastSign)))] : [];
  }
  const ended = closed(last, toInstant(lastSign));
  if (isHome || at <= lastSign) return [ended];
  const lost: StateInterval = {
    intervalId: lostId,
    state: "lost",
    reason: null,
    callId: null,
    startedAt: toInstant(lastSign),
    endedAt: isBack ? toInstant(at) : null,
  };
  return [ended, lost];
}

function lastSignOf({ legs, intervals, lastBeatAt }: Abandoned): number {
  const known = [
    ...intervals.map(({ startedAt }) => startedAt),
    ...legs.flatMap(({ ringingAt, answeredAt }) => [ringingAt, answeredAt ?? ringingAt]),
  ].map((each) => Date.parse(each));
  return Math.max(lastBeatAt ?? Number.NEGATIVE_INFINITY, ...known);
}

function closed(interval: StateInterval, endedAt: string): StateInterval {
  return { ...interval, endedAt };
}

const smallStepMs = 10 * 60_000;
