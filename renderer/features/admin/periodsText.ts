import type { ServiceHours } from "../../../shared/domain/serviceHours.ts";

type Periods = ServiceHours["autumnWinter"];

/** `08:30-12:00 13:30-17:00` */
export function periodsText(periods: Periods): string {
  return periods.map(({ opensAt, closesAt }) => `${opensAt}-${closesAt}`).join(" ");
}

/** Reads what `periodsText` writes, also with full-width signs and other dashes; null when it is something else. */
export function readPeriods(typed: string): Periods | null {
  const plain = typed
    .normalize("NFKC")
    .replace(/\s*[-–—~]\s*/g, "-")
    .trim();
  const periods = plain.split(/[\s,;，；、]+/).map((part) => {
    const [, opensAt, closesAt] = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/.exec(part) ?? [];
    return opensAt && closesAt
      ? { opensAt: opensAt.padStart(5, "0"), closesAt: closesAt.padStart(5, "0") }
      : null;
  });
  return periods.every((period) => period !== null) ? periods : null;
}
