import { useStore } from "zustand";
import type { Opening } from "../../../shared/domain/serviceHours.ts";
import { siteDay, toInstant } from "../../../shared/domain/time.ts";
import { type AdministrationText, useAdministrationText } from "../../ui/administrationText.ts";
import { dayAndTime, shortTime } from "../../ui/format.ts";
import { fill } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import type { ReferenceStore } from "../record/reference.store.ts";
import type { SessionStore } from "../session/session.store.ts";
import { openingOf } from "./opening.ts";
import styles from "./ServiceHoursNote.module.css";

/** Whether this site answers now, until when or from when: what an agent tells a caller who is sent on. */
export function ServiceHoursNote({
  reference,
  session,
}: {
  reference: ReferenceStore;
  session: SessionStore;
}) {
  const words = useAdministrationText().opening;
  const centre = useStore(reference);
  const site = useStore(session, (state) => (state.name === "signed-in" ? state.info.seat?.site : undefined));
  const now = useNow(5_000);
  if (!site || centre.serviceHours.length === 0) return null;
  const opening = openingOf(centre, site.id, now);
  const { provisional, label } = words;
  return (
    <p className={styles.note} data-open={opening.isOpen}>
      <span aria-hidden>{opening.isOpen ? "●" : "○"}</span>
      <span>
        <span className="hidden-label">{label}</span> {site.name}{" "}
        <span className={styles.hours}>{sentence(words, opening, now)}</span>
        {opening.provisional && <span className="soft"> ({provisional})</span>}
      </span>
    </p>
  );
}

function sentence(
  opening: AdministrationText["opening"],
  { isOpen, closesAt, opensAt }: Opening,
  now: number,
): string {
  if (isOpen && closesAt !== null) return fill(opening.open, { time: shortTime(closesAt) });
  if (opensAt === null) return opening.closedLong;
  const isToday = siteDay(opensAt) === siteDay(now);
  return fill(opening.closed, { time: isToday ? shortTime(opensAt) : dayAndTime(toInstant(opensAt)) });
}
