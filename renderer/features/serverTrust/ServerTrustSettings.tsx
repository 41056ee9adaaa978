import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import { fill, label, useText } from "../../ui/text.ts";
import admin from "../admin/AdminScreen.module.css";
import { SureButton } from "../admin/SureButton.tsx";
import { CertificateList } from "./CertificateList.tsx";
import { CertificatePick } from "./CertificatePick.tsx";
import styles from "./ServerTrust.module.css";
import type { ServerTrustStore } from "./serverTrust.store.ts";
import { trustWords as words } from "./trustWords.ts";

/** By which certificates this seat believes its server. */
export function ServerTrustSettings({ serverTrust }: { serverTrust: ServerTrustStore }) {
  const text = useText();
  const { now, picked, problem, savedTimes } = useStore(serverTrust);
  const { load, save, drop } = serverTrust.actions;
  useEffect(() => void load(), [load]);
  return (
    <section className={admin.card} aria-label={label(text, words.heading)}>
      <h2>{label(text, words.heading)}</h2>
      {now?.serverUrl && <p className="soft">{fill(label(text, words.address), { url: now.serverUrl })}</p>}
      {now && now.certificates.length === 0 && <p>{label(text, words.public)}</p>}
      {now && now.certificates.length > 0 && (
        <div className={styles.part}>
          <p>{label(text, words.trusted)}</p>
          <CertificateList certificates={now.certificates} name={label(text, words.trusted)} />
          <div className={styles.buttons}>
            <SureButton
              label={label(text, words.drop)}
              sure={label(text, words.dropSure)}
              onSure={() => void drop()}
            />
          </div>
        </div>
      )}
      <CertificatePick serverTrust={serverTrust} compare={label(text, words.compareAdmin)} />
      {picked && (
        <div className={styles.buttons}>
          <Button variant="filled" onClick={() => void save()}>
            {label(text, words.save)}
          </Button>
        </div>
      )}
      {savedTimes > 0 && problem === null && <p role="status">✓ {label(text, words.saved)}</p>}
    </section>
  );
}
