import type { TicketFields } from "../../shared/domain/ticket.ts";
import type { Flag } from "../store/schema.ts";

/** Who may see a record: its site unless sealed or restricted, and always the desk that wrote it. */
export type Marks = { site: string; audience: string; sealed: Flag; owner: number };

/** A seat as visibility rules see it. */
export type Viewer = { site: string; seatNumber: number };

/** Site of records every seat receives (reference data). */
export const everySite = "*";

export function canSee(marks: Marks, viewer: Viewer): boolean {
  if (marks.site === everySite || marks.owner === viewer.seatNumber) return true;
  return marks.site === viewer.site && marks.audience === "site" && marks.sealed === 0;
}

/** A complaint for the discipline inspectors is sealed, whatever its `sealed` field says. */
export function ticketMarks(fields: TicketFields, owner: number): Marks {
  const sealed = fields.sealed || fields.form.route === "discipline" ? 1 : 0;
  return { site: fields.site, audience: fields.audience, sealed, owner };
}

export function sameMarks(a: Marks, b: Marks): boolean {
  return a.site === b.site && a.audience === b.audience && a.sealed === b.sealed && a.owner === b.owner;
}
