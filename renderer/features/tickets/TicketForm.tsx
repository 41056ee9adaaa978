import { elementNames } from "../../../shared/domain/complaint.ts";
import {
  categoryLabels,
  channelLabels,
  elementLabels,
  routeLabels,
} from "../../../shared/domain/complaintLabels.ts";
import type { TicketFields } from "../../../shared/domain/ticket.ts";
import { label, type Text, useText } from "../../ui/text.ts";
import styles from "./TicketsScreen.module.css";

/** The complaint as it was taken, masked by the backend unless revealed; empty fields are left out. */
export function TicketForm({ fields }: { fields: TicketFields }) {
  const text = useText();
  return (
    <section className={styles.block} aria-label={text.tickets.form}>
      <h3>{text.tickets.form}</h3>
      <dl className={styles.fields}>
        {linesOf(text, fields)
          .filter(([, value]) => value.trim() !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {fields.citations.length > 0 && (
        <>
          <h3>{text.tickets.citations}</h3>
          <ul>
            {fields.citations.map((citation) => (
              <li key={`${citation.versionId} ${citation.clauseId}`}>
                《{citation.title}》{citation.label}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function linesOf(text: Text, { form }: TicketFields): [string, string][] {
  const { complainant, respondent, claim } = form;
  const { complaint, app } = text;
  const flag = (on: boolean) => (on ? app.yes : "");
  const negotiated = { unknown: "", yes: app.yes, no: app.no }[form.negotiated];
  return [
    [complaint.category, form.category ? label(text, categoryLabels[form.category]) : ""],
    [complaint.route, form.route ? label(text, routeLabels[form.route]) : ""],
    [complaint.channel, label(text, channelLabels[form.channel])],
    [complaint.name, complainant.name],
    [complaint.idNumber, complainant.idNumber],
    [complaint.phone, complainant.phone],
    [complaint.confidential, flag(complainant.confidential)],
    [complaint.onBehalf, flag(complainant.onBehalf)],
    [complaint.unitName, respondent.unitName],
    [complaint.creditCode, respondent.creditCode],
    [complaint.office, respondent.office],
    [complaint.staffName, respondent.staffName],
    [complaint.staffNumber, respondent.staffNumber],
    ...elementNames.map((name): [string, string] => [label(text, elementLabels[name]), form.elements[name]]),
    [complaint.claimText, claim.text],
    [complaint.periodFrom, claim.periodFrom],
    [complaint.periodTo, claim.periodTo],
    [complaint.base, claim.base],
    [complaint.negotiated, negotiated],
    [complaint.evidence, form.evidence],
    [complaint.overrideReason, form.overrideReason],
  ];
}
