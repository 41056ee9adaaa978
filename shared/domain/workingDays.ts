import type { LocalDate } from "./time.ts";
import type { WorkCalendar } from "./workCalendar.ts";

/** One day of a count, for the trace: `2026-02-14 六 补班（春节） 第1日`. */
export type CountedDay = {
  day: LocalDate;
  /** 0 Sunday to 6 Saturday. */
  weekday: number;
  kind: "working" | "make-up" | "weekend" | "holiday";
  /** Holiday's name in Chinese, for holidays and make-up days. */
  name: string | null;
  /** Which working day of the count this is, or null when it does not count. */
  count: number | null;
};

/** `provisional` (暂定): the count ran past the days the State Council has settled. */
export type WorkingDayCount = { due: LocalDate; provisional: boolean; trace: CountedDay[] };

/**
 * The day on which `count` working days are full. The start day itself does not count (day 0).
 * @param count 0 gives the start day back, working or not
 */
export function addWorkingDays(start: LocalDate, count: number, calendar: WorkCalendar): WorkingDayCount {
  if (!Number.isInteger(count) || count < 0) throw new RangeError("count must be a whole number of days");
  const trace: CountedDay[] = [];
  let day = start;
  let counted = 0;
  while (counted < count) {
    day = addDays(day, 1);
    const described = describeDay(day, calendar);
    const counts = described.kind === "working" || described.kind === "make-up";
    if (counts) counted += 1;
    trace.push({ ...described, count: counts ? counted : null });
  }
  return { due: day, provisional: isProvisional(start, calendar) || isProvisional(day, calendar), trace };
}

/** Whether work is done that day. For a provisional day this is Monday to Friday, no more than a guess. */
export function isWorkingDay(day: LocalDate, calendar: WorkCalendar): boolean {
  const { kind } = describeDay(day, calendar);
  return kind === "working" || kind === "make-up";
}

/** The day itself if it is worked, else the next working day (遇节假日顺延). */
export function rollForward(
  day: LocalDate,
  calendar: WorkCalendar,
): { due: LocalDate; provisional: boolean } {
  let due = day;
  while (!isWorkingDay(due, calendar)) due = addDays(due, 1);
  return { due, provisional: isProvisional(due, calendar) };
}

/** Calendar days later; negative goes back. */
export function addDays(day: LocalDate, days: number): LocalDate {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Calendar months later; a day the month does not have becomes its last: 31 August and six months are 28 February. */
export function addMonths(day: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastDay)))
    .toISOString()
    .slice(0, 10);
}

/** True where no official calendar says which days are worked. */
export function isProvisional(day: LocalDate, calendar: WorkCalendar): boolean {
  return day < calendar.coveredFrom || day > calendar.settledThrough;
}

/** One line of the trace as the screen prints it. */
export function traceLine(counted: CountedDay): string {
  const label = kindLabels[counted.kind] + (counted.name === null ? "" : `（${counted.name}）`);
  const count = counted.count === null ? "不计" : `第${counted.count}日`;
  return `${counted.day} ${weekdays[counted.weekday]} ${label} ${count}`;
}

const weekdays = "日一二三四五六";
const kindLabels = { working: "工作日", "make-up": "补班", weekend: "休息日", holiday: "节假日" };

function describeDay(day: LocalDate, calendar: WorkCalendar): Omit<CountedDay, "count"> {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const holiday = calendar.holidays[day];
  if (holiday !== undefined) return { day, weekday, kind: "holiday", name: holiday };
  const makeUp = calendar.makeUpDays[day];
  if (makeUp !== undefined) return { day, weekday, kind: "make-up", name: makeUp };
  return { day, weekday, kind: weekday === 0 || weekday === 6 ? "weekend" : "working", name: null };
}
