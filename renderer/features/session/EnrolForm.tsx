import { Button, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { isCertificateRule } from "../../../shared/sync/certificateTrouble.ts";
import note from "../../ui/ProblemNote.module.css";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { label, useText } from "../../ui/text.ts";
import { CertificatePick } from "../serverTrust/CertificatePick.tsx";
import trust from "../serverTrust/ServerTrust.module.css";
import type { ServerTrustStore } from "../serverTrust/serverTrust.store.ts";
import { trustWords as words } from "../serverTrust/trustWords.ts";
import styles from "./SignInScreen.module.css";
import type { SessionStore } from "./session.store.ts";

/** Makes this computer a seat: the server's address, whom to believe, and the administrator's one-time code. */
export function EnrolForm({ session, serverTrust }: Props) {
  const text = useText();
  const busy = useStore(session, (state) => state.name === "signed-out" && state.busy);
  const problem = useStore(session, (state) => (state.name === "signed-out" ? state.problem : null));
  const rule = problem?.rule ?? null;
  const picked = useStore(serverTrust, (state) => state.picked);
  const isUnread = useStore(serverTrust, (state) => state.text !== "" && state.picked === null);
  const [serverUrl, setServerUrl] = useState("");
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void session.actions.enrol(serverUrl, code, picked?.pem ?? null);
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={text.signIn.enrolHeading}>
      <p>{text.signIn.notEnrolled}</p>
      <TextInput
        size="md"
        label={text.signIn.serverUrl}
        description={text.signIn.serverUrlHint}
        autoFocus
        value={serverUrl}
        onChange={(event) => setServerUrl(event.currentTarget.value)}
      />
      <TextInput
        size="md"
        label={text.signIn.code}
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <details className={trust.part} open={isCertificateRule(rule) || picked !== null || undefined}>
        <summary>{label(text, words.ask)}</summary>
        <CertificatePick serverTrust={serverTrust} compare={label(text, words.compare)} />
      </details>
      <Button
        type="submit"
        size="md"
        variant="filled"
        disabled={busy || serverUrl === "" || code === "" || isUnread}
      >
        {busy ? text.signIn.enrolling : text.signIn.enrol}
      </Button>
      {rule === "server.unreachable" ? (
        // At a desk work goes on without the server; here there is no desk yet.
        <p role="alert" className={note.note}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{label(text, words.unreachable)}</span>
        </p>
      ) : (
        <ProblemNote problem={problem} />
      )}
      {isCertificateRule(rule) && <p className="soft">{label(text, words.codeUnused)}</p>}
    </form>
  );
}

type Props = { session: SessionStore; serverTrust: ServerTrustStore };
