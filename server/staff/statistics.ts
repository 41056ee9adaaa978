import { z } from "zod";
import { agentId, type StaffMember } from "../../shared/domain/staff.ts";
import { defaultServiceLevel, type FigureName } from "../../shared/domain/statisticsDefinitions.ts";
import {
  checkRange,
  figureName,
  type ReportRange,
  reportOf,
  reportRange,
  type StatisticsReport,
} from "../../shared/domain/statisticsReport.ts";
import { type FactRows, rowsBehind } from "../../shared/domain/statisticsRows.ts";
import { AppError } from "../../shared/errors.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import { factsOfDays } from "./statisticsFacts.ts";

/** With `figure` the rows behind that one; `agent` left out means the team, `reason` narrows busy and break. */
export const statisticsQuery = reportRange.extend({
  agent: agentId.optional(),
  figure: figureName.optional(),
  reason: z.string().max(40).optional(),
});
export type StatisticsQuery = z.infer<typeof statisticsQuery>;

/**
 * The figures of a site's people for some days, counted anew from what the seats sent; of the whole centre for an
 * administrator. Who asked is on record.
 * @throws AppError `forbidden` (`session.role`); `rule_violated` (`statistics.rangeOrder`, `statistics.rangeTooLong`)
 */
export async function teamStatistics(
  context: ServerContext,
  staff: StaffMember,
  range: ReportRange,
): Promise<StatisticsReport> {
  assertAllowed(staff, range);
  const facts = await factsOfDays(context, staff, range);
  await addAudit(context, context.store.db, {
    actor: staff.agentId,
    action: "statistics.read",
    subject: `${range.from}/${range.to}`,
  });
  return reportOf(facts, optionsOf(context, range), await namesOf(context, staff));
}

/**
 * The facts behind one figure: telephone numbers masked, sealed tickets counted and not shown.
 * @throws AppError as `teamStatistics`
 */
export async function statisticsRows(
  context: ServerContext,
  staff: StaffMember,
  { agent, figure, reason, ...range }: StatisticsQuery & { figure: FigureName },
): Promise<FactRows> {
  assertAllowed(staff, range);
  const facts = await factsOfDays(context, staff, range);
  await addAudit(context, context.store.db, {
    actor: staff.agentId,
    action: "statistics.rowsRead",
    subject: `${range.from}/${range.to} ${agent ?? "*"} ${figure}`,
  });
  // An empty reason asks for what was busy without one.
  const narrowed = reason === undefined ? {} : { reason: reason === "" ? null : reason };
  return rowsBehind(facts, optionsOf(context, range), { figure, agentId: agent ?? null, ...narrowed });
}

function assertAllowed(staff: StaffMember, range: ReportRange): void {
  if (staff.role !== "lead" && staff.role !== "admin")
    throw new AppError("forbidden", "For leads and administrators only", { rule: "session.role" });
  const checked = checkRange(range);
  if (checked.ok) return;
  const more = checked.detail ? { detail: checked.detail } : {};
  throw new AppError("rule_violated", "The days cannot be counted", { rule: checked.rule, ...more });
}

function optionsOf({ clock }: ServerContext, range: ReportRange) {
  return { from: range.from, to: range.to, now: clock(), serviceLevel: defaultServiceLevel };
}

/** Also of people who have left since: their work of those days stays. */
async function namesOf({ store, city }: ServerContext, staff: StaffMember): Promise<Map<string, string>> {
  let query = store.db.selectFrom("staff").select(["agent_id", "name"]).where("feed", "=", city);
  if (staff.role !== "admin") query = query.where("site", "=", staff.site);
  const rows = await query.execute();
  return new Map(rows.map((row) => [row.agent_id, row.name]));
}
