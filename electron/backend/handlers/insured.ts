import type { InsuredReply, InsuredResult } from "../../../shared/domain/insured.ts";
import {
  allowLookup,
  checkInsuredKey,
  maskedView,
  revealedView,
} from "../../../shared/domain/insuredRules.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context, violated } from "../context.ts";
import { createLiveLookups, type LiveLookup, type LiveLookups } from "../insured/liveLookups.ts";

type InsuredHandlers = Pick<Handlers, "insured.find" | "insured.restrict" | "insured.reveal">;

const revealMs = 30_000;

/** Insured persons: asked of the register for a reason, shown masked, revealed on the record, to nobody else. */
export function insuredHandlers(context: Context): InsuredHandlers {
  const live = createLiveLookups(context.after);
  return {
    "insured.find": (input, caller) => find(context, live, input, caller),
    "insured.restrict": ({ lookupId }, caller) => {
      const lookup = liveLookup(live, lookupId, caller);
      if (lookup.caller === "self") {
        lookup.caller = "third-party";
        audit(context, { ...deed(caller), action: "insured.thirdParty", subject: lookupId });
      }
      return maskedView(lookup.person, lookup.caller);
    },
    "insured.reveal": ({ lookupId, reason }, caller) => {
      const lookup = liveLookup(live, lookupId, caller);
      const revealed = revealedView(lookup.person, lookup.caller);
      if (!revealed.ok) {
        audit(context, { ...deed(caller), action: "insured.revealRefused", subject: lookupId, reason });
        throw violated(revealed);
      }
      audit(context, { ...deed(caller), action: "insured.reveal", subject: lookupId, reason });
      return { view: revealed.value, hideAt: toInstant(context.clock() + revealMs) };
    },
  };
}

type FindInput = Parameters<InsuredHandlers["insured.find"]>[0];

async function find(
  context: Context,
  live: LiveLookups,
  { key, caller: asker, purpose, reason }: FindInput,
  caller: SignedIn,
): Promise<InsuredResult> {
  const checked = checkInsuredKey(key, context.today());
  if (!checked.ok) throw violated(checked);
  const lookupId = context.newId();
  const { agentId } = caller.agent;
  const why = { reason: [key.by, asker, purpose, reason].join(" · ") };
  checkPace(context, agentId, lookupId);
  // Written before the register is asked: no look-up without its row, even if the desk dies meanwhile.
  audit(context, { agentId, action: "insured.find", subject: lookupId, ...why });
  const reply = await context.insured.find({ lookupId, agentId, purpose, key: checked.value });
  audit(context, { agentId, action: "insured.reply", subject: lookupId, reason: reply.state });
  if (context.sessions.agentOf(caller.clientKey)?.agentId !== agentId)
    throw new AppError("unauthenticated", "Signed out meanwhile", { rule: "session.signedOut" });
  live.drop(caller.clientKey);
  if (reply.state === "found")
    live.keep(caller.clientKey, { lookupId, agentId, person: reply.person, caller: asker });
  return {
    lookupId,
    state: reply.state,
    count: reply.state === "several" ? reply.count : null,
    view: viewOf(reply, asker),
    at: context.now(),
  };
}

function viewOf(reply: InsuredReply, asker: LiveLookup["caller"]): InsuredResult["view"] {
  return reply.state === "found" ? maskedView(reply.person, asker) : null;
}

/** Counted from the audit itself, so that starting the desk anew wins nothing. */
function checkPace(context: Context, agentId: string, lookupId: string): void {
  const now = context.clock();
  const earlier = context.repositories.audit.momentsOf(agentId, "insured.find", toInstant(now - 60_000));
  const allowed = allowLookup(earlier.map(Date.parse), now);
  if (allowed.ok) return;
  audit(context, { agentId, action: "insured.tooMany", subject: lookupId });
  throw violated(allowed);
}

function deed(caller: SignedIn): { agentId: string } {
  return { agentId: caller.agent.agentId };
}

function liveLookup(live: LiveLookups, lookupId: string, caller: SignedIn): LiveLookup {
  const lookup = live.of(caller.clientKey);
  if (lookup?.lookupId === lookupId && lookup.agentId === caller.agent.agentId) return lookup;
  throw new AppError("not_found", "This look-up is over", { rule: "insured.expired" });
}
