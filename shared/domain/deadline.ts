import { z } from "zod";
import { category } from "./complaint.ts";
import { localDate } from "./time.ts";
import type { WorkCalendar } from "./workCalendar.ts";
import {
  addDays,
  addMonths,
  addWorkingDays,
  type CountedDay,
  isProvisional,
  rollForward,
} from "./workingDays.ts";

/** How long a complaint may take, as data of the centre: the most particular rule that fits is used. */
export const deadlineRule = z.object({
  id: z.string().max(60),
  /** null: for every category. */
  category: category.nullable(),
  /** GB/T 2260 code; a rule of a city or province holds in its districts. null: everywhere. */
  region: z
    .string()
    .regex(/^[0-9]{6}$/)
    .nullable(),
  length: z.int().min(1).max(400),
  unit: z.enum(["working", "calendar"]),
  basis: z.object({ zh: z.string(), en: z.string() }),
  validFrom: localDate.nullable(),
  validTo: localDate.nullable(),
  /** Set aside by the centre; tickets counted by it keep their date. */
  retired: z.boolean().optional(),
});
export type DeadlineRule = z.infer<typeof deadlineRule>;

/** 5 to 15 working days is the field's range; where nothing stricter was set the centre promises the longest. */
export const defaultDeadlineRule: DeadlineRule = {
  id: "complaint-default",
  category: null,
  region: null,
  length: 15,
  unit: "working",
  basis: {
    zh: "投诉办理期限5至15个工作日，本地未另行规定，按15个工作日计算",
    en: "Complaints are handled within 5 to 15 working days; no local rule is set, so 15 are counted",
  },
  validFrom: null,
  validTo: null,
};

export type Deadline = {
  dueOn: string;
  /** 暂定: the count ends where no official calendar exists yet. */
  provisional: boolean;
  basis: { zh: string; en: string };
  rule: DeadlineRule;
  /** The count day by day; empty for calendar days. */
  trace: CountedDay[];
};

/**
 * When a complaint must have been handled and answered. The day it was submitted does not count.
 * @param rules the centre's own rules; the default stands behind them
 */
export function dueOn(matter: {
  category: z.infer<typeof category>;
  region: string;
  submittedOn: string;
  calendar: WorkCalendar;
  rules?: readonly DeadlineRule[];
}): Deadline {
  const rule = ruleFor(matter, matter.rules ?? []);
  if (rule.unit === "working") {
    const { due, provisional, trace } = addWorkingDays(matter.submittedOn, rule.length, matter.calendar);
    return { dueOn: due, provisional, basis: rule.basis, rule, trace };
  }
  const { due, provisional } = rollForward(addDays(matter.submittedOn, rule.length), matter.calendar);
  return { dueOn: due, provisional, basis: rule.basis, rule, trace: [] };
}

/**
 * The last days a caller has against a decision, counted from the day of receipt: 60 days for reconsideration
 * (行政复议法 2023 Art. 20), six months for litigation (行政诉讼法 Art. 46). A last day that is off moves on.
 */
export function remedyDates(
  receivedOn: string,
  calendar: WorkCalendar,
): { reconsideration: RemedyDate; litigation: RemedyDate } {
  return {
    reconsideration: remedyDate(addDays(receivedOn, 60), calendar),
    litigation: remedyDate(addMonths(receivedOn, 6), calendar),
  };
}

/** `statedOn` is the bare count; `lastDay` is moved past days off. */
export type RemedyDate = { statedOn: string; lastDay: string; provisional: boolean };

function remedyDate(statedOn: string, calendar: WorkCalendar): RemedyDate {
  const { due } = rollForward(statedOn, calendar);
  return { statedOn, lastDay: due, provisional: isProvisional(due, calendar) };
}

function ruleFor(
  matter: { category: string; region: string; submittedOn: string },
  rules: readonly DeadlineRule[],
): DeadlineRule {
  const fitting = rules.filter((rule) => fits(rule, matter));
  return fitting.toSorted((a, b) => particularity(b) - particularity(a))[0] ?? defaultDeadlineRule;
}

function fits(
  rule: DeadlineRule,
  matter: { category: string; region: string; submittedOn: string },
): boolean {
  const { category: what, region, validFrom, validTo } = rule;
  if (rule.retired) return false;
  if (what !== null && what !== matter.category) return false;
  // 330000 is the province of 330100, which is the city of 330110: trailing pairs of zeros stand for everything below.
  if (region !== null && !matter.region.startsWith(region.replace(/(?:00)+$/, ""))) return false;
  return (
    (validFrom === null || validFrom <= matter.submittedOn) &&
    (validTo === null || matter.submittedOn <= validTo)
  );
}

/** A rule of a place beats one of a wider place; within a place one of the category beats one for all. */
function particularity(rule: DeadlineRule): number {
  const place = rule.region === null ? 0 : 1 + rule.region.replace(/(?:00)+$/, "").length;
  return place * 2 + (rule.category === null ? 0 : 1);
}
