import type { FactOwner, PutOutcome } from "../../../db/facts.ts";
import { parsePhone } from "../../../shared/domain/phoneNumber.ts";
import { type Instant, type LocalDate, toInstant } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import type { CallerCard } from "../../../shared/rpc/contract.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { type Context, enrolledSeat } from "../context.ts";
import { storeCall, storeInterval } from "../storeFact.ts";
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
    "calls.record": ({ leg: given, agentId }, caller) => {
      const leg = { ...given, number: parsePhone(given.number).digits };
      putFacts(context, caller, { name: "calls.record", agentId }, (owner) => [
        storeCall(context, owner, leg),
      ]);
      return {};
    },
    "agentState.record": ({ intervals: given, agentId }, caller) => {
      putFacts(context, caller, { name: "agentState.record", agentId }, (owner) =>
        given.map((interval) => storeInterval(context, owner, interval)),
      );
      return {};
    },
    "calls.card": ({ number }, caller) => callerCard(context, number, caller),
    "calls.list": ({ day }, caller) =>
      calls.ofAgent(caller.agent.agentId, ...dayBounds(day)).map((stored) => stored.fact),
    "agentState.list": ({ day }, caller) => intervals.ofAgent(caller.agent.agentId, ...dayBounds(day)),
  };
}

/** Stores all that can be stored, and then says whether something could not. */
function putFacts(
  context: Context,
  caller: SignedIn,
  claim: { name: string; agentId: string | undefined },
  put: (owner: FactOwner) => PutOutcome[],
): void {
  const identity = enrolledSeat(context);
  const { agentId } = caller.agent;
  // A fact that waited in a window while somebody else signed in there.
  if (claim.agentId !== undefined && claim.agentId !== agentId) throw foreign();
  const owner = { agentId, seatId: identity.seatId, site: identity.site.id };
  const outcomes = context.desk.transaction(claim.name, () => put(owner));
  if (outcomes.includes("stored")) context.outboxGrew();
  if (outcomes.includes("foreign")) throw foreign();
  if (outcomes.includes("closed"))
    throw new AppError("conflict", "This fact is closed", { rule: "fact.closed" });
}

function foreign(): AppError {
  return new AppError("conflict", "This fact is somebody else's", { rule: "fact.foreign" });
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
        callBacks: callBacksOf(context, fact.callId),
      })),
    tickets: tickets
      .ofCaller(digits, cardLength)
      .filter(({ fields }) => canSeeSite(caller.agent, fields.site))
      .map(toSummary),
    attemptsLast30Min: calls.attemptsSince(digits, since),
  };
}

/** Filed ones came from any seat, open ones lie here. Of sealed ones nothing is told. */
function callBacksOf({ repositories }: Context, callId: string): CallerCard["calls"][number]["callBacks"] {
  const { calls, consultations, drafts } = repositories;
  const answered = (id: string | null) =>
    id === null ? null : (calls.find(id)?.fact.answeredAt ?? null) !== null;
  const filed = consultations
    .callBacksOf(callId)
    .filter(({ sealed }) => !sealed)
    .map((fact) => ({
      recordId: fact.recordId,
      at: fact.filedAt,
      answered: answered(fact.callId),
      agentId: fact.agentId,
      outcome: fact.outcome,
      isFiled: true,
    }));
  const open = drafts.callBacksOf(callId).map(({ draft }) => ({
    recordId: draft.draftId,
    at: draft.startedAt,
    answered: answered(draft.callId),
    agentId: draft.agentId,
    outcome: null,
    isFiled: false,
  }));
  return [...filed, ...open];
}

/** The instants a site day begins and ends at; the site is at UTC+8 all year. */
function dayBounds(day: LocalDate): [Instant, Instant] {
  const start = Date.parse(`${day}T00:00:00.000+08:00`);
  return [toInstant(start), toInstant(start + 86_400_000)];
}
