import type { FactOwner } from "../../../db/facts.ts";
import { type Abandoned, type Settled, settleAbandoned } from "../../../shared/call/abandoned.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { type Context, enrolledSeat } from "../context.ts";
import { storeCall, storeInterval } from "../storeFact.ts";

type PresenceHandlers = Pick<Handlers, "agentState.arrive" | "agentState.beat">;

/**
 * Signs of life of the desks at this seat, and the truth about those that stopped giving them. A desk whose window
 * survived a crash of this program does not arrive again: it was there all the time and closes its own facts.
 */
export function presenceHandlers(context: Context): PresenceHandlers {
  const { settings } = context.repositories;
  return {
    "agentState.arrive": (_input, caller) => {
      const { agentId } = caller.agent;
      const settled = context.desk.transaction("agentState.arrive", () => {
        settleOthers(context, agentId);
        const mine = settle(context, agentId, true);
        settings.set(beatOf(agentId), toInstant(mine.since));
        return mine;
      });
      context.outboxGrew();
      return { since: toInstant(settled.since) };
    },
    "agentState.beat": (_input, caller) => {
      settings.set(beatOf(caller.agent.agentId), context.now());
      return {};
    },
  };
}

/** Two signs of life missed: nobody is there. */
const silentMs = 25_000;

/** Somebody who crashed and has not come back: their calls are over, and their 断线 runs until they do. */
function settleOthers(context: Context, agentId: string): void {
  const { seatId } = enrolledSeat(context);
  const { calls, intervals } = context.repositories;
  const owners = [...calls.openAt(seatId), ...intervals.openAt(seatId)].map(({ owner }) => owner.agentId);
  for (const other of new Set(owners)) {
    const beatAt = lastBeat(context, other);
    const isSilent = beatAt === null || Math.abs(context.clock() - beatAt) > silentMs;
    if (other !== agentId && isSilent) settle(context, other, false);
  }
}

/** Inside a transaction: closes and records with the owner the facts already have. */
function settle(context: Context, agentId: string, isBack: boolean): Settled {
  const identity = enrolledSeat(context);
  const left = abandonedBy(context, agentId, identity.seatId);
  const moment = { at: context.clock(), isBack, lostId: context.newId() };
  const settled = settleAbandoned(left, moment);
  const owner: FactOwner = { agentId, seatId: identity.seatId, site: left.site ?? identity.site.id };
  for (const leg of settled.legs) storeCall(context, owner, leg);
  for (const interval of settled.intervals) storeInterval(context, owner, interval);
  return settled;
}

function abandonedBy(
  context: Context,
  agentId: string,
  seatId: string,
): Abandoned & { site: string | undefined } {
  const { calls, intervals } = context.repositories;
  const legs = calls.openAt(seatId).filter(({ owner }) => owner.agentId === agentId);
  const open = intervals.openAt(seatId).filter(({ owner }) => owner.agentId === agentId);
  return {
    legs: legs.map(({ fact }) => fact),
    intervals: open.map(({ fact }) => fact),
    lastBeatAt: lastBeat(context, agentId),
    site: (open[0] ?? legs[0])?.owner.site,
  };
}

function lastBeat(context: Context, agentId: string): number | null {
  const at = context.repositories.settings.get(beatOf(agentId));
  return at === null ? null : Date.parse(at);
}

function beatOf(agentId: string): string {
  return `signOfLife.${agentId}`;
}
