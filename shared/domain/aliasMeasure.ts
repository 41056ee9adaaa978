import { z } from "zod";

/** Means over all questions asked. */
export const searchQuality = z.object({ mrr10: z.number(), r10: z.number(), ndcg5: z.number() });
export type SearchQuality = z.infer<typeof searchQuality>;

/** A question whose first right answer moved; places from 1, null beyond the tenth. */
export const changedQuestion = z.object({
  query: z.string(),
  title: z.string(),
  label: z.string().nullable(),
  before: z.int().nullable(),
  after: z.int().nullable(),
});
export type ChangedQuestion = z.infer<typeof changedQuestion>;

const moved = z.object({ count: z.int(), listed: z.array(changedQuestion) });

/** What a change of the alias table does to the answers, as measured with questions whose answers are known. */
export const aliasMeasure = z.object({
  questions: z.int(),
  /** Of these the centre's own: searched and then cited here. */
  own: z.int(),
  before: searchQuality,
  after: searchQuality,
  better: moved,
  worse: moved,
});
export type AliasMeasure = z.infer<typeof aliasMeasure>;
