import type { Finding } from "../../../shared/domain/complaintCheck.ts";
import { ruleSentence, useText } from "../../ui/text.ts";
import styles from "./RecordPanel.module.css";

/** Everything the check has to say, errors first; also read out by screen readers when it changes. */
export function Findings({ findings }: { findings: Finding[] }) {
  const text = useText();
  if (findings.length === 0) return null;
  const ordered = [...findings].sort((a, b) => rank(a) - rank(b));
  return (
    <section id="complaint-findings" aria-label={text.complaint.findingsHeading} className={styles.findings}>
      <h3>{text.complaint.findingsHeading}</h3>
      <ul>
        {ordered.map((finding) => (
          <li key={`${finding.field} ${finding.rule}`} data-severity={finding.severity}>
            <span aria-hidden>{finding.severity === "error" ? "✕" : "▲"}</span>
            <span>
              <span className="hidden-label">
                {finding.severity === "error" ? text.complaint.blocking : text.complaint.advice}
              </span>
              {ruleSentence(text, finding.rule, finding.detail)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function rank(finding: Finding): number {
  return finding.severity === "error" ? 0 : 1;
}

/** The sentence to show right under a field: only what is wrong with typed text, not that it is still empty. */
export function wrongIn(findings: Finding[], field: string): Finding | undefined {
  return findings.find((finding) => finding.field === field && !/Missing$/.test(finding.rule));
}
