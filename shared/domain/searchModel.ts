import { z } from "zod";
import { changedQuestion, searchQuality } from "./aliasMeasure.ts";

/** Queries of this centre that are needed before anything can be learned from them, and measured. */
export const leastQueries = 60;
/** Clauses they must lead to: queries of one clause are held out together. */
export const leastClauses = 10;

const moved = z.object({ count: z.int(), listed: z.array(changedQuestion) });

/** A mean difference per question and the interval that holds 95 % of what resampled questions give. */
export const measuredDifference = z.object({ difference: z.number(), low: z.number(), high: z.number() });
export type MeasuredDifference = z.infer<typeof measuredDifference>;

/** The same questions asked with two models. */
export const modelComparison = z.object({
  questions: z.int(),
  /** With the model that ships. */
  before: searchQuality,
  /** With the one just trained. */
  after: searchQuality,
  /** With the centre's model in use, where there is one: it may have been taught these questions. */
  current: searchQuality.nullable(),
  differences: z.object({
    mrr10: measuredDifference,
    r10: measuredDifference,
    ndcg5: measuredDifference,
  }),
  better: moved,
  worse: moved,
});
export type ModelComparison = z.infer<typeof modelComparison>;

/** What a training learned from and what came of it. */
export const modelReport = z.object({
  queries: z.int(),
  clauses: z.int(),
  cited: z.int(),
  opened: z.int(),
  /** Shipped questions that went along so that nothing is forgotten. */
  anchors: z.int(),
  /** Whether the weights of the ranking were learned anew as well, or kept as shipped. */
  ranking: z.enum(["kept", "refitted"]),
  /** The centre's questions, each held out from the copy it was measured with. */
  own: modelComparison,
  /** Shipped questions about clauses of this library that were not shown again; null where none is left. */
  shipped: modelComparison.nullable(),
  tookMs: z.int(),
});
export type ModelReport = z.infer<typeof modelReport>;

/**
 * `better`: the centre's questions gain for certain and the shipped ones lose nothing for certain. `worse`: one of the two
 * loses for certain. Else it cannot be told.
 */
export type ModelVerdict = "better" | "unclear" | "worse";

export function verdictOf({ own, shipped }: Pick<ModelReport, "own" | "shipped">): ModelVerdict {
  const gained = own.differences.mrr10;
  const harmed = shipped?.differences.mrr10;
  if (gained.high < 0 || (harmed && harmed.high < 0)) return "worse";
  return gained.low > 0 ? "better" : "unclear";
}

/** How much a use of a clause says about the query before it. */
export function worthOf({ cited, opened }: { cited: number; opened: number }): number {
  return cited + openedWorth * opened;
}

const openedWorth = 0.3;
