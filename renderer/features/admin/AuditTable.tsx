import { Button, NativeSelect } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { Label } from "../../../shared/domain/complaintLabels.ts";
import type { AuditPage, AuditRow } from "../../../shared/rpc/auditContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { dayAndTime, timeOfDay } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, label, type Text, useText } from "../../ui/text.ts";
import styles from "./AuditTable.module.css";
import type { AuditStore } from "./audit.store.ts";
import { auditDeeds, auditKinds, lookupWords, auditWords as words } from "./auditWords.ts";

/** 审计: who saw, changed, exported and revealed what at this seat, and whether the chain is whole. */
export function AuditTable({ audit }: { audit: AuditStore }) {
  const text = useText();
  const { page, kind, isMore, problem } = useStore(audit);
  const { load, more, narrow } = audit.actions;
  useEffect(() => void load(), [load]);
  return (
    <section className={styles.card} aria-label={label(text, words.heading)}>
      <header className={styles.head}>
        <h2>{label(text, words.heading)}</h2>
        {page && <Chain page={page} />}
        <NativeSelect
          aria-label={label(text, words.action)}
          value={kind}
          onChange={(event) => void narrow(event.currentTarget.value)}
        >
          {kinds.map((each) => (
            <option key={each} value={each === "all" ? "" : `${each}.`}>
              {label(text, auditKinds[each])}
            </option>
          ))}
        </NativeSelect>
        <Button onClick={() => void load()}>{label(text, words.refresh)}</Button>
      </header>
      <p className="soft">{label(text, words.note)}</p>
      <ProblemNote problem={problem} />
      {page && <Rows rows={page.rows} />}
      {isMore && <Button onClick={() => void more()}>{label(text, words.more)}</Button>}
    </section>
  );
}

const kinds = [
  ...(["all", "session", "ticket", "record", "insured", "library", "model"] as const),
  ...(["seat", "statistics", "admin", "audit"] as const),
] as const;

function Chain({ page }: { page: AuditPage }) {
  const text = useText();
  return page.brokenAt === null ? (
    <Badge tone="good">{fill(label(text, words.whole), { n: page.total })}</Badge>
  ) : (
    <Badge tone="bad">{fill(label(text, words.broken), { id: page.brokenAt })}</Badge>
  );
}

function Rows({ rows }: { rows: AuditRow[] }) {
  const text = useText();
  if (rows.length === 0) return <p>{label(text, words.empty)}</p>;
  const headings = [words.at, words.agent, words.deed, words.subject, words.reason];
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            {["#", ...headings.map((each) => label(text, each))].map((heading) => (
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
              <td>{named(text, auditDeeds, row.action)}</td>
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
  const known: Record<string, Label> = lookupWords;
  return reason
    .split(" · ")
    .map((part, at) => (at < 3 ? named(text, known, part) : part))
    .join(" · ");
}

/** Without a name yet it is shown as it is written down: nothing of the audit is left out. */
function named(text: Text, names: Record<string, Label>, code: string): string {
  const name = Object.hasOwn(names, code) ? names[code] : undefined;
  return name ? label(text, name) : code;
}
