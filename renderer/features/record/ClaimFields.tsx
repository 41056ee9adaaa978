import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { ComplaintForm } from "../../../shared/domain/complaint.ts";
import { ruleSentence, useText } from "../../ui/text.ts";
import type { FieldsProps } from "./ComplaintEditor.tsx";
import { wrongIn } from "./Findings.tsx";
import styles from "./RecordPanel.module.css";

/** What is asked for, for which months, and what the caller holds in hand. */
export function ClaimFields({ form, findings, onEdit }: FieldsProps) {
  const text = useText();
  const { claim } = form;
  const set = (change: Partial<ComplaintForm["claim"]>) =>
    onEdit((now) => ({ ...now, claim: { ...now.claim, ...change } }));
  const wrong = (field: string) => {
    const finding = wrongIn(findings, field);
    return finding && ruleSentence(text, finding.rule, finding.detail);
  };
  return (
    <section className={styles.group} aria-label={text.complaint.claim}>
      <h3>{text.complaint.claim}</h3>
      <Textarea
        aria-label={text.complaint.claimText}
        placeholder={text.complaint.claimText}
        rows={2}
        value={claim.text}
        error={wrong("claim.text")}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <div className={styles.pair}>
        <TextInput
          label={text.complaint.periodFrom}
          placeholder="2026-01"
          value={claim.periodFrom}
          error={wrong("claim.periodFrom")}
          onChange={(event) => set({ periodFrom: event.currentTarget.value })}
        />
        <TextInput
          label={text.complaint.periodTo}
          placeholder="2026-06"
          value={claim.periodTo}
          error={wrong("claim.periodTo")}
          onChange={(event) => set({ periodTo: event.currentTarget.value })}
        />
      </div>
      <div className={styles.pair}>
        <TextInput
          label={text.complaint.base}
          value={claim.base}
          onChange={(event) => set({ base: event.currentTarget.value })}
        />
        <NativeSelect
          label={text.complaint.negotiated}
          value={form.negotiated}
          onChange={(event) => {
            const negotiated = toNegotiated(event.currentTarget.value);
            onEdit((now) => ({ ...now, negotiated }));
          }}
        >
          <option value="unknown">{text.complaint.negotiatedUnknown}</option>
          <option value="yes">{text.app.yes}</option>
          <option value="no">{text.app.no}</option>
        </NativeSelect>
      </div>
      <Textarea
        label={text.complaint.evidence}
        placeholder={text.complaint.evidenceHint}
        rows={2}
        value={form.evidence}
        onChange={(event) => {
          const evidence = event.currentTarget.value;
          onEdit((now) => ({ ...now, evidence }));
        }}
      />
    </section>
  );
}

function toNegotiated(value: string): ComplaintForm["negotiated"] {
  return value === "yes" || value === "no" ? value : "unknown";
}
