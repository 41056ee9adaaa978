import { z } from "zod";
import { instant } from "./time.ts";

/** A pair of words that the use of the library suggests, with what speaks for it. */
export const aliasProposal = z.object({
  /** The callers' stretch that nothing in the table explains. */
  lay: z.string(),
  /** Words of the clauses it led to, the most telling first. */
  official: z.array(z.string()).min(1),
  score: z.number(),
  /** Searches that led there: how often the clause was opened, and cited. */
  queries: z.array(z.object({ query: z.string(), opened: z.int(), cited: z.int() })),
  clauses: z.array(
    z.object({ clauseId: z.string(), title: z.string(), label: z.string().nullable(), times: z.int() }),
  ),
  /** Searches with the same stretch after which nothing was opened. */
  misses: z.array(z.object({ query: z.string(), times: z.int() })),
});
export type AliasProposal = z.infer<typeof aliasProposal>;

/** A search after which nothing was opened. `unknown`: its stretches that the table does not explain. */
export const libraryMiss = z.object({
  query: z.string(),
  times: z.int(),
  results: z.int(),
  lastAt: instant,
  unknown: z.array(z.string()),
});
export type LibraryMiss = z.infer<typeof libraryMiss>;
