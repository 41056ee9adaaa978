import { z } from "zod";
import { modelReport } from "../domain/searchModel.ts";
import { instant } from "../domain/time.ts";

/** What a model says of itself; `figures` by what was measured. */
export const modelCard = z.object({
  origin: z.enum(["shipped", "own"]),
  madeOn: z.string(),
  passages: z.int(),
  questions: z.int(),
  figures: z.record(z.string(), z.record(z.string(), z.number())),
  acceptedAt: instant.nullable(),
  acceptedBy: z.string().nullable(),
});
export type ModelCardInfo = z.infer<typeof modelCard>;

/** Model trained here that waits for a decision. */
export const modelCandidate = z.object({ madeAt: instant, madeBy: z.string(), report: modelReport });
export type ModelCandidate = z.infer<typeof modelCandidate>;

export const searchModelInfo = z.object({
  /** Who ranks now; null where there is no model at all. */
  searching: modelCard.nullable(),
  /** Another one was accepted and takes over when its vectors are complete. */
  isTakingOver: z.boolean(),
  /** The centre's model was taught from an older shipped model than the one that came with this program. */
  isShippedNewer: z.boolean(),
  /** The centre's model cannot be read by this program: the shipped one searches. */
  isUnreadable: z.boolean(),
  /** What agents searched and used in the last 90 days, as far as the library still holds it. */
  material: z.object({
    queries: z.int(),
    clauses: z.int(),
    cited: z.int(),
    opened: z.int(),
    missingQueries: z.int(),
    missingClauses: z.int(),
  }),
  /** How far the running training is, from 0 to 1; null when none runs. */
  training: z.number().nullable(),
  /** Why the last training ended without a model: `errors.<rule>`. */
  rule: z.string().nullable(),
  candidate: modelCandidate.nullable(),
});
export type SearchModelInfo = z.infer<typeof searchModelInfo>;

export const modelProgress = z.object({ share: z.number() });

const admins = ["admin"] as const;
const none = z.object({});

/** The learned ranking: taught from the centre's own use, measured, and taken only when an administrator says so. */
export const searchModelMethods = {
  "model.info": { access: admins, input: none, output: searchModelInfo },
  /** Starts a training; progress goes out as `model.progress`, its end as `model.changed`. */
  "model.train": { access: admins, input: none, output: none },
  "model.stop": { access: admins, input: none, output: none },
  /** Names the candidate that was looked at, so that no other is taken. */
  "model.accept": { access: admins, input: z.object({ madeAt: instant }), output: none },
  "model.reject": { access: admins, input: z.object({ madeAt: instant }), output: none },
  /** Back to the model that ships. */
  "model.restore": { access: admins, input: none, output: none },
};
