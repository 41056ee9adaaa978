import { z } from "zod";
import type { Outcome } from "../errors.ts";
import { countStatistics, type Figure, type Figures, type StatisticsOptions } from "./statistics.ts";
import { type FigureName, figureNames, serviceLevelFormulas } from "./statisticsDefinitions.ts";
import type { StatisticsFacts } from "./statisticsFacts.ts";
import { instant, type LocalDate, localDate, toInstant } from "./time.ts";
import { addDays } from "./workingDays.ts";

/** Days one report may span: a month. */
export const longestReportDays = 31;

/** Both days included. */
export const reportRange = z.object({ from: localDate, to: localDate });
export type ReportRange = z.infer<typeof reportRange>;

export const figureName = z.enum(figureNames as [FigureName, ...FigureName[]]);

/** A figure without the facts behind it; those are asked for one figure at a time. */
export const figureValue = z.object({
  value: z.number().nullable(),
  numerator: z.number(),
  denominator: z.number().nullable(),
});
export type FigureValue = z.infer<typeof figureValue>;

const reasonValue = z.object({ reason: z.string().nullable(), figure: figureValue });
const figureValues = z.object({
  figures: z.record(figureName, figureValue),
  busyByReason: z.array(reasonValue),
  breakByReason: z.array(reasonValue),
});
export type FigureValues = z.infer<typeof figureValues>;

/** The figures of a team, or of one agent, as they cross a wire. */
export const statisticsReport = z.object({
  ...reportRange.shape,
  countedAt: instant,
  serviceLevel: z.object({
    withinSeconds: z.number(),
    targetShare: z.number(),
    formula: z.enum(
      Object.keys(serviceLevelFormulas) as [
        keyof typeof serviceLevelFormulas,
        ...(keyof typeof serviceLevelFormulas)[],
      ],
    ),
  }),
  agents: z.array(figureValues.extend({ agentId: z.string(), name: z.string().nullable() })),
  team: figureValues,
});
export type StatisticsReport = z.infer<typeof statisticsReport>;
export type AgentReport = StatisticsReport["agents"][number];

/** Counts the facts and leaves out their rows. `names`: what to call an agent ID. */
export function reportOf(
  facts: StatisticsFacts,
  options: StatisticsOptions,
  names: ReadonlyMap<string, string>,
): StatisticsReport {
  const { from, to, now, serviceLevel, agents, team } = countStatistics(facts, options);
  return {
    from,
    to,
    countedAt: toInstant(now),
    serviceLevel,
    agents: agents.map((each) => ({
      agentId: each.agentId,
      name: names.get(each.agentId) ?? null,
      ...valuesOf(each),
    })),
    team: valuesOf(team),
  };
}

/** @returns refusals `statistics.rangeOrder`, `statistics.rangeTooLong` with the most days */
export function checkRange({ from, to }: ReportRange): Outcome<{ from: LocalDate; to: LocalDate }> {
  if (to < from) return { ok: false, rule: "statistics.rangeOrder" };
  if (to >= addDays(from, longestReportDays))
    return { ok: false, rule: "statistics.rangeTooLong", detail: { days: longestReportDays } };
  return { ok: true, value: { from, to } };
}

function valuesOf({ figures, busyByReason, breakByReason }: Figures): FigureValues {
  const byReason = (parts: Figures["busyByReason"]) =>
    parts.map(({ reason, figure }) => ({ reason, figure: withoutRows(figure) }));
  const values = figureNames.map((name) => [name, withoutRows(figures[name])] as const);
  return {
    figures: Object.fromEntries(values) as Record<FigureName, FigureValue>,
    busyByReason: byReason(busyByReason),
    breakByReason: byReason(breakByReason),
  };
}

function withoutRows({ value, numerator, denominator }: Figure): FigureValue {
  return { value, numerator, denominator };
}
