import { toInstant } from "../../../shared/domain/time.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";

type AliasHandlers = Pick<
  Handlers,
  | "library.aliases"
  | "library.saveAlias"
  | "library.restoreAlias"
  | "library.measureAlias"
  | "library.stopMeasuring"
  | "library.aliasProposals"
  | "library.rejectAlias"
  | "library.misses"
>;

const dayMs = 86_400_000;
const keptDays = 90;
const most = { pairs: 2_000, misses: 300 };

/** The alias table: every change stands in the audit with its words. */
export function libraryAliasHandlers(context: Context): AliasHandlers {
  const { aliases } = context.library;
  const { libraryUse } = context.repositories;
  const since = (days: number) => toInstant(context.clock() - days * dayMs);
  const deed = (caller: SignedIn) => ({ by: caller.agent.agentId, now: context.now() });
  const note = (caller: SignedIn, action: string, subject: string, reason = "") =>
    audit(context, { agentId: caller.agent.agentId, action, subject, reason });
  const words = ({ terms, official }: { terms: string[]; official: string[] }) =>
    `${terms.join("、")} → ${official.join("、")}`;
  return {
    "library.aliases": () => aliases.list(since(keptDays)),
    "library.saveAlias": (change, caller) => {
      const saved = aliases.save(change, { ...deed(caller), newId: context.newId() });
      note(caller, saved.disabled ? "library.disableAlias" : "library.saveAlias", saved.id, words(saved));
      return { id: saved.id };
    },
    "library.restoreAlias": ({ id }, caller) => {
      note(caller, "library.restoreAlias", id, words(aliases.restore(id, deed(caller))));
      return {};
    },
    "library.measureAlias": (change) =>
      aliases.measure(change, libraryUse.pairs(since(keptDays), most.pairs), context.today()),
    "library.stopMeasuring": () => {
      aliases.stopMeasuring();
      return {};
    },
    "library.aliasProposals": () =>
      aliases.proposals(
        libraryUse.pairs(since(keptDays), most.pairs),
        libraryUse.misses(since(keptDays), most.misses),
      ),
    "library.rejectAlias": ({ lay, official }, caller) => {
      aliases.reject(lay, official, deed(caller));
      note(caller, "library.rejectAlias", lay, official.join("、"));
      return {};
    },
    "library.misses": ({ days }) => aliases.explain(libraryUse.misses(since(days), most.misses)),
  };
}
