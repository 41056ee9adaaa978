import { describe, expect, it } from "vitest";
import { type DeadlineRule, deadlineRule, defaultDeadlineRule, dueOn, remedyDates } from "./deadline.ts";
import { shippedCalendar as calendar } from "./workCalendar.ts";

const rule = (changes: Partial<DeadlineRule>): DeadlineRule => ({ ...defaultDeadlineRule, ...changes });
const matter = { category: "procedure", region: "330110", submittedOn: "2026-11-20", calendar } as const;

describe("dueOn", () => {
  it.each([
    ["2026-09-18", "2026-10-15", false],
    ["2026-11-20", "2026-12-11", false],
    ["2026-11-22", "2026-12-11", false],
    ["2026-12-11", "2027-01-01", true],
  ])("a complaint of %s is due on %s, provisional %s", (submittedOn, expected, provisional) => {
    expect(dueOn({ ...matter, submittedOn })).toMatchObject({
      dueOn: expected,
      provisional,
      rule: defaultDeadlineRule,
    });
  });

  it("gives its basis and the count day by day", () => {
    const { basis, trace } = dueOn(matter);
    expect(basis.zh).toContain("15个工作日");
    expect(trace.at(-1)).toMatchObject({ day: "2026-12-11", count: 15 });
  });

  it("uses the most particular rule: place before category, district before city before province", () => {
    const rules = [
      rule({ id: "category", category: "procedure", length: 12 }),
      rule({ id: "province", region: "330000", length: 10 }),
      rule({ id: "city", region: "330100", length: 8 }),
      rule({ id: "city and category", region: "330100", category: "procedure", length: 7 }),
      rule({ id: "district", region: "330110", length: 5 }),
    ];
    const used = (region: string, category: "procedure" | "rights-harm") =>
      dueOn({ ...matter, region, category, rules }).rule.id;
    expect([
      used("330110", "procedure"),
      used("330109", "procedure"),
      used("330109", "rights-harm"),
      used("330200", "procedure"),
      used("320500", "procedure"),
      used("320500", "rights-harm"),
    ]).toEqual(["district", "city and category", "city", "province", "category", "complaint-default"]);
  });

  it("uses a rule only while it is valid", () => {
    const rules = [
      rule({ id: "new", length: 5, validFrom: "2026-11-21" }),
      rule({ id: "old", length: 10, validTo: "2026-11-20" }),
    ];
    expect(dueOn({ ...matter, rules }).rule.id).toBe("old");
    expect(dueOn({ ...matter, submittedOn: "2026-11-21", rules }).rule.id).toBe("new");
  });

  it("moves the end of a calendar-day clock past a holiday", () => {
    const rules = [rule({ unit: "calendar" })];
    expect(dueOn({ ...matter, submittedOn: "2026-09-20", rules })).toMatchObject({
      dueOn: "2026-10-08",
      provisional: false,
    });
  });

  it("has a default rule that is sound data", () => {
    expect(deadlineRule.parse(defaultDeadlineRule)).toEqual(defaultDeadlineRule);
  });
});

describe("remedyDates", () => {
  it("counts 60 days and six months from receipt and keeps the end of the month", () => {
    expect(remedyDates("2026-08-31", calendar)).toEqual({
      reconsideration: { statedOn: "2026-10-30", lastDay: "2026-10-30", provisional: false },
      litigation: { statedOn: "2027-02-28", lastDay: "2027-03-01", provisional: true },
    });
  });
});
