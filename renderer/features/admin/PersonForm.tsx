import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import type { StaffRecord } from "../../../shared/domain/administration.ts";
import { role, type Site } from "../../../shared/domain/staff.ts";
import { siteDay, siteDayStart, toInstant } from "../../../shared/domain/time.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { useText } from "../../ui/text.ts";
import type { AdministrationStore } from "./administration.store.ts";
import styles from "./EditTable.module.css";
import { FormButtons } from "./FormButtons.tsx";
import { SureButton } from "./SureButton.tsx";
import { useFieldError } from "./useFieldError.ts";

/** One person: a new agent ID, or what may change of an old one. */
export function PersonForm({ administration, sites, record }: Props) {
  const text = useText();
  const { people } = useAdministrationText();
  const row = record ? `staff/${record.agentId}` : "staff/new";
  const errorOf = useFieldError(administration, row);
  const saving = useStore(administration, (state) => state.saving);
  const [form, setForm] = useState(() => formOf(record, sites));
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });
  const { actions } = administration;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { lastDay, disabled, ...rest } = form;
    const wish = { ...rest, validUntil: endOf(lastDay) };
    if (record) void actions.saveStaff({ ...wish, disabled, version: record.version });
    else void actions.createStaff(wish);
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={record?.agentId ?? people.add}>
      <div className={styles.fields}>
        <TextInput
          label={people.agentId}
          required
          disabled={record !== null}
          inputMode="numeric"
          autoComplete="off"
          value={form.agentId}
          error={errorOf("agentId")}
          onChange={(event) => set({ agentId: event.currentTarget.value })}
        />
        <TextInput
          label={people.name}
          required
          autoComplete="off"
          maxLength={40}
          value={form.name}
          error={errorOf("name")}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={people.role}
          value={form.role}
          error={errorOf("role")}
          onChange={(event) => set({ role: role.parse(event.currentTarget.value) })}
        >
          {role.options.map((each) => (
            <option key={each} value={each}>
              {text.roles[each]}
            </option>
          ))}
        </NativeSelect>
        <NativeSelect
          label={people.site}
          value={form.site}
          error={errorOf("site")}
          onChange={(event) => set({ site: event.currentTarget.value })}
        >
          {sites.map((site) => (
            <option key={site.id} value={site.id}>
              {site.name}
            </option>
          ))}
        </NativeSelect>
        <TextInput
          type="date"
          label={people.validUntil}
          required
          value={form.lastDay}
          error={errorOf("validUntil")}
          onChange={(event) => set({ lastDay: event.currentTarget.value })}
        />
      </div>
      {record && (
        <Checkbox
          label={people.disabled}
          checked={form.disabled}
          onChange={(event) => set({ disabled: event.currentTarget.checked })}
        />
      )}
      <FormButtons
        administration={administration}
        row={row}
        fields={["agentId", "name", "role", "site", "validUntil"]}
      >
        {record && (
          <SureButton
            label={people.resetPassword}
            sure={people.resetSure}
            disabled={saving}
            onSure={() => void actions.resetPassword(record)}
          />
        )}
      </FormButtons>
    </form>
  );
}

type Props = { administration: AdministrationStore; sites: readonly Site[]; record: StaffRecord | null };
type Form = Pick<StaffRecord, "agentId" | "name" | "role" | "site" | "disabled"> & { lastDay: string };

function formOf(record: StaffRecord | null, sites: readonly Site[]): Form {
  if (!record) {
    // Accounts end by themselves after a year, so that a forgotten one does not live for ever.
    const lastDay = siteDay(Date.now() + 365 * 86_400_000);
    return { agentId: "", name: "", role: "agent", site: sites[0]?.id ?? "", disabled: false, lastDay };
  }
  const { agentId, name, role, site, disabled, validUntil } = record;
  return { agentId, name, role, site, disabled, lastDay: siteDay(Date.parse(validUntil)) };
}

/** The last moment of that day at the site; a day nobody typed is left for the server to refuse. */
function endOf(day: string): string {
  const start = siteDayStart(day);
  return Number.isNaN(start) ? "" : toInstant(start + 86_400_000 - 1);
}
