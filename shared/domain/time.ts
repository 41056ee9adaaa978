import { z } from "zod";

/** A UTC instant, ISO 8601 with milliseconds and `Z`: `2026-11-22T07:34:44.000Z`. All stored times are instants. */
export const instant = z.iso.datetime({ precision: 3 });
export type Instant = z.infer<typeof instant>;

/** A calendar day at the site: `2026-11-22`. */
export const localDate = z.iso.date();
export type LocalDate = z.infer<typeof localDate>;

/** The one time zone of all sites in this release; days and service hours are counted in it. */
export const siteTimeZone = "Asia/Shanghai";

/** Milliseconds since 1970 to an instant string. */
export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}

/** The site's calendar day at that moment. China has had no daylight saving since 1991, so UTC+8 is exact. */
export function siteDay(ms: number): LocalDate {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** `2026-11-22 15:34:44`, as a clock on the wall of the site showed it. */
export function siteTimeText(at: Instant): string {
  const ms = Date.parse(at) + 8 * 3_600_000;
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** The moment that day begins at the site, epoch ms. */
export function siteDayStart(day: LocalDate): number {
  return Date.parse(`${day}T00:00:00.000+08:00`);
}
