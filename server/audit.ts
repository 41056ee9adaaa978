import { toInstant } from "../shared/domain/time.ts";
import type { ServerContext } from "./context.ts";
import type { Db } from "./store/store.ts";

/** Who did what to what, and why. `subject` is an id or a ticket number, never personal data. */
export type AuditEntry = { actor: string; action: string; subject: string; reason?: string };

/** Adds a row to the audit; nothing in the server changes or removes one. */
export async function addAudit(context: ServerContext, db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto("audit")
    .values({
      feed: context.city,
      audit_id: context.newId(),
      at: toInstant(context.clock()),
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      reason: entry.reason ?? "",
    })
    .execute();
}
