import { NativeSelect } from "@mantine/core";
import { gate } from "../../../shared/domain/admissibility.ts";
import { category, channelOfIntake, route } from "../../../shared/domain/complaint.ts";
import { categoryLabels, channelLabels, routeLabels } from "../../../shared/domain/complaintLabels.ts";
import { fill, label, useText } from "../../ui/text.ts";
import type { FieldsProps } from "./ComplaintEditor.tsx";
import styles from "./RecordPanel.module.css";

/** What it is about and who handles it. The route that fits best is one press away, never chosen unasked. */
export function MatterFields({ form, onEdit }: FieldsProps) {
  const text = useText();
  const judged = gate(form);
  const suggested = judged.suggestedRoutes[0];
  return (
    <section className={styles.group}>
      <NativeSelect
        data-focus="complaint"
        label={text.complaint.category}
        value={form.category ?? ""}
        onChange={(event) => {
          const chosen = category.safeParse(event.currentTarget.value).data ?? null;
          onEdit((now) => ({ ...now, category: chosen }));
        }}
      >
        <option value="">{text.complaint.categoryNone}</option>
        {category.options.map((each) => (
          <option key={each} value={each}>
            {label(text, categoryLabels[each])}
          </option>
        ))}
      </NativeSelect>
      <div className={styles.pair}>
        <NativeSelect
          label={text.complaint.route}
          value={form.route ?? ""}
          onChange={(event) => {
            const chosen = route.safeParse(event.currentTarget.value).data ?? null;
            onEdit((now) => ({ ...now, route: chosen }));
          }}
        >
          <option value="">{text.complaint.routeNone}</option>
          {route.options.map((each) => (
            <option key={each} value={each}>
              {label(text, routeLabels[each])}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={text.complaint.channel}
          value={form.channel}
          onChange={(event) => {
            const chosen = channelOfIntake.safeParse(event.currentTarget.value).data;
            if (chosen) onEdit((now) => ({ ...now, channel: chosen }));
          }}
        >
          {channelOfIntake.options.map((each) => (
            <option key={each} value={each}>
              {label(text, channelLabels[each])}
            </option>
          ))}
        </NativeSelect>
      </div>
      {suggested && form.route !== suggested && (
        <button
          type="button"
          className={styles.suggestion}
          onClick={() => onEdit((now) => ({ ...now, route: suggested }))}
        >
          {fill(text.complaint.routeSuggested, { route: label(text, routeLabels[suggested]) })}
        </button>
      )}
      {judged.sealed && <p className={styles.sealed}>■ {text.complaint.sealedNote}</p>}
    </section>
  );
}
