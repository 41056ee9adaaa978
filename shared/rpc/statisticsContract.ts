import { z } from "zod";
import { agentId } from "../domain/staff.ts";
import { figureName, reportRange, statisticsReport } from "../domain/statisticsReport.ts";
import { factRows } from "../domain/statisticsRows.ts";
import { instant } from "../domain/time.ts";

/** `own`: one's own work, from this seat's database. `team`: as the server has it. */
export const statisticsScope = z.enum(["own", "team"]);
export type StatisticsScope = z.infer<typeof statisticsScope>;

const signedIn = "signed-in" as const;
const leads = ["lead", "admin"] as const;

export const statisticsMethods = {
  /** One's own work; needs no server. */
  "statistics.own": { access: signedIn, input: reportRange, output: statisticsReport },
  /** Refused with `statistics.needsServer` or `staff.signInAgain`. */
  "statistics.team": { access: leads, input: reportRange, output: statisticsReport },
  /** The facts behind one figure; `reason` narrows busy and break. */
  "statistics.rows": {
    access: signedIn,
    input: reportRange.extend({
      scope: statisticsScope,
      figure: figureName,
      agentId: agentId.nullable(),
      reason: z.string().max(40).nullable().optional(),
    }),
    output: factRows,
  },
  /** Writes into the audit that what is on the screen leaves as a file; the footer of the file says the same. */
  "statistics.export": {
    access: signedIn,
    input: reportRange.extend({ scope: statisticsScope, format: z.enum(["csv", "xlsx"]) }),
    output: z.object({ by: z.string(), at: instant }),
  },
};
