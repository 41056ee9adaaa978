import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { useStore } from "zustand";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useText } from "../../ui/text.ts";
import { CertificateList } from "./CertificateList.tsx";
import styles from "./ServerTrust.module.css";
import type { ServerTrustStore } from "./serverTrust.store.ts";

/** Chooses or takes pasted certificates and shows what is in them, to be compared. */
export function CertificatePick({
  serverTrust,
  compare,
}: {
  serverTrust: ServerTrustStore;
  compare: string;
}) {
  const text = useText().serverTrust;
  const { text: typed, picked, problem } = useStore(serverTrust);
  const { read, readFile, clear } = serverTrust.actions;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.part}>
      {!picked && (
        <Textarea
          label={text.paste}
          description={text.askHint}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => void read(event.currentTarget.value)}
        />
      )}
      <div className={styles.buttons}>
        <Button onClick={() => picker.current?.click()}>{text.choose}</Button>
        {typed !== "" && <Button onClick={clear}>{text.clear}</Button>}
      </div>
      <input
        ref={picker}
        type="file"
        accept=".pem,.crt,.cer,.der"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) void readFile(file);
          event.currentTarget.value = "";
        }}
      />
      <ProblemNote problem={problem} />
      {picked && (
        <>
          <CertificateList certificates={picked.certificates} name={text.ask} />
          <p>{compare}</p>
        </>
      )}
    </div>
  );
}
