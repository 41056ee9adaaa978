import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { useStore } from "zustand";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { label, useText } from "../../ui/text.ts";
import { CertificateList } from "./CertificateList.tsx";
import styles from "./ServerTrust.module.css";
import type { ServerTrustStore } from "./serverTrust.store.ts";
import { trustWords as words } from "./trustWords.ts";

/** Chooses or takes pasted certificates and shows what is in them, to be compared. */
export function CertificatePick({
  serverTrust,
  compare,
}: {
  serverTrust: ServerTrustStore;
  compare: string;
}) {
  const text = useText();
  const { text: typed, picked, problem } = useStore(serverTrust);
  const { read, readFile, clear } = serverTrust.actions;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.part}>
      {!picked && (
        <Textarea
          label={label(text, words.paste)}
          description={label(text, words.askHint)}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={(event) => void read(event.currentTarget.value)}
        />
      )}
      <div className={styles.buttons}>
        <Button onClick={() => picker.current?.click()}>{label(text, words.choose)}</Button>
        {typed !== "" && <Button onClick={clear}>{label(text, words.clear)}</Button>}
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
          <CertificateList certificates={picked.certificates} name={label(text, words.ask)} />
          <p>{compare}</p>
        </>
      )}
    </div>
  );
}
