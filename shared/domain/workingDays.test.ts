import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shippedCalendar, workCalendar } from "./workCalendar.ts";
import {
  addDays,
  addMonths,
  addWorkingDays,
  isProvisional,
  isWorkingDay,
  rollForward,
  traceLine,
} from "./workingDays.ts";

fc.configureGlobal({ seed: 12333 });

const anyDay = fc
  .date({ min: new Date("2005-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("the shipped calendar", () => {
  it("is sound data and says how far it is sure", () => {
    expect(workCalendar.parse(shippedCalendar)).toEqual(shippedCalendar);
    expect(shippedCalendar).toMatchObject({ coveredFrom: "2004-01-01", settledThrough: "2026-12-28" });
  });

  it("never says of one day both that it is off and that it is made up", () => {
    const both = Object.keys(shippedCalendar.makeUpDays).filter(
      (day) => shippedCalendar.holidays[day] !== undefined,
    );
    expect(both).toEqual([]);
  });

  it("shows why the end of December is not settled: no notice reached further back than the 29th", () => {
    const december = [...Object.keys(shippedCalendar.holidays), ...Object.keys(shippedCalendar.makeUpDays)]
      .filter((day) => day.slice(5, 7) === "12")
      .map((day) => day.slice(5));
    expect(december).toContain("12-29");
    expect(december.toSorted()[0]).toBe("12-29");
  });
});

describe("working days of 2026", () => {
  it.each(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10", "2026-11-20"])(
    "%s is worked",
    (day) => {
      expect(isWorkingDay(day, shippedCalendar)).toBe(true);
    },
  );

  it.each([
    "2026-01-01",
    "2026-01-03",
    "2026-02-15",
    "2026-02-23",
    "2026-04-06",
    "2026-05-05",
    "2026-06-19",
    "2026-09-25",
    "2026-10-07",
    "2026-11-21",
  ])("%s is off", (day) => {
    expect(isWorkingDay(day, shippedCalendar)).toBe(false);
  });
});

describe("addWorkingDays", () => {
  it.each([
    ["2026-02-13", 3, "2026-02-25", false],
    ["2026-09-18", 15, "2026-10-15", false],
    ["2026-11-20", 5, "2026-11-27", false],
    ["2026-11-22", 15, "2026-12-11", false],
    ["2026-11-22", 0, "2026-11-22", false],
    ["2026-12-25", 1, "2026-12-28", false],
    ["2026-12-25", 2, "2026-12-29", true],
    ["2026-10-10", 60, "2027-01-01", true],
  ])("%s and %i working days is %s, provisional %s", (start, count, due, provisional) => {
    expect(addWorkingDays(start, count, shippedCalendar)).toMatchObject({ due, provisional });
  });

  it("explains itself day by day", () => {
    const { trace } = addWorkingDays("2026-02-13", 3, shippedCalendar);
    expect(trace.map(traceLine)).toEqual([
      "2026-02-14 六 补班（春节） 第1日",
      "2026-02-15 日 节假日（春节） 不计",
      "2026-02-16 一 节假日（春节） 不计",
      "2026-02-17 二 节假日（春节） 不计",
      "2026-02-18 三 节假日（春节） 不计",
      "2026-02-19 四 节假日（春节） 不计",
      "2026-02-20 五 节假日（春节） 不计",
      "2026-02-21 六 节假日（春节） 不计",
      "2026-02-22 日 节假日（春节） 不计",
      "2026-02-23 一 节假日（春节） 不计",
      "2026-02-24 二 工作日 第2日",
      "2026-02-25 三 工作日 第3日",
    ]);
  });

  it("ends on a working day, counts exactly, and can be taken in two steps", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 40 }),
        (start, first, second) => {
          const whole = addWorkingDays(start, first + second, shippedCalendar);
          const half = addWorkingDays(start, first, shippedCalendar);
          expect(isWorkingDay(whole.due, shippedCalendar)).toBe(true);
          expect(whole.trace.filter((day) => day.count !== null)).toHaveLength(first + second);
          expect(addWorkingDays(half.due, second, shippedCalendar).due).toBe(whole.due);
          expect(whole.provisional).toBe(whole.due > "2026-12-28");
        },
      ),
    );
  });

  it("takes a new year's notice as data: the same clock is then sure", () => {
    const withNextYear = {
      ...shippedCalendar,
      settledThrough: "2027-12-28",
      holidays: { ...shippedCalendar.holidays, "2027-01-01": "元旦" },
    };
    expect(addWorkingDays("2026-10-10", 60, withNextYear)).toMatchObject({
      due: "2027-01-04",
      provisional: false,
    });
  });

  it.each([-1, 1.5, Number.NaN])("does not count %s days", (count) => {
    expect(() => addWorkingDays("2026-11-22", count, shippedCalendar)).toThrow(RangeError);
  });
});

describe("calendar days and months", () => {
  it("rolls a last day that is off to the next working day: 15 days from 2026-09-20", () => {
    expect(rollForward(addDays("2026-09-20", 15), shippedCalendar)).toEqual({
      due: "2026-10-08",
      provisional: false,
    });
    expect(rollForward("2026-11-20", shippedCalendar)).toEqual({ due: "2026-11-20", provisional: false });
  });

  it.each([
    ["2026-08-31", 6, "2027-02-28"],
    ["2027-08-31", 6, "2028-02-29"],
    ["2026-08-30", 6, "2027-02-28"],
    ["2026-11-22", 1, "2026-12-22"],
    ["2026-12-31", 2, "2027-02-28"],
  ])("%s and %i months is %s", (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it("calls a day before the first and after the last notice provisional", () => {
    expect(
      ["2003-12-31", "2004-01-01", "2026-12-28", "2026-12-29", "2027-01-01"].map((day) =>
        isProvisional(day, shippedCalendar),
      ),
    ).toEqual([true, false, false, true, true]);
  });
});
