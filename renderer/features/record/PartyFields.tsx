import { Checkbox, TextInput } from "@mantine/core";
import type { ComplaintForm } from "../../../shared/domain/complaint.ts";
import { checkCreditCode, checkIdNumber } from "../../../shared/domain/identifiers.ts";
import { siteDay } from "../../../shared/domain/time.ts";
import { fill, ruleSentence, type Text, useText } from "../../ui/text.ts";
import type { FieldsProps } from "./ComplaintEditor.tsx";
import { wrongIn } from "./Findings.tsx";
import styles from "./RecordPanel.module.css";

type Complainant = ComplaintForm["complainant"];
type Respondent = ComplaintForm["respondent"];

/** Who complains. The ID number is checked as it is typed and says what it tells: sex, birth, province. */
export function ComplainantFields({ form, findings, onEdit }: FieldsProps) {
  const text = useText();
  const { complainant } = form;
  const set = (change: Partial<Complainant>) =>
    onEdit((now) => ({ ...now, complainant: { ...now.complainant, ...change } }));
  const wrong = (field: string) => wrongSentence(text, findings, field);
  return (
    <section className={styles.group} aria-label={text.complaint.complainant}>
      <h3>{text.complaint.complainant}</h3>
      <div className={styles.pair}>
        <TextInput
          label={text.complaint.name}
          value={complainant.name}
          autoComplete="off"
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={text.complaint.phone}
          value={complainant.phone}
          autoComplete="off"
          error={wrong("complainant.phone")}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={text.complaint.idNumber}
        value={complainant.idNumber}
        autoComplete="off"
        error={wrong("complainant.idNumber")}
        description={idSays(text, complainant.idNumber)}
        inputWrapperOrder={["label", "input", "description", "error"]}
        onChange={(event) => set({ idNumber: event.currentTarget.value })}
      />
      <div className={styles.checks}>
        <Checkbox
          label={text.complaint.confidential}
          checked={complainant.confidential}
          onChange={(event) => set({ confidential: event.currentTarget.checked })}
        />
        <Checkbox
          label={text.complaint.onBehalf}
          checked={complainant.onBehalf}
          onChange={(event) => set({ onBehalf: event.currentTarget.checked })}
        />
      </div>
    </section>
  );
}

/** Whom it is about: a unit with its credit code, or a member of staff of an office. */
export function RespondentFields({ form, findings, onEdit }: FieldsProps) {
  const text = useText();
  const { respondent } = form;
  const set = (change: Partial<Respondent>) =>
    onEdit((now) => ({ ...now, respondent: { ...now.respondent, ...change } }));
  const codeIsValid = respondent.creditCode.trim() !== "" && checkCreditCode(respondent.creditCode).ok;
  const field = (name: Exclude<keyof Respondent, "kind">, label: string) => (
    <TextInput
      label={label}
      value={respondent[name]}
      autoComplete="off"
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <section className={styles.group} aria-label={text.complaint.respondent}>
      <div className={styles.groupHead}>
        <h3>{text.complaint.respondent}</h3>
        <KindChoice value={respondent.kind} onChange={(kind) => set({ kind })} />
      </div>
      {respondent.kind === "unit" ? (
        <>
          {field("unitName", text.complaint.unitName)}
          <TextInput
            label={text.complaint.creditCode}
            value={respondent.creditCode}
            autoComplete="off"
            error={wrongSentence(text, findings, "respondent.creditCode")}
            description={codeIsValid ? `✓ ${text.complaint.creditValid}` : undefined}
            inputWrapperOrder={["label", "input", "description", "error"]}
            onChange={(event) => set({ creditCode: event.currentTarget.value })}
          />
        </>
      ) : (
        <>
          {field("office", text.complaint.office)}
          <div className={styles.pair}>
            {field("staffName", text.complaint.staffName)}
            {field("staffNumber", text.complaint.staffNumber)}
          </div>
        </>
      )}
    </section>
  );
}

function KindChoice({
  value,
  onChange,
}: {
  value: Respondent["kind"];
  onChange: (kind: Respondent["kind"]) => void;
}) {
  const text = useText();
  const names = { unit: text.complaint.unit, staff: text.complaint.staff };
  return (
    <fieldset className={styles.kinds}>
      <legend className="hidden-label">{text.complaint.respondent}</legend>
      {(["unit", "staff"] as const).map((kind) => (
        <label key={kind}>
          <input
            type="radio"
            name="respondentKind"
            checked={value === kind}
            onChange={() => onChange(kind)}
          />
          {names[kind]}
        </label>
      ))}
    </fieldset>
  );
}

function wrongSentence(text: Text, findings: FieldsProps["findings"], field: string): string | undefined {
  const finding = wrongIn(findings, field);
  return finding && ruleSentence(text, finding.rule, finding.detail);
}

function idSays(text: Text, typed: string): string | undefined {
  if (typed.trim() === "") return undefined;
  const result = checkIdNumber(typed, siteDay(Date.now()));
  if (!result.ok) return undefined;
  const { sex, birthOn, region } = result.value;
  return `✓ ${fill(text.complaint.idValid, { sex: text.complaint[sex], birth: birthOn, region })}`;
}
