import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { newItemId } from "../../../shared/domain/administration.ts";
import { category } from "../../../shared/domain/complaint.ts";
import { categoryLabels } from "../../../shared/domain/complaintLabels.ts";
import type { DeadlineRule } from "../../../shared/domain/deadline.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { label, useText } from "../../ui/text.ts";
import type { AdministrationStore } from "./administration.store.ts";
import styles from "./EditTable.module.css";
import { FormButtons } from "./FormButtons.tsx";
import type { RecordOf } from "./referenceRows.ts";
import { useFieldError } from "./useFieldError.ts";

/** One rule: for whom, how long, by what right, and from when to when. */
export function DeadlineForm({ administration, record }: Props) {
  const text = useText();
  const own = useAdministrationText();
  const { deadlines, everywhere, retire } = useAdministrationText();
  const row = record ? `deadlineRule/${record.value.id}` : "deadlineRule/new";
  const errorOf = useFieldError(administration, row);
  const [rule, setRule] = useState<DeadlineRule>(record?.value ?? blank);
  const set = (change: Partial<DeadlineRule>) => setRule({ ...rule, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const version = record?.version ?? 0;
    void administration.actions.saveItems(row, [{ kind: "deadlineRule", value: rule, version }]);
  };
  const day = (name: "validFrom" | "validTo") => (
    <TextInput
      type="date"
      label={deadlines[name]}
      value={rule[name] ?? ""}
      error={errorOf(name)}
      onChange={(event) => set({ [name]: event.currentTarget.value || null })}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit} aria-label={deadlines.heading}>
      <div className={styles.fields}>
        <TextInput
          label={deadlines.region}
          placeholder={deadlines.regionHint}
          inputMode="numeric"
          autoComplete="off"
          value={rule.region ?? ""}
          error={errorOf("region")}
          onChange={(event) => set({ region: event.currentTarget.value.trim() || null })}
        />
        <NativeSelect
          label={deadlines.category}
          value={rule.category ?? ""}
          error={errorOf("category")}
          onChange={(event) =>
            set({ category: category.options.find((each) => each === event.currentTarget.value) ?? null })
          }
        >
          <option value="">{everywhere}</option>
          {category.options.map((each) => (
            <option key={each} value={each}>
              {label(text, categoryLabels[each])}
            </option>
          ))}
        </NativeSelect>
        <TextInput
          type="number"
          label={deadlines.length}
          required
          value={rule.length}
          error={errorOf("length")}
          onChange={(event) => set({ length: event.currentTarget.valueAsNumber || 0 })}
        />
        <NativeSelect
          label={deadlines.unit}
          value={rule.unit}
          onChange={(event) =>
            set({ unit: event.currentTarget.value === "calendar" ? "calendar" : "working" })
          }
        >
          <option value="working">{deadlines.working}</option>
          <option value="calendar">{deadlines.calendar}</option>
        </NativeSelect>
        {day("validFrom")}
        {day("validTo")}
        <div className={styles.wide}>
          <TextInput
            label={deadlines.basis}
            autoComplete="off"
            value={rule.basis.zh}
            error={errorOf("basis")}
            onChange={(event) => set({ basis: { ...rule.basis, zh: event.currentTarget.value } })}
          />
        </div>
        <div className={styles.wide}>
          <TextInput
            label={deadlines.basisEn}
            placeholder={own.topics.enHint}
            autoComplete="off"
            value={rule.basis.en}
            onChange={(event) => set({ basis: { ...rule.basis, en: event.currentTarget.value } })}
          />
        </div>
      </div>
      {record && (
        <Checkbox
          label={retire}
          checked={rule.retired ?? false}
          onChange={(event) => set({ retired: event.currentTarget.checked })}
        />
      )}
      <FormButtons administration={administration} row={row} fields={fields} />
    </form>
  );
}

type Props = { administration: AdministrationStore; record: RecordOf<"deadlineRule"> | null };

const fields = ["region", "category", "length", "basis", "validFrom", "validTo"];

const blank: DeadlineRule = {
  id: newItemId,
  category: null,
  region: null,
  length: 15,
  unit: "working",
  basis: { zh: "", en: "" },
  validFrom: null,
  validTo: null,
};
