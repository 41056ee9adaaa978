import { Button } from "@mantine/core";
import { useStore } from "zustand";
import type { ReferenceRecord } from "../../../shared/domain/administration.ts";
import { siteServiceLabels } from "../../../shared/domain/serviceHours.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { label, type Text, useText } from "../../ui/text.ts";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";
import tableStyles from "./EditTable.module.css";
import { EditTable } from "./EditTable.tsx";
import { HoursForm, type SiteHours, seasonFor } from "./HoursForm.tsx";
import { periodsText } from "./periodsText.ts";
import { rowsOf } from "./referenceRows.ts";

/** 服务时间: each site with its hours by season, its changeover dates and what it offers. */
export function HoursTable({ administration }: { administration: AdministrationStore }) {
  const text = useText();
  const own = useAdministrationText();
  const { hours } = own;
  const items = useStore(administration, (state) => state.items) ?? [];
  return (
    <section className={styles.card} aria-label={hours.heading}>
      <div className={tableStyles.head}>
        <h2>{hours.heading}</h2>
        <p className="soft">{hours.note}</p>
        <Button onClick={() => administration.actions.edit("site/new")}>{hours.add}</Button>
      </div>
      <EditTable
        administration={administration}
        label={hours.heading}
        columns={[
          hours.name,
          hours.region,
          hours.autumnWinter,
          hours.springSummer,
          hours.springSummerFrom,
          hours.autumnWinterFrom,
          hours.services,
        ]}
        addition={{
          key: "site/new",
          form: <HoursForm administration={administration} items={items} row="site/new" known={null} />,
        }}
        rows={siteHoursIn(items).map((known) => {
          const season = seasonFor(items, known.id);
          return {
            key: `site/${known.id}`,
            cells: [
              <strong key="name">{known.site?.value.name ?? hours.general}</strong>,
              known.site?.value.region ?? "",
              <Periods key="winter" periods={known.hours?.value.autumnWinter} />,
              <Periods key="summer" periods={known.hours?.value.springSummer} />,
              season.springSummerFrom,
              season.autumnWinterFrom,
              <Services key="services" names={servicesOf(text, own.comma, known)} />,
            ],
            form: (
              <HoursForm
                administration={administration}
                items={items}
                row={`site/${known.id}`}
                known={known}
              />
            ),
          };
        })}
      />
    </section>
  );
}

function Periods({ periods }: { periods: Parameters<typeof periodsText>[0] | undefined }) {
  if (!periods) return "–";
  return periods.map((period) => (
    <span key={period.opensAt} className={tableStyles.period}>
      {periodsText([period])}
    </span>
  ));
}

function servicesOf(text: Text, comma: string, { hours }: SiteHours): string {
  return (hours?.value.services ?? []).map((service) => label(text, siteServiceLabels[service])).join(comma);
}

/** Two lines at most; the whole list is in the row's form and under the pointer. */
function Services({ names }: { names: string }) {
  return (
    <span className={tableStyles.services} title={names}>
      {names}
    </span>
  );
}

/** The general row last, as it holds for whoever is not named before. */
function siteHoursIn(items: readonly ReferenceRecord[]): SiteHours[] {
  const hours = new Map(rowsOf(items, "serviceHours").map((row) => [row.value.site, row]));
  const sites = rowsOf(items, "site").toSorted((a, b) => (a.value.region < b.value.region ? -1 : 1));
  return [
    ...sites.map((site) => ({ id: site.value.id, site, hours: hours.get(site.value.id) ?? null })),
    { id: "*", site: null, hours: hours.get("*") ?? null },
  ];
}
