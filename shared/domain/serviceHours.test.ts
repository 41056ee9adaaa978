import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultSites } from "./reference.ts";
import {
  assumedSeason,
  defaultServiceHours,
  hoursOf,
  openingAt,
  seasonSetting,
  serviceHours,
} from "./serviceHours.ts";
import { shippedCalendar as calendar } from "./workCalendar.ts";

fc.configureGlobal({ seed: 12333 });

const season = assumedSeason;
const at = (siteTime: string) => Date.parse(`${siteTime}+08:00`);
const isOpen = (site: string, siteTime: string) =>
  openingAt(hoursOf(site), at(siteTime), { calendar, season }).isOpen;
const iso = (ms: number | null) =>
  ms === null ? null : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);

describe("service hours", () => {
  it("are sound data with one row for each site and a general one", () => {
    expect(defaultServiceHours.map((row) => serviceHours.parse(row))).toEqual(defaultServiceHours);
    expect(defaultServiceHours.map((row) => row.site)).toEqual([...defaultSites.map(({ id }) => id), "*"]);
    expect(seasonSetting.parse(assumedSeason)).toEqual(assumedSeason);
  });

  it.each([
    // Friday 20 November 2026, autumn and winter.
    ["hangzhou", "2026-11-20T08:29:59", false],
    ["hangzhou", "2026-11-20T08:30:00", true],
    ["hangzhou", "2026-11-20T11:59:59", true],
    ["hangzhou", "2026-11-20T12:00:00", false],
    ["hangzhou", "2026-11-20T13:30:00", true],
    ["hangzhou", "2026-11-20T17:00:00", false],
    ["xiaoshan", "2026-11-20T17:14:59", true],
    ["xiaoshan", "2026-07-01T17:44:59", true],
    ["yuhang", "2026-11-20T17:00:00", false],
    ["yuhang", "2026-07-01T17:29:59", true],
    ["fuyang", "2026-11-20T11:00:00", false],
    ["tonglu", "2026-11-20T08:00:00", true],
    ["jiande", "2026-07-01T13:45:00", false],
    ["chunan", "2026-11-20T16:45:00", false],
    ["chunan", "2026-07-01T17:14:59", true],
    ["linan", "2026-11-20T14:15:00", true],
    ["linan", "2026-07-01T14:15:00", false],
    // Somewhere without a row: working days nine to five.
    ["elsewhere", "2026-11-20T12:30:00", true],
    // Weekend, holiday, and a Saturday worked for National Day.
    ["hangzhou", "2026-11-21T10:00:00", false],
    ["hangzhou", "2026-10-01T10:00:00", false],
    ["hangzhou", "2026-10-10T10:00:00", true],
  ])("%s at %s is open: %s", (site, siteTime, expected) => {
    expect(isOpen(site, siteTime)).toBe(expected);
  });

  it("change on the day the site has set", () => {
    const later = { calendar, season: { springSummerFrom: "06-15", autumnWinterFrom: "10-01" } };
    const linan = hoursOf("linan");
    expect(openingAt(linan, at("2026-06-12T14:15:00"), later).isOpen).toBe(true);
    expect(openingAt(linan, at("2026-06-15T14:15:00"), later).isOpen).toBe(false);
  });

  it.each([
    ["hangzhou", "2026-11-20T10:00:00", "2026-11-20T12:00", null],
    ["hangzhou", "2026-11-20T12:30:00", null, "2026-11-20T13:30"],
    ["hangzhou", "2026-11-20T18:00:00", null, "2026-11-23T08:30"],
    ["hangzhou", "2026-02-14T18:00:00", null, "2026-02-24T08:30"],
    ["linan", "2026-04-30T18:00:00", null, "2026-05-06T08:00"],
  ])("%s at %s: closes %s, opens %s", (site, siteTime, closesAt, opensAt) => {
    const opening = openingAt(hoursOf(site), at(siteTime), { calendar, season });
    expect({ closesAt: iso(opening.closesAt), opensAt: iso(opening.opensAt) }).toEqual({ closesAt, opensAt });
  });

  it("are provisional where no calendar is known", () => {
    expect(openingAt(hoursOf("hangzhou"), at("2026-11-20T10:00:00"), { calendar, season }).provisional).toBe(
      false,
    );
    expect(openingAt(hoursOf("hangzhou"), at("2027-01-04T10:00:00"), { calendar, season }).provisional).toBe(
      true,
    );
  });

  it("open exactly when they said they would, and not a second before", () => {
    const moment = fc.integer({ min: at("2026-01-01T00:00:00"), max: at("2026-11-30T00:00:00") });
    fc.assert(
      fc.property(fc.constantFrom(...defaultServiceHours), moment, (hours, now) => {
        const { opensAt, closesAt } = openingAt(hours, now, { calendar, season });
        const edge = opensAt ?? closesAt ?? 0;
        expect(edge).toBeGreaterThan(now);
        expect(openingAt(hours, edge, { calendar, season }).isOpen).toBe(opensAt !== null);
        expect(openingAt(hours, edge - 1_000, { calendar, season }).isOpen).toBe(opensAt === null);
      }),
    );
  });

  it("tell what a district does not offer: 桐庐 no look-up of records, 富阳 no public views", () => {
    expect(hoursOf("tonglu").services).not.toContain("information");
    expect(hoursOf("fuyang").services).not.toContain("public-views");
  });
});
