import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context } from "../context.ts";

type AuditHandlers = Pick<Handlers, "audit.list">;

/** The audit of this seat, with its chain checked anew at every look. */
export function auditHandlers(context: Context): AuditHandlers {
  const repository = context.repositories.audit;
  return {
    "audit.list": ({ before, action, limit }, caller) => {
      // Who looked is on record as well; leafing on through older rows is the same look.
      if (before === null)
        audit(context, { agentId: caller.agent.agentId, action: "audit.view", subject: action || "all" });
      return {
        rows: repository.newest({ before, action, limit }),
        total: repository.count(),
        brokenAt: repository.verifyAuditChain(),
      };
    },
  };
}
