import { useText } from "../../ui/text.ts";
import type { StatusStore } from "../status/status.store.ts";
import styles from "./AdminScreen.module.css";
import type { ImportStore } from "./import.store.ts";
import { LibraryImport } from "./LibraryImport.tsx";
import { PhoneSettings } from "./PhoneSettings.tsx";
import type { PhoneSettingsStore } from "./phoneSettings.store.ts";

/** 管理: the policy library and the telephone line of this seat. */
export function AdminScreen({ imports, phoneSettings, status }: Props) {
  const text = useText();
  return (
    <section className={styles.screen} aria-label={text.admin.heading}>
      <LibraryImport imports={imports} status={status} />
      <PhoneSettings phoneSettings={phoneSettings} />
    </section>
  );
}

type Props = { imports: ImportStore; phoneSettings: PhoneSettingsStore; status: StatusStore };
