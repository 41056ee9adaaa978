import { Button } from "@mantine/core";
import { useStore } from "zustand";
import { categoryLabels } from "../../../shared/domain/complaintLabels.ts";
import { type DeadlineRule, defaultDeadlineRule } from "../../../shared/domain/deadline.ts";
import { type AdministrationText, useAdministrationText } from "../../ui/administrationText.ts";
import { Badge } from "../../ui/Badge.tsx";
import { label, type Text, useText } from "../../ui/text.ts";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";
import { DeadlineForm } from "./DeadlineForm.tsx";
import tableStyles from "./EditTable.module.css";
import { EditTable } from "./EditTable.tsx";
import { rowsOf } from "./referenceRows.ts";

/** 期限规则: how long a complaint may take, by place and category; the last row is what holds without a rule. */
export function DeadlinesTable({ administration }: { administration: AdministrationStore }) {
  const text = useText();
  const own = useAdministrationText();
  const { deadlines } = own;
  const items = useStore(administration, (state) => state.items) ?? [];
  const rules = rowsOf(items, "deadlineRule").toSorted((a, b) => (order(a.value) < order(b.value) ? -1 : 1));
  return (
    <section className={styles.card} aria-label={deadlines.heading}>
      <div className={tableStyles.head}>
        <h2>{deadlines.heading}</h2>
        <p className="soft">{deadlines.note}</p>
        <Button onClick={() => administration.actions.edit("deadlineRule/new")}>{deadlines.add}</Button>
      </div>
      <EditTable
        administration={administration}
        label={deadlines.heading}
        columns={[
          deadlines.region,
          deadlines.category,
          deadlines.length,
          deadlines.basis,
          deadlines.validFrom,
          deadlines.validTo,
          own.state,
        ]}
        addition={{
          key: "deadlineRule/new",
          form: <DeadlineForm administration={administration} record={null} />,
        }}
        rows={[
          ...rules.map((record) => ({
            key: `deadlineRule/${record.value.id}`,
            muted: record.value.retired ?? false,
            cells: [...cellsOf(text, own, record.value), <RuleState key="state" rule={record.value} />],
            form: <DeadlineForm administration={administration} record={record} />,
          })),
          {
            key: "deadlineRule/default",
            cells: [...cellsOf(text, own, defaultDeadlineRule), deadlines.fallback],
            form: null,
          },
        ]}
      />
    </section>
  );
}

function order({ retired, region, category }: DeadlineRule): string {
  return `${retired ? 1 : 0}${region ?? ""} ${category ?? ""}`;
}

function cellsOf(text: Text, { deadlines, everywhere }: AdministrationText, rule: DeadlineRule) {
  return [
    rule.region ?? everywhere,
    rule.category ? label(text, categoryLabels[rule.category]) : everywhere,
    <strong key="length">{`${rule.length} ${deadlines[rule.unit]}`}</strong>,
    label(text, rule.basis),
    rule.validFrom ?? deadlines.always,
    rule.validTo ?? deadlines.always,
  ];
}

function RuleState({ rule }: { rule: DeadlineRule }) {
  const administration = useAdministrationText();
  return rule.retired ? (
    <Badge tone="still">{administration.retired}</Badge>
  ) : (
    <Badge tone="good">{administration.inUse}</Badge>
  );
}
