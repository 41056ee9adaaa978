import { useStore } from "zustand";
import { statusLabels } from "../../../shared/domain/complaintLabels.ts";
import type { Role } from "../../../shared/domain/staff.ts";
import type { TicketDetail } from "../../../shared/domain/ticket.ts";
import { Badge } from "../../ui/Badge.tsx";
import { dayAndTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { RevealForm } from "../../ui/RevealForm.tsx";
import { fill, label, useText } from "../../ui/text.ts";
import { MoveForm } from "./MoveForm.tsx";
import { TicketForm } from "./TicketForm.tsx";
import { SyncBadge } from "./TicketList.tsx";
import styles from "./TicketsScreen.module.css";
import type { TicketsStore } from "./tickets.store.ts";

/** One ticket: what was taken down, where it went, and every step since. */
export function TicketDetailPane({ tickets, role }: { tickets: TicketsStore; role: Role }) {
  const text = useText();
  const detail = useStore(tickets, (state) => state.detail);
  const problem = useStore(tickets, (state) => state.problem);
  const until = useStore(tickets, (state) => state.revealedUntil);
  if (!detail) {
    return (
      <section className={styles.detailSide} aria-label={text.tickets.form}>
        <ProblemNote problem={problem} />
        <p className={styles.teach}>{text.tickets.pick}</p>
      </section>
    );
  }
  const { fields } = detail;
  return (
    <section className={styles.detailSide} aria-label={fields.number}>
      <header className={styles.detailHead}>
        <h2>{fields.number}</h2>
        <Badge tone="accent">{label(text, statusLabels[fields.status])}</Badge>
        <SyncBadge state={detail.syncState} />
        {fields.sealed && <Badge tone="still">{text.tickets.sealed}</Badge>}
        {fields.dueOn && (
          <span>
            {text.tickets.due} <strong>{fields.dueOn}</strong>
            {fields.dueProvisional && ` (${text.tickets.provisional})`}
          </span>
        )}
      </header>
      <ProblemNote problem={problem} />
      <div className={styles.detailBody}>
        <div>
          {(isMasked(detail) || until !== null) && (
            <RevealForm
              words={text.tickets}
              until={until}
              onReveal={(reason) => void tickets.actions.reveal(reason)}
            />
          )}
          <TicketForm fields={fields} />
        </div>
        <div>
          <MoveForm
            tickets={tickets}
            detail={detail}
            role={role}
            key={`${detail.ticketId} ${detail.version}`}
          />
          <Steps detail={detail} />
        </div>
      </div>
    </section>
  );
}

/** The taker sees the day's own tickets in full; there is nothing to reveal then. */
function isMasked({ fields }: TicketDetail): boolean {
  const { name, phone, idNumber } = fields.form.complainant;
  return [name, phone, idNumber].some((each) => each.includes("*"));
}

function Steps({ detail }: { detail: TicketDetail }) {
  const text = useText();
  return (
    <section className={styles.block} aria-label={text.tickets.steps}>
      <h3>{text.tickets.steps}</h3>
      <ol className={styles.steps}>
        {detail.steps.map((step) => (
          <li key={step.stepId}>
            <strong>{label(text, statusLabels[step.to])}</strong>{" "}
            {step.from && (
              <span className="soft">
                {fill(text.tickets.from, { from: label(text, statusLabels[step.from]) })}
              </span>
            )}
            <br />
            <span className="soft">
              {dayAndTime(step.at)} · {step.by}
            </span>
            {step.reason && <p>{step.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
