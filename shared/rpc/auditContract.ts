import { z } from "zod";
import type { Role } from "../domain/staff.ts";
import { instant } from "../domain/time.ts";

/** One deed on this seat. `subject` is an id or an agent ID; `reason` is masked. */
export const auditRow = z.object({
  auditId: z.int(),
  at: instant,
  agentId: z.string().nullable(),
  seatId: z.string().nullable(),
  action: z.string(),
  subject: z.string(),
  reason: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditPage = z.object({
  rows: z.array(auditRow),
  total: z.int(),
  /** The first row that does not follow from the one before it; null when the chain is whole. */
  brokenAt: z.int().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

/** What was done at this seat, newest first. Looking is itself a deed that is recorded. */
export const auditMethods = {
  "audit.list": {
    access: ["admin"] as const satisfies readonly Role[],
    input: z.object({
      /** Only older rows than this one; null for the newest. */
      before: z.int().nullable(),
      /** What the action begins with: `insured`, `ticket`, …; empty for all. */
      action: z.string().max(40),
      limit: z.int().min(1).max(500),
    }),
    output: auditPage,
  },
};
