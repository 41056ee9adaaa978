import type { Validity } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";

/** What is known of one edition, in the order of import. */
export type Edition = {
  versionId: string;
  /** effectiveFrom, or the promulgation where the text names no other day. */
  start: LocalDate | null;
  /** Last day in force as stated. */
  statedUntil: LocalDate | null;
};

/** In force from `from` (inclusive) to `to` (exclusive); a replaced edition is a wording that was corrected. */
export type ValiditySpan = {
  versionId: string;
  from: LocalDate | null;
  to: LocalDate | null;
  replaced: boolean;
};

/**
 * Spans of all editions of one document, such that at most one is in force on any day, and exactly one from the first
 * start on unless an end is stated. A later edition ends the earlier one; of two with the same start the one
 * imported last replaces the other. `repealDays` (rising) end the edition then in force.
 */
export function validitySpans(
  editions: readonly Edition[],
  repealDays: readonly LocalDate[],
): ValiditySpan[] {
  const kept = new Map(editions.map((edition) => [edition.start ?? "", edition]));
  const order = [...kept.values()].sort((a, b) => ((a.start ?? "") < (b.start ?? "") ? -1 : 1));
  const spans = new Map<string, ValiditySpan>();
  order.forEach((edition, at) => {
    const next = order[at + 1]?.start ?? null;
    const isLast = at === order.length - 1;
    // A repeal cannot end an edition that began after it: the document was taken up again.
    const repeal = isLast ? (repealDays.find((day) => day > (edition.start ?? "")) ?? null) : null;
    const ends = [next, dayAfter(edition.statedUntil), repeal].filter((day) => day !== null).sort();
    const to = ends[0] ?? null;
    const from = edition.start;
    spans.set(edition.versionId, {
      versionId: edition.versionId,
      from,
      to: to !== null && from !== null && to < from ? from : to,
      replaced: false,
    });
  });
  return editions.map(
    (edition) =>
      spans.get(edition.versionId) ?? {
        versionId: edition.versionId,
        from: edition.start,
        to: edition.start,
        replaced: true,
      },
  );
}

/** How an edition stands on a day. `isNewest` tells one that lapsed from one that was followed by another. */
export function validityOn(
  span: Omit<ValiditySpan, "versionId">,
  day: LocalDate,
  isNewest: boolean,
): Validity {
  if (span.replaced) return "superseded";
  if (span.from === null && span.to === null) return "unknown";
  if (span.from !== null && day < span.from) return "not-yet";
  if (span.to !== null && day >= span.to) return isNewest ? "expired" : "superseded";
  return "in-force";
}

function dayAfter(day: LocalDate | null): LocalDate | null {
  if (day === null) return null;
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
