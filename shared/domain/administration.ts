import { z } from "zod";
import { deadlineRule } from "./deadline.ts";
import { topic } from "./reference.ts";
import { seasonSetting, serviceHours } from "./serviceHours.ts";
import { agentId, role, site, staffMember } from "./staff.ts";
import { instant } from "./time.ts";

/** What administrators change at the server; `version` is the one they saw, 0 for something new. */
const version = z.int().min(0);

export const staffRecord = staffMember.extend({ disabled: z.boolean(), validUntil: instant, version });
export type StaffRecord = z.infer<typeof staffRecord>;

const personName = z.string().trim().min(1).max(40);
const siteId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/)
  .max(40);

export const newStaff = z.object({ agentId, name: personName, role, site: siteId, validUntil: instant });
export type NewStaff = z.infer<typeof newStaff>;

export const staffChange = newStaff.extend({ disabled: z.boolean(), version });
export type StaffChange = z.infer<typeof staffChange>;

/** An account as stored and the password made for it, which is told this once and kept nowhere in the clear. */
export const staffWithPassword = z.object({ record: staffRecord, password: z.string() });
export type StaffWithPassword = z.infer<typeof staffWithPassword>;

/** A desk of the centre and the machine on it. `free`: none; `revoked`: its machine was shut out. */
export const seatRecord = z.object({
  seatNumber: z.int(),
  site: z.string(),
  extension: z.string(),
  status: z.enum(["free", "active", "revoked"]),
  /** The machine's id; null while free. */
  seatId: z.string().nullable(),
  enrolledAt: instant.nullable(),
  /** End of a one-time code given out for this desk and not used yet. */
  codeUntil: instant.nullable(),
});
export type SeatRecord = z.infer<typeof seatRecord>;

/** `release`: the machine is gone and the desk is free. `revoke`: it may not speak to the server any more. */
export const seatStep = z.enum(["release", "revoke"]);
export type SeatStep = z.infer<typeof seatStep>;

export const enrolmentCode = z.object({ code: z.string(), seatNumber: z.int(), expiresAt: instant });

/** Changeover dates of one site, or of every site without its own (`*`). */
export const siteSeason = seasonSetting.extend({ site: z.string() });
export type SiteSeason = z.infer<typeof siteSeason>;

export const referenceItem = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("topic"), value: topic }),
  z.object({ kind: z.literal("site"), value: site.extend({ id: siteId }) }),
  z.object({ kind: z.literal("serviceHours"), value: serviceHours }),
  z.object({ kind: z.literal("season"), value: siteSeason }),
  z.object({ kind: z.literal("deadlineRule"), value: deadlineRule }),
]);
export type ReferenceItem = z.infer<typeof referenceItem>;

export const referenceRecord = z.intersection(referenceItem, z.object({ version }));
export type ReferenceRecord = z.infer<typeof referenceRecord>;

/** Saved together or not at all. */
export const referenceSaves = z.object({ items: z.array(referenceRecord).min(1).max(20) });

/** Instead of an id: the server finds one. Only topics and deadline rules may ask for it. */
export const newItemId = "new";

/** The id of the row within its kind. */
export function referenceId({ kind, value }: ReferenceItem): string {
  return kind === "serviceHours" || kind === "season" ? value.site : value.id;
}
