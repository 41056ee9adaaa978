import { Button } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import { fill, useText } from "../../ui/text.ts";
import admin from "../admin/AdminScreen.module.css";
import { SureButton } from "../admin/SureButton.tsx";
import { CertificateList } from "./CertificateList.tsx";
import { CertificatePick } from "./CertificatePick.tsx";
import styles from "./ServerTrust.module.css";
import type { ServerTrustStore } from "./serverTrust.store.ts";

/** By which certificates this seat believes its server. */
export function ServerTrustSettings({ serverTrust }: { serverTrust: ServerTrustStore }) {
  const text = useText().serverTrust;
  const { now, picked, problem, savedTimes } = useStore(serverTrust);
  const { load, save, drop } = serverTrust.actions;
  useEffect(() => void load(), [load]);
  return (
    <section className={admin.card} aria-label={text.heading}>
      <h2>{text.heading}</h2>
      {now?.serverUrl && <p className="soft">{fill(text.address, { url: now.serverUrl })}</p>}
      {now && now.certificates.length === 0 && <p>{text.public}</p>}
      {now && now.certificates.length > 0 && (
        <div className={styles.part}>
          <p>{text.trusted}</p>
          <CertificateList certificates={now.certificates} name={text.trusted} />
          <div className={styles.buttons}>
            <SureButton label={text.drop} sure={text.dropSure} onSure={() => void drop()} />
          </div>
        </div>
      )}
      <CertificatePick serverTrust={serverTrust} compare={text.compareAdmin} />
      {picked && (
        <div className={styles.buttons}>
          <Button variant="filled" onClick={() => void save()}>
            {text.save}
          </Button>
        </div>
      )}
      {savedTimes > 0 && problem === null && <p role="status">✓ {text.saved}</p>}
    </section>
  );
}
