import { Textarea } from "@mantine/core";
import { type ElementName, elementNames } from "../../../shared/domain/complaint.ts";
import { elementMeters } from "../../../shared/domain/complaintCheck.ts";
import { elementLabels } from "../../../shared/domain/complaintLabels.ts";
import { label, useText } from "../../ui/text.ts";
import type { FieldsProps } from "./ComplaintEditor.tsx";
import styles from "./RecordPanel.module.css";

/** The six elements 六要素, each with a meter of how much of a usual answer is there. */
export function ElementFields({ form, onEdit }: FieldsProps) {
  const text = useText();
  const meters = elementMeters(form);
  const set = (name: ElementName, value: string) =>
    onEdit((now) => ({ ...now, elements: { ...now.elements, [name]: value } }));
  return (
    <section className={styles.group} aria-label={text.complaint.elements}>
      <h3>{text.complaint.elements}</h3>
      {elementNames.map((name) => (
        <div key={name} className={styles.element}>
          <span className={styles.elementName} data-full={meters[name] > 0}>
            {label(text, elementLabels[name])}
            <meter
              min={0}
              max={1}
              value={meters[name]}
              aria-label={`${label(text, elementLabels[name])} ${meters[name] > 0 ? text.complaint.filled : text.complaint.missing}`}
            />
          </span>
          <Textarea
            aria-label={label(text, elementLabels[name])}
            placeholder={text.elementHints[name]}
            rows={name === "course" ? 2 : 1}
            value={form.elements[name]}
            onChange={(event) => set(name, event.currentTarget.value)}
          />
        </div>
      ))}
    </section>
  );
}
