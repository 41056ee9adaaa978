import { expect, test } from "vitest";
import { defaultServiceHours } from "../../../shared/domain/serviceHours.ts";
import { periodsText, readPeriods } from "./periodsText.ts";

test("hours of every site read back as they were written", () => {
  for (const { autumnWinter, springSummer } of defaultServiceHours)
    for (const periods of [autumnWinter, springSummer])
      expect(readPeriods(periodsText(periods))).toEqual(periods);
});

test("hours are understood as an input method writes them", () => {
  const expected = [
    { opensAt: "08:30", closesAt: "12:00" },
    { opensAt: "13:30", closesAt: "17:00" },
  ];
  for (const typed of [
    "8:30-12:00 13:30-17:00",
    "０８：３０－１２：００，13:30—17:00",
    " 08:30 ~ 12:00、13:30-17:00 ",
  ])
    expect(readPeriods(typed)).toEqual(expected);
});

test("anything else is not taken for hours", () => {
  for (const typed of ["", "08:30", "全天", "8-12", "08:30-12:00 下午"])
    expect(readPeriods(typed)).toBeNull();
});
