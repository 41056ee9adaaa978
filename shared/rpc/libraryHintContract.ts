import { z } from "zod";
import { searchHit } from "../domain/policy.ts";
import { localDate } from "../domain/time.ts";

/** Clauses for what an agent writes, unasked: nobody searched, so nothing of it counts or is kept as a search. */
export const libraryHintMethods = {
  "library.clausesFor": {
    access: "signed-in" as const,
    input: z.object({
      /** What stands in the record, the most telling field first. */
      texts: z.array(z.string().max(20_000)).max(12),
      /** Persons named in it: taken out before anything is searched. */
      names: z.array(z.string().max(200)).max(12),
      asOf: localDate.optional(),
      region: z
        .string()
        .regex(/^[0-9]{6}$/)
        .optional(),
    }),
    /** `query`: the stretches of the texts that led there. */
    output: z.object({ hits: z.array(searchHit).max(3), query: z.array(z.string()) }),
  },
};
