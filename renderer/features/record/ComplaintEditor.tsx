import { Button } from "@mantine/core";
import { useState } from "react";
import type { ComplaintForm } from "../../../shared/domain/complaint.ts";
import { checkComplaint } from "../../../shared/domain/complaintCheck.ts";
import { siteDay } from "../../../shared/domain/time.ts";
import { Badge } from "../../ui/Badge.tsx";
import { fill, useText } from "../../ui/text.ts";
import { AdmissibilityGate } from "./AdmissibilityGate.tsx";
import { ClaimFields } from "./ClaimFields.tsx";
import { ElementFields } from "./ElementFields.tsx";
import { Findings } from "./Findings.tsx";
import { MatterFields } from "./MatterFields.tsx";
import { ComplainantFields, RespondentFields } from "./PartyFields.tsx";
import styles from "./RecordPanel.module.css";

/** The complaint form with everything that is still missing or wrong said while it is typed. */
export function ComplaintEditor({ form, onEdit, onDrop }: Props) {
  const text = useText();
  const findings = checkComplaint(form, siteDay(Date.now()));
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const fields = { form, findings, onEdit };
  return (
    <div className={styles.form}>
      <p className={styles.summary}>
        {errors > 0 ? (
          <button type="button" className={styles.toFindings} onClick={showFindings}>
            <Badge tone="warn">{fill(text.complaint.findings, { n: errors })}</Badge>
          </button>
        ) : (
          <Badge tone="good">{text.complaint.complete}</Badge>
        )}
        <DropButton isTouched={isTouched(form)} onDrop={onDrop} />
      </p>
      <MatterFields {...fields} />
      <ElementFields {...fields} />
      <ComplainantFields {...fields} />
      <RespondentFields {...fields} />
      <ClaimFields {...fields} />
      <AdmissibilityGate {...fields} />
      <Findings findings={findings} />
    </div>
  );
}

type Props = {
  form: ComplaintForm;
  onEdit: (change: (form: ComplaintForm) => ComplaintForm) => void;
  /** Gives the form up. */
  onDrop: () => void;
};

/** What every group of fields gets. */
export type FieldsProps = Pick<Props, "form" | "onEdit"> & {
  findings: ReturnType<typeof checkComplaint>;
};

function showFindings() {
  document.getElementById("complaint-findings")?.scrollIntoView({ block: "end" });
}

function isTouched(form: ComplaintForm): boolean {
  const { complainant, respondent, elements, claim } = form;
  const typed = [
    ...Object.values(elements),
    complainant.name,
    respondent.unitName,
    claim.text,
    form.evidence,
  ];
  return typed.some((each) => each.trim() !== "");
}

/** Typed text is never thrown away by one press. */
function DropButton({ isTouched: touched, onDrop }: { isTouched: boolean; onDrop: () => void }) {
  const text = useText();
  const [asked, setAsked] = useState(false);
  const press = () => (touched && !asked ? setAsked(true) : onDrop());
  return (
    <Button size="compact-xs" variant="subtle" onClick={press} onBlur={() => setAsked(false)}>
      {asked ? text.record.withdrawSure : text.record.withdrawComplaint}
    </Button>
  );
}
