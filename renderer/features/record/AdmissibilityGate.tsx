import { Checkbox, Textarea } from "@mantine/core";
import { gate, grounds } from "../../../shared/domain/admissibility.ts";
import { type RefusalGround, refusalGround } from "../../../shared/domain/complaint.ts";
import { label, useText } from "../../ui/text.ts";
import type { FieldsProps } from "./ComplaintEditor.tsx";
import styles from "./RecordPanel.module.css";

/** 受理审查: the four grounds as questions; a ticked one says why, which door is open, and what to say. */
export function AdmissibilityGate({ form, findings, onEdit }: FieldsProps) {
  const text = useText();
  const judged = gate(form);
  const toggle = (ground: RefusalGround, isOn: boolean) =>
    onEdit((now) => ({
      ...now,
      grounds: isOn ? [...now.grounds, ground] : now.grounds.filter((each) => each !== ground),
    }));
  const isReasonUseful =
    judged.mayOverride || form.overrideReason !== "" || findings.some((each) => /Missing$/.test(each.rule));
  return (
    <section className={styles.group} aria-label={text.complaint.admissibility}>
      <h3>{text.complaint.admissibility}</h3>
      {refusalGround.options.map((ground) => (
        <Checkbox
          key={ground}
          label={label(text, grounds[ground].question)}
          checked={form.grounds.includes(ground)}
          onChange={(event) => toggle(ground, event.currentTarget.checked)}
        />
      ))}
      {judged.admissible && <p className={styles.hint}>{text.complaint.admissible}</p>}
      {judged.grounds.map((ground) => (
        <div key={ground.id} className={styles.refusal}>
          <p>
            <strong>{label(text, ground.reason)}</strong> {label(text, ground.door)}
          </p>
          <p className={styles.say}>“{label(text, ground.words)}”</p>
        </div>
      ))}
      {isReasonUseful && (
        <Textarea
          label={text.complaint.overrideReason}
          placeholder={text.complaint.overrideHint}
          rows={1}
          value={form.overrideReason}
          onChange={(event) => {
            const overrideReason = event.currentTarget.value;
            onEdit((now) => ({ ...now, overrideReason }));
          }}
        />
      )}
    </section>
  );
}
