import { Checkbox, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ReferenceRecord } from "../../../shared/domain/administration.ts";
import {
  assumedSeason,
  type SeasonSetting,
  type ServiceHours,
  siteChannel,
  siteService,
  siteServiceLabels,
} from "../../../shared/domain/serviceHours.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { label, useText } from "../../ui/text.ts";
import type { AdministrationStore } from "./administration.store.ts";
import styles from "./EditTable.module.css";
import { FormButtons } from "./FormButtons.tsx";
import { periodsText, readPeriods } from "./periodsText.ts";
import { type RecordOf, rowsOf } from "./referenceRows.ts";
import { useFieldError } from "./useFieldError.ts";

/** One site and its rows; those it does not have yet are made when it is saved. */
export type SiteHours = {
  id: string;
  site: RecordOf<"site"> | null;
  hours: RecordOf<"serviceHours"> | null;
};

/** A site with its hours; `*` has hours and dates alone. */
export function HoursForm({ administration, items, row, known }: Props) {
  const text = useText();
  const { hours } = useAdministrationText();
  const errorOf = useFieldError(administration, row);
  const [form, setForm] = useState(() => formOf(items, known));
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });
  const isGeneral = known?.id === "*";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = toItems(items, known, form);
    if (read.ok) void administration.actions.saveItems(row, read.items);
    else administration.actions.refuse(row, { rule: "admin.periodShape", detail: { field: read.field } });
  };
  const field = (name: TextField, title: string, hint = "") => (
    <TextInput
      label={title}
      placeholder={hint}
      required
      autoComplete="off"
      spellCheck={false}
      value={form[name]}
      error={errorOf(name)}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className={styles.form} onSubmit={submit} aria-label={known?.site?.value.name ?? hours.heading}>
      <div className={styles.fields}>
        {!known && field("id", hours.siteId, hours.siteIdHint)}
        {!isGeneral && field("name", hours.name)}
        {!isGeneral && field("region", hours.region)}
        <div className={styles.wide}>{field("autumnWinter", hours.autumnWinter, periodExample)}</div>
        <div className={styles.wide}>{field("springSummer", hours.springSummer, periodExample)}</div>
        {field("springSummerFrom", hours.springSummerFrom, hours.monthDayHint)}
        {field("autumnWinterFrom", hours.autumnWinterFrom, hours.monthDayHint)}
      </div>
      <Choices
        title={hours.services}
        all={siteService.options}
        chosen={form.services}
        nameOf={(service) => label(text, siteServiceLabels[service])}
        problem={errorOf("services")}
        onChange={(services) => set({ services })}
      />
      <Choices
        title={hours.channels}
        all={siteChannel.options}
        chosen={form.channels}
        nameOf={(channel) => hours.channelNames[channel]}
        problem={errorOf("channels")}
        onChange={(channels) => set({ channels })}
      />
      <FormButtons
        administration={administration}
        row={row}
        fields={[...textFields, "services", "channels"]}
      />
    </form>
  );
}

function Choices<T extends string>({ title, all, chosen, nameOf, problem, onChange }: ChoicesProps<T>) {
  return (
    <fieldset className={styles.checks}>
      <legend>{title}</legend>
      {all.map((each) => (
        <Checkbox
          key={each}
          label={nameOf(each)}
          checked={chosen.includes(each)}
          onChange={(event) =>
            onChange(all.filter((one) => (one === each ? event.currentTarget.checked : chosen.includes(one))))
          }
        />
      ))}
      {problem && <p className={styles.problem}>{problem}</p>}
    </fieldset>
  );
}

type ChoicesProps<T extends string> = {
  title: string;
  all: readonly T[];
  chosen: readonly T[];
  nameOf: (each: T) => string;
  problem: string | null;
  onChange: (chosen: T[]) => void;
};

type Props = {
  administration: AdministrationStore;
  items: readonly ReferenceRecord[];
  row: string;
  known: SiteHours | null;
};

const periodExample = "08:30-12:00 13:30-17:00";
const textFields = [
  "id",
  "name",
  "region",
  "autumnWinter",
  "springSummer",
  "springSummerFrom",
  "autumnWinterFrom",
] as const;
type TextField = (typeof textFields)[number];
type Form = Record<TextField, string> & Pick<ServiceHours, "services" | "channels">;

/** The dates a site goes by: its own, the general ones, or those assumed until somebody sets them. */
export function seasonFor(items: readonly ReferenceRecord[], site: string): SeasonSetting {
  const rows = rowsOf(items, "season");
  const row = rows.find(({ value }) => value.site === site) ?? rows.find(({ value }) => value.site === "*");
  return row?.value ?? assumedSeason;
}

function formOf(items: readonly ReferenceRecord[], known: SiteHours | null): Form {
  const { springSummerFrom, autumnWinterFrom } = seasonFor(items, known?.id ?? "*");
  const general = rowsOf(items, "serviceHours").find(({ value }) => value.site === "*");
  const hours = (known?.hours ?? general)?.value;
  return {
    id: known?.id ?? "",
    name: known?.site?.value.name ?? "",
    region: known?.site?.value.region ?? "",
    autumnWinter: periodsText(hours?.autumnWinter ?? []),
    springSummer: periodsText(hours?.springSummer ?? []),
    springSummerFrom,
    autumnWinterFrom,
    services: hours?.services ?? [],
    channels: hours?.channels ?? [],
  };
}

type Read = { ok: true; items: ReferenceRecord[] } | { ok: false; field: TextField };

/** Site, hours and dates as one save; dates that are the general ones anyway get no row of their own. */
function toItems(items: readonly ReferenceRecord[], known: SiteHours | null, form: Form): Read {
  const autumnWinter = readPeriods(form.autumnWinter);
  const springSummer = readPeriods(form.springSummer);
  if (!autumnWinter) return { ok: false, field: "autumnWinter" };
  if (!springSummer) return { ok: false, field: "springSummer" };
  const { id, name, region, springSummerFrom, autumnWinterFrom, services, channels } = form;
  const seats = known?.site?.value.seats ?? 0;
  const site: ReferenceRecord = {
    kind: "site",
    value: { id, name, region, seats },
    version: known?.site?.version ?? 0,
  };
  const hours: ReferenceRecord = {
    kind: "serviceHours",
    value: { site: id, autumnWinter, springSummer, services, channels },
    version: known?.hours?.version ?? 0,
  };
  const own = rowsOf(items, "season").find(({ value }) => value.site === id);
  const now = seasonFor(items, id);
  const isAsBefore = now.springSummerFrom === springSummerFrom && now.autumnWinterFrom === autumnWinterFrom;
  const season: ReferenceRecord = {
    kind: "season",
    value: { site: id, springSummerFrom, autumnWinterFrom },
    version: own?.version ?? 0,
  };
  return {
    ok: true,
    items: [...(known?.id === "*" ? [] : [site]), hours, ...(isAsBefore ? [] : [season])],
  };
}
