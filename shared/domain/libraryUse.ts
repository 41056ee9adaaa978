import { z } from "zod";
import { validity } from "./policy.ts";
import { instant } from "./time.ts";

/** What was done with a clause that was found. */
export const useDeed = z.enum(["opened", "cited"]);
export type UseDeed = z.infer<typeof useDeed>;

/** A clause and how often it was opened and cited in some time. */
export const hotClause = z.object({
  clauseId: z.string(),
  title: z.string(),
  label: z.string().nullable(),
  opened: z.int(),
  cited: z.int(),
  lastAt: instant,
});
export type HotClause = z.infer<typeof hotClause>;

/** A clause, or without one a document, that an agent keeps at hand; `validity` of today, null when it is gone. */
export const favourite = z.object({
  versionId: z.string(),
  clauseId: z.string().nullable(),
  title: z.string(),
  label: z.string().nullable(),
  starredAt: instant,
  validity: validity.nullable(),
});
export type Favourite = z.infer<typeof favourite>;

/** `v….12` names the version and the clause's place in it. */
export function versionOfClause(clauseId: string): string {
  return clauseId.slice(0, Math.max(0, clauseId.lastIndexOf(".")));
}
