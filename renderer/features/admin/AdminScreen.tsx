import { useState } from "react";
import type { Api } from "../../../shared/rpc/client.ts";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { useText } from "../../ui/text.ts";
import { LibraryParts } from "../aliases/LibraryParts.tsx";
import { ServerTrustSettings } from "../serverTrust/ServerTrustSettings.tsx";
import type { ServerTrustStore } from "../serverTrust/serverTrust.store.ts";
import type { StatusStore } from "../status/status.store.ts";
import styles from "./AdminScreen.module.css";
import { AuditTable } from "./AuditTable.tsx";
import type { AdministrationStore } from "./administration.store.ts";
import type { AuditStore } from "./audit.store.ts";
import { DeadlinesTable } from "./DeadlinesTable.tsx";
import { HoursTable } from "./HoursTable.tsx";
import type { ImportStore } from "./import.store.ts";
import { LibraryImport } from "./LibraryImport.tsx";
import { PackagePanel } from "./PackagePanel.tsx";
import { PeopleTable } from "./PeopleTable.tsx";
import { PhoneSettings } from "./PhoneSettings.tsx";
import type { PackageStore } from "./package.store.ts";
import type { PhoneSettingsStore } from "./phoneSettings.store.ts";
import { SeatsTable } from "./SeatsTable.tsx";
import { SecretNote } from "./SecretNote.tsx";
import { ServerGate } from "./ServerGate.tsx";
import { TopicsTable } from "./TopicsTable.tsx";

/** 管理: the policy library and the line of this seat, and what is kept at the server for every seat. */
export function AdminScreen(props: Props) {
  const { api, imports, packages, phoneSettings, serverTrust, status, administration, audit } = props;
  const text = useText();
  const own = useAdministrationText();
  const [tab, setTab] = useState<Tab>("library");
  const open = (next: Tab) => {
    administration.actions.edit(null);
    setTab(next);
  };
  return (
    <section className={styles.whole} aria-label={text.admin.heading}>
      <nav className={styles.tabs} aria-label={text.admin.heading}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === tab ? "page" : undefined}
            onClick={() => open(each)}
          >
            {own.tabs[each]}
          </button>
        ))}
      </nav>
      <SecretNote administration={administration} />
      {tab === "library" && (
        <LibraryParts
          api={api}
          files={
            <div className={styles.screen}>
              <LibraryImport imports={imports} status={status} />
              <div className={styles.lineCards}>
                <PhoneSettings phoneSettings={phoneSettings} />
                <ServerTrustSettings serverTrust={serverTrust} />
              </div>
              <PackagePanel packages={packages} />
            </div>
          }
        />
      )}
      {tab === "audit" && <AuditTable audit={audit} />}
      {tab !== "library" && tab !== "audit" && (
        <ServerGate administration={administration}>
          {tab === "people" && (
            <div className={styles.people}>
              <PeopleTable administration={administration} />
              <SeatsTable administration={administration} />
            </div>
          )}
          {tab === "topics" && <TopicsTable administration={administration} />}
          {tab === "hours" && <HoursTable administration={administration} />}
          {tab === "deadlines" && <DeadlinesTable administration={administration} />}
        </ServerGate>
      )}
    </section>
  );
}

const tabs = ["library", "people", "topics", "hours", "deadlines", "audit"] as const;
type Tab = (typeof tabs)[number];

type Props = {
  api: Api;
  imports: ImportStore;
  packages: PackageStore;
  phoneSettings: PhoneSettingsStore;
  serverTrust: ServerTrustStore;
  status: StatusStore;
  administration: AdministrationStore;
  audit: AuditStore;
};
