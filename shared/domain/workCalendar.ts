import table from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { z } from "zod";
import { localDate } from "./time.ts";

/**
 * Which days are worked: the State Council's yearly notices as data, so that a new notice can be brought in without a
 * new program. Days outside `coveredFrom`…`settledThrough` are counted Monday to Friday and called provisional.
 */
export const workCalendar = z.object({
  source: z.string(),
  coveredFrom: localDate,
  /** Last day no later notice can change; see `settledThrough` below. */
  settledThrough: localDate,
  /** Day off and its holiday's name: `"2026-10-01": "国庆节"`. */
  holidays: z.record(localDate, z.string()),
  /** Weekend worked to make up for a holiday (调休), and which: `"2026-10-10": "国庆节"`. */
  makeUpDays: z.record(localDate, z.string()),
});
export type WorkCalendar = z.infer<typeof workCalendar>;

/** The calendar the program ships with: the years of the chinese-days package. */
export const shippedCalendar: WorkCalendar = fromTable(table);

function fromTable(days: {
  holidays: Record<string, string>;
  workdays: Record<string, string>;
}): WorkCalendar {
  // The package answers for any year, rightly or not; only years with a New Year holiday in the table were published.
  const years = Object.keys(days.holidays)
    .filter((day) => day.endsWith("-01-01"))
    .map((day) => Number(day.slice(0, 4)));
  return {
    source: "chinese-days 1.5.7",
    coveredFrom: `${Math.min(...years)}-01-01`,
    settledThrough: settledThrough(lastConsecutive(years)),
    holidays: chineseNames(days.holidays),
    makeUpDays: chineseNames(days.workdays),
  };
}

/**
 * The notice for next year may take days from the end of December for its New Year holiday: 29 December 2007 and 2018
 * became working Saturdays that way, and none was earlier. So the last covered year is sure up to the 28th.
 */
function settledThrough(lastYear: number): string {
  return `${lastYear}-12-28`;
}

/** A gap ends the coverage: a later year without the one before would make a clock run through a hole. */
function lastConsecutive(years: number[]): number {
  const known = new Set(years);
  let last = Math.min(...years);
  while (known.has(last + 1)) last += 1;
  return last;
}

/** Entries read `New Year's Day,元旦,1`. */
function chineseNames(days: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(days).map(([day, names]) => [day, names.split(",")[1] ?? names]));
}
