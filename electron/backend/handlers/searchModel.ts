import { modelReport } from "../../../shared/domain/searchModel.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import type { Handlers, SignedIn } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";

type ModelHandlers = Pick<
  Handlers,
  "model.info" | "model.train" | "model.stop" | "model.accept" | "model.reject" | "model.restore"
>;

const learnedMs = 90 * 86_400_000;
const mostPairs = 5_000;

/** The learned ranking: who trained it, took it, turned it down and went back stands in the audit. */
export function searchModelHandlers(context: Context): ModelHandlers {
  const { model } = context.library;
  const pairs = () =>
    context.repositories.libraryUse.pairs(toInstant(context.clock() - learnedMs), mostPairs);
  const deed = (caller: SignedIn) => ({ by: caller.agent.agentId, now: context.now() });
  const note = (caller: SignedIn, action: string, subject: string, reason = "") =>
    audit(context, { agentId: caller.agent.agentId, action, subject, reason });
  return {
    "model.info": () => model.info(pairs()),
    "model.train": (_input, caller) => {
      const { queries, clauses } = model.train(pairs(), context.today(), deed(caller));
      note(caller, "model.train", `${queries} / ${clauses}`);
      return {};
    },
    "model.stop": () => {
      model.stop();
      return {};
    },
    "model.accept": ({ madeAt }, caller) => {
      const { encoder, report } = model.accept(madeAt, deed(caller));
      note(caller, "model.accept", encoder, figuresOf(report));
      return {};
    },
    "model.reject": ({ madeAt }, caller) => {
      const { encoder, report } = model.reject(madeAt);
      note(caller, "model.reject", encoder, figuresOf(report));
      return {};
    },
    "model.restore": (_input, caller) => {
      model.restore();
      note(caller, "model.restore", "");
      return {};
    },
  };
}

/** What the administrator saw when deciding. */
function figuresOf(text: string): string {
  const { own } = modelReport.parse(JSON.parse(text));
  return `MRR@10 ${own.before.mrr10.toFixed(3)} → ${own.after.mrr10.toFixed(3)}`;
}
