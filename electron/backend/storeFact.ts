import type { FactOwner, PutOutcome } from "../../db/facts.ts";
import type { CallLeg, StateInterval } from "../../shared/domain/call.ts";
import { type Context, enqueue, enrolledSeat } from "./context.ts";

/** Stores a call leg and its outbox row. Inside a transaction; tell `outboxGrew` after it. */
export function storeCall(context: Context, owner: FactOwner, leg: CallLeg): PutOutcome {
  const outcome = context.repositories.calls.put(owner, leg);
  if (outcome === "stored") {
    const fields = { ...leg, ...marks(owner) };
    const byAgent = owner.agentId;
    enqueue(context, enrolledSeat(context), {
      kind: "call.put",
      entity: leg.callId,
      fields,
      base: 0,
      byAgent,
    });
  }
  return outcome;
}

/** Stores an interval and its outbox row, like `storeCall`. */
export function storeInterval(context: Context, owner: FactOwner, interval: StateInterval): PutOutcome {
  const outcome = context.repositories.intervals.put(owner, interval);
  if (outcome === "stored") {
    const fields = { ...interval, ...marks(owner) };
    const byAgent = owner.agentId;
    enqueue(context, enrolledSeat(context), {
      kind: "interval.put",
      entity: interval.intervalId,
      fields,
      base: 0,
      byAgent,
    });
  }
  return outcome;
}

function marks(owner: FactOwner) {
  return { agentId: owner.agentId, site: owner.site, audience: "site" as const, sealed: false };
}
