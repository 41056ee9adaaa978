import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import type { StaffRecord } from "../../../shared/domain/administration.ts";
import { siteDay } from "../../../shared/domain/time.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { Badge } from "../../ui/Badge.tsx";
import { useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";
import tableStyles from "./EditTable.module.css";
import { EditTable } from "./EditTable.tsx";
import { PersonForm } from "./PersonForm.tsx";
import { sitesIn } from "./referenceRows.ts";

/** 人员: every agent ID of the centre. */
export function PeopleTable({ administration }: { administration: AdministrationStore }) {
  const text = useText();
  const own = useAdministrationText();
  const { people } = useAdministrationText();
  const staff = useStore(administration, (state) => state.staff) ?? [];
  const items = useStore(administration, (state) => state.items) ?? [];
  const [filter, setFilter] = useState("");
  const now = useNow();
  const sites = sitesIn(items);
  const wanted = filter.trim();
  const shown = staff.filter(({ agentId, name }) => agentId.includes(wanted) || name.includes(wanted));
  const siteName = (id: string) => sites.find((site) => site.id === id)?.name ?? id;
  return (
    <section className={styles.card} aria-label={people.heading}>
      <div className={tableStyles.head}>
        <h2>{people.heading}</h2>
        <TextInput
          aria-label={own.filter}
          placeholder={people.filterHint}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Button onClick={() => administration.actions.edit("staff/new")}>{people.add}</Button>
      </div>
      <EditTable
        administration={administration}
        label={people.heading}
        columns={[people.agentId, people.name, people.role, people.site, people.validUntil, own.state]}
        addition={{
          key: "staff/new",
          form: <PersonForm administration={administration} sites={sites} record={null} />,
        }}
        rows={shown.map((record) => ({
          key: `staff/${record.agentId}`,
          muted: record.disabled,
          cells: [
            <strong key="id">{record.agentId}</strong>,
            record.name,
            text.roles[record.role],
            <span key="site" className={tableStyles.oneLine}>
              {siteName(record.site)}
            </span>,
            <span key="until" className={tableStyles.oneLine}>
              {siteDay(Date.parse(record.validUntil))}
            </span>,
            <PersonState key="state" record={record} now={now} />,
          ],
          form: <PersonForm administration={administration} sites={sites} record={record} />,
        }))}
      />
    </section>
  );
}

function PersonState({ record, now }: { record: StaffRecord; now: number }) {
  const administration = useAdministrationText();
  if (record.disabled) return <Badge tone="still">{administration.retired}</Badge>;
  if (Date.parse(record.validUntil) <= now) return <Badge tone="warn">{administration.people.expired}</Badge>;
  return <Badge tone="good">{administration.inUse}</Badge>;
}
