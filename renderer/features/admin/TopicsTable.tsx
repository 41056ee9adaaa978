import { Button, Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { newItemId } from "../../../shared/domain/administration.ts";
import type { Topic } from "../../../shared/domain/reference.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";
import tableStyles from "./EditTable.module.css";
import { EditTable } from "./EditTable.tsx";
import { FormButtons } from "./FormButtons.tsx";
import { type RecordOf, rowsOf } from "./referenceRows.ts";
import { useFieldError } from "./useFieldError.ts";

/** 主题: what records are filed under, group by group. */
export function TopicsTable({ administration }: { administration: AdministrationStore }) {
  const own = useAdministrationText();
  const { topics } = useAdministrationText();
  const items = useStore(administration, (state) => state.items) ?? [];
  const rows = rowsOf(items, "topic").toSorted((a, b) => order(a.value).localeCompare(order(b.value), "zh"));
  const groups = [...new Set(rows.map(({ value }) => value.group))];
  return (
    <section className={styles.card} aria-label={topics.heading}>
      <div className={tableStyles.head}>
        <h2>{topics.heading}</h2>
        <p className="soft">{topics.note}</p>
        <Button onClick={() => administration.actions.edit("topic/new")}>{topics.add}</Button>
      </div>
      <EditTable
        administration={administration}
        label={topics.heading}
        columns={[topics.group, topics.zh, topics.en, own.state]}
        addition={{
          key: "topic/new",
          form: <TopicForm administration={administration} groups={groups} record={null} />,
        }}
        rows={rows.map((record) => ({
          key: `topic/${record.value.id}`,
          muted: record.value.retired ?? false,
          cells: [
            record.value.group,
            <strong key="zh">{record.value.zh}</strong>,
            record.value.en,
            <TopicState key="state" topic={record.value} />,
          ],
          form: <TopicForm administration={administration} groups={groups} record={record} />,
        }))}
      />
    </section>
  );
}

function order({ retired, group, zh }: Topic): string {
  return `${retired ? 1 : 0}${group} ${zh}`;
}

function TopicState({ topic }: { topic: Topic }) {
  const administration = useAdministrationText();
  return topic.retired ? (
    <Badge tone="still">{administration.retired}</Badge>
  ) : (
    <Badge tone="good">{administration.inUse}</Badge>
  );
}

function TopicForm({ administration, groups, record }: FormProps) {
  const own = useAdministrationText();
  const { topics } = useAdministrationText();
  const row = record ? `topic/${record.value.id}` : "topic/new";
  const errorOf = useFieldError(administration, row);
  const [topic, setTopic] = useState<Topic>(record?.value ?? { id: newItemId, group: "", zh: "", en: "" });
  const set = (change: Partial<Topic>) => setTopic({ ...topic, ...change });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void administration.actions.saveItems(row, [
      { kind: "topic", value: topic, version: record?.version ?? 0 },
    ]);
  };
  return (
    <form className={tableStyles.form} onSubmit={submit} aria-label={record?.value.zh ?? topics.add}>
      <div className={tableStyles.fields}>
        <TextInput
          label={topics.group}
          list="topic-groups"
          autoComplete="off"
          value={topic.group}
          error={errorOf("group")}
          onChange={(event) => set({ group: event.currentTarget.value })}
        />
        <datalist id="topic-groups">
          {groups.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
        <TextInput
          label={topics.zh}
          autoComplete="off"
          value={topic.zh}
          error={errorOf("zh")}
          onChange={(event) => set({ zh: event.currentTarget.value })}
        />
        <TextInput
          label={topics.en}
          placeholder={topics.enHint}
          autoComplete="off"
          value={topic.en}
          error={errorOf("en")}
          onChange={(event) => set({ en: event.currentTarget.value })}
        />
      </div>
      {record && (
        <Checkbox
          label={own.retire}
          checked={topic.retired ?? false}
          onChange={(event) => set({ retired: event.currentTarget.checked })}
        />
      )}
      <FormButtons administration={administration} row={row} fields={["group", "zh", "en"]} />
    </form>
  );
}

type FormProps = {
  administration: AdministrationStore;
  groups: readonly string[];
  record: RecordOf<"topic"> | null;
};
