import { Button, NativeSelect } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { AuditPage, AuditRow } from "../../../shared/rpc/auditContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { dayAndTime, timeOfDay } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, type Text, useText } from "../../ui/text.ts";
import styles from "./AuditTable.module.css";
import type { AuditStore } from "./audit.store.ts";

/** 审计: who saw, changed, exported and revealed what at this seat, and whether the chain is whole. */
export function AuditTable({ audit }: { audit: AuditStore }) {
  const text = useText();
  const { page, kind, isMore, problem } = useStore(audit);
  const { load, more, narrow } = audit.actions;
  useEffect(() => void load(), [load]);
  return (
    <section className={styles.card} aria-label={text.audit.heading}>
      <header className={styles.head}>
        <h2>{text.audit.heading}</h2>
        {page && <Chain page={page} />}
        <NativeSelect
          aria-label={text.audit.action}
          value={kind}
          onChange={(event) => void narrow(event.currentTarget.value)}
        >
          {kinds.map((each) => (
            <option key={each} value={each === "all" ? "" : `${each}.`}>
              {text.audit.kinds[each]}
            </option>
          ))}
        </NativeSelect>
        <Button onClick={() => void load()}>{text.audit.refresh}</Button>
      </header>
      <p className="soft">{text.audit.note}</p>
      <ProblemNote problem={problem} />
      {page && <Rows rows={page.rows} />}
      {isMore && <Button onClick={() => void more()}>{text.audit.more}</Button>}
    </section>
  );
}

const kinds = [
  ...(["all", "session", "ticket", "record", "insured", "library"] as const),
  ...(["seat", "statistics", "admin", "audit"] as const),
] as const;

function Chain({ page }: { page: AuditPage }) {
  const text = useText();
  return page.brokenAt === null ? (
    <Badge tone="good">{fill(text.audit.whole, { n: page.total })}</Badge>
  ) : (
    <Badge tone="bad">{fill(text.audit.broken, { id: page.brokenAt })}</Badge>
  );
}

function Rows({ rows }: { rows: AuditRow[] }) {
  const text = useText();
  if (rows.length === 0) return <p>{text.audit.empty}</p>;
  const { at, agent, deed, subject, reason } = text.audit;
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            {["#", at, agent, deed, subject, reason].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.auditId} data-action={row.action}>
              <td>{row.auditId}</td>
              <td title={row.at}>
                {dayAndTime(row.at).slice(0, 6)}
                {timeOfDay(row.at)}
              </td>
              <td>{row.agentId ?? "–"}</td>
              <td>{deedName(text, row.action)}</td>
              <td className={styles.subject} title={row.subject}>
                {row.subject}
              </td>
              <td className={styles.reason}>{reasonWords(text, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Look-ups are written down by the codes of their choices; what the agent wrote follows as it is. */
function reasonWords(text: Text, { action, reason }: AuditRow): string {
  if (action !== "insured.find" && action !== "insured.reply") return reason;
  const words: Record<string, string> = text.audit.words;
  return reason
    .split(" · ")
    .map((part, at) => (at < 3 && Object.hasOwn(words, part) ? words[part] : part))
    .join(" · ");
}

/** A deed without a name yet is shown as it is written down: nothing of the audit is left out. */
function deedName(text: Text, action: string): string {
  const names: Record<string, string> = text.audit.deeds;
  return (Object.hasOwn(names, action) ? names[action] : undefined) ?? action;
}
