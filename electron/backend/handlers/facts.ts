import type { FactOwner, PutOutcome } from "../../../db/facts.ts";
import type { CallLeg } from "../../../shared/domain/call.ts";
import { parsePhone } from "../../../shared/domain/phoneNumber.ts";
import { type Instant, type LocalDate, toInstant } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import type { CallerCard } from "../../../shared/rpc/contract.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { type Context, enqueue, enrolledSeat } from "../context.ts";
import { canSeeSite, toSummary } from "../ticketAccess.ts";

type FactHandlers = Pick<
  Handlers,
  "calls.record" | "calls.card" | "calls.list" | "agentState.record" | "agentState.list"
>;

/** How many earlier calls and tickets a caller's card shows. */
const cardLength = 20;
const attemptWindowMs = 30 * 60_000;

/** Call legs and agent-state intervals: facts with their outbox row, and what is known of a caller. */
export function factHandlers(context: Context): FactHandlers {
  const { calls, intervals } = context.repositories;
  return {
    "calls.record": ({ leg: given }, caller) => {
      const leg = { ...given, number: parsePhone(given.number).digits };
      putFact(context, caller, "calls.record", (owner) => ({
        outcome: calls.put(owner, leg),
        mutation: { kind: "call.put", entity: leg.callId, fields: { ...leg, ...marks(owner) } },
      }));
      return {};
    },
    "agentState.record": ({ interval }, caller) => {
      putFact(context, caller, "agentState.record", (owner) => ({
        outcome: intervals.put(owner, interval),
        mutation: {
          kind: "interval.put",
          entity: interval.intervalId,
          fields: { ...interval, ...marks(owner) },
        },
      }));
      return {};
    },
    "calls.card": ({ number }, caller) => callerCard(context, number, caller),
    "calls.list": ({ day }, caller) =>
      calls.ofAgent(caller.agent.agentId, ...dayBounds(day)).map((stored) => stored.fact),
    "agentState.list": ({ day }, caller) => intervals.ofAgent(caller.agent.agentId, ...dayBounds(day)),
  };
}

type FactMutation =
  | { kind: "call.put"; entity: string; fields: CallLeg & ReturnType<typeof marks> }
  | {
      kind: "interval.put";
      entity: string;
      fields: Parameters<Context["repositories"]["intervals"]["put"]>[1] & ReturnType<typeof marks>;
    };

function putFact(
  context: Context,
  caller: SignedIn,
  name: string,
  put: (owner: FactOwner) => { outcome: PutOutcome; mutation: FactMutation },
): void {
  const identity = enrolledSeat(context);
  const { agentId } = caller.agent;
  const owner = { agentId, seatId: identity.seatId, site: identity.site.id };
  const outcome = context.desk.transaction(name, () => {
    const { outcome, mutation } = put(owner);
    if (outcome === "stored") enqueue(context, identity, { ...mutation, base: 0, byAgent: agentId });
    return outcome;
  });
  if (outcome === "stored") context.outboxGrew();
  if (outcome === "closed") throw new AppError("conflict", "This fact is closed", { rule: "fact.closed" });
  if (outcome === "foreign")
    throw new AppError("conflict", "This fact is somebody else's", { rule: "fact.foreign" });
}

function marks(owner: FactOwner) {
  return { agentId: owner.agentId, site: owner.site, audience: "site" as const, sealed: false };
}

/** Nothing sealed ever appears on a card, whoever looks: the card pops up by itself while others may see it. */
function callerCard(context: Context, number: string, caller: SignedIn): CallerCard {
  const { calls, tickets, consultations } = context.repositories;
  const { digits } = parsePhone(number);
  if (digits === "") return { number: "", calls: [], tickets: [], attemptsLast30Min: 0 };
  const since = toInstant(context.clock() - attemptWindowMs);
  return {
    number: digits,
    calls: calls
      .ofNumber(digits, cardLength)
      .filter(({ owner }) => canSeeSite(caller.agent, owner.site))
      .map(({ owner, fact }) => ({
        callId: fact.callId,
        at: fact.ringingAt,
        answered: fact.answeredAt !== null,
        direction: fact.direction,
        topic: consultations.topicOfCall(fact.callId),
        agentId: owner.agentId,
      })),
    tickets: tickets
      .ofCaller(digits, cardLength)
      .filter(({ fields }) => canSeeSite(caller.agent, fields.site))
      .map(toSummary),
    attemptsLast30Min: calls.attemptsSince(digits, since),
  };
}

/** The instants a site day begins and ends at; the site is at UTC+8 all year. */
function dayBounds(day: LocalDate): [Instant, Instant] {
  const start = Date.parse(`${day}T00:00:00.000+08:00`);
  return [toInstant(start), toInstant(start + 86_400_000)];
}
