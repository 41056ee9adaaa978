import type { Label } from "./complaintLabels.ts";
import { callDefinitions } from "./statisticsCallDefinitions.ts";
import { timeDefinitions } from "./statisticsTimeDefinitions.ts";

/**
 * `ms` is a duration; `share` lies between 0 and 1; `per-100` is a count for every hundred; `rank-ms` is the duration
 * that stands at place `numerator` of `denominator` sorted ones and cannot be added up.
 */
export type FigureUnit = "count" | "ms" | "mean-ms" | "rank-ms" | "share" | "per-100";

/** What a figure is called, what it counts, how it is worked out: shown wherever the figure is. */
export type FigureDefinition = { name: Label; definition: Label; formula: Label; unit: FigureUnit };

/** Every figure of the statistics, in the order tables show them. */
export const figureDefinitions = { ...callDefinitions, ...timeDefinitions } as const satisfies Record<
  string,
  FigureDefinition
>;

export type FigureName = keyof typeof figureDefinitions;
export const figureNames = Object.keys(figureDefinitions) as FigureName[];

/** Four formulas are in use for one name; the one in force is chosen by the lead and printed with the figure. */
export const serviceLevelFormulas = {
  "of-offered": {
    zh: "Y 秒内接通 ÷ 呼入",
    en: "answered within Y s ÷ offered",
  },
  "of-answered": {
    zh: "Y 秒内接通 ÷ 接通",
    en: "answered within Y s ÷ answered",
  },
  "late-abandons-only": {
    zh: "Y 秒内接通 ÷（接通＋Y 秒后放弃）",
    en: "answered within Y s ÷ (answered + abandoned after Y s)",
  },
  "early-abandons-served": {
    zh: "（Y 秒内接通＋Y 秒内放弃）÷ 呼入",
    en: "(answered within Y s + abandoned within Y s) ÷ offered",
  },
} as const satisfies Record<string, Label>;

export type ServiceLevelFormula = keyof typeof serviceLevelFormulas;

/** X/Y: `targetShare` of the calls within `withinSeconds`. */
export type ServiceLevel = { withinSeconds: number; targetShare: number; formula: ServiceLevelFormula };

/** 80/20 over all offered calls, until the centre has set its own. */
export const defaultServiceLevel: ServiceLevel = {
  withinSeconds: 20,
  targetShare: 0.8,
  formula: "of-offered",
};

/**
 * Sums that must come out. The last one compares two records of the same thing, call legs and agent states, each
 * stamped when it was made: a difference of some milliseconds a call is the clock, more is an error.
 */
export const identities = [
  {
    whole: "signedIn",
    parts: ["ready", "ringing", "talking", "wrapUp", "busy", "break", "lost", "practice"],
    isExact: true,
  },
  { whole: "offered", parts: ["answered", "unanswered"], isExact: true },
  {
    whole: "unanswered",
    parts: ["abandoned", "noAnswer", "rejected", "lostRinging", "failed"],
    isExact: true,
  },
  { whole: "talking", parts: ["talk", "hold"], isExact: false },
] as const satisfies readonly { whole: FigureName; parts: readonly FigureName[]; isExact: boolean }[];
