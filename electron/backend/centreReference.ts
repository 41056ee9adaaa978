import type { z } from "zod";
import { siteSeason } from "../../shared/domain/administration.ts";
import { deadlineRule } from "../../shared/domain/deadline.ts";
import { topic } from "../../shared/domain/reference.ts";
import { serviceHours } from "../../shared/domain/serviceHours.ts";
import { site } from "../../shared/domain/staff.ts";
import type { ReferenceData } from "../../shared/rpc/contract.ts";
import type { Repositories } from "./repositories.ts";

/** What the centre set: topics, sites, hours, seasons and deadlines as the server last told them. */
export function centreReference({ reference }: Pick<Repositories, "reference">): ReferenceData {
  return {
    topics: readable(reference.all("topic"), topic),
    sites: readable(reference.all("site"), site),
    serviceHours: readable(reference.all("serviceHours"), serviceHours),
    seasons: readable(reference.all("season"), siteSeason),
    deadlineRules: readable(reference.all("deadlineRule"), deadlineRule),
  };
}

/** A row of a newer server that this release cannot read is left out; it does not cost the whole list. */
function readable<T>(rows: unknown[], shape: z.ZodType<T>): T[] {
  return rows.flatMap((row) => {
    const parsed = shape.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
}
