import { Button, TextInput } from "@mantine/core";
import { IconHeadset } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useState } from "react";
import { useStore } from "zustand";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, type Text, useText } from "../../ui/text.ts";
import type { ServerTrustStore } from "../serverTrust/serverTrust.store.ts";
import styles from "./SignInScreen.module.css";
import type { SessionStore } from "./session.store.ts";

/** Once in the life of a computer, so nobody else loads it. */
const EnrolForm = lazy(async () => ({ default: (await import("./EnrolForm.tsx")).EnrolForm }));

/** Log-in by agent ID, or enrolment where the computer is no seat yet. */
export function SignInScreen({ session, serverTrust, onSwitchLanguage }: Props) {
  const text = useText();
  const state = useStore(session);
  if (state.name !== "signed-out") return <Opening />;
  const { info } = state;
  const site =
    info.seat && fill(text.signIn.seat, { number: info.seat.seatNumber, site: info.seat.site.name });
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.brand}>
          <IconHeadset size={28} aria-hidden />
          {text.app.title}
        </h1>
        {site && <p className="soft">{site}</p>}
        {info.seat ? (
          <SignInForm session={session} />
        ) : (
          <Suspense>
            <EnrolForm session={session} serverTrust={serverTrust} />
          </Suspense>
        )}
        <ProblemNote problem={info.seat ? state.problem : null} />
        {!state.connected && <p role="status">{text.app.notConnected}</p>}
        {info.notices.length > 0 && (
          <ul className={styles.notices}>
            {info.notices.map((id) => (
              <li key={id}>{noticeSentence(text, id)}</li>
            ))}
          </ul>
        )}
        <p className={styles.version}>
          <button type="button" title={text.app.languageName} onClick={onSwitchLanguage}>
            {text.app.language}
          </button>
          v{info.version}
        </p>
      </div>
    </main>
  );
}

type Props = { session: SessionStore; serverTrust: ServerTrustStore; onSwitchLanguage: () => void };

function Opening() {
  const text = useText();
  return (
    <main className={styles.page}>
      <p role="status">{text.app.loading}</p>
    </main>
  );
}

function SignInForm({ session }: { session: SessionStore }) {
  const text = useText();
  const busy = useStore(session, (state) => state.name === "signed-out" && state.busy);
  const [agentId, setAgentId] = useState("");
  const [password, setPassword] = useState("");
  const [capsLock, setCapsLock] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void session.actions.signIn(agentId, password);
  };
  const noticeCapsLock = (event: KeyboardEvent) => setCapsLock(event.getModifierState("CapsLock"));
  return (
    <form className={styles.form} onSubmit={submit} aria-label={text.signIn.heading}>
      <TextInput
        size="md"
        label={text.signIn.agentId}
        name="agentId"
        inputMode="numeric"
        autoComplete="username"
        autoFocus
        value={agentId}
        onChange={(event) => setAgentId(event.currentTarget.value)}
      />
      <TextInput
        type="password"
        size="md"
        label={text.signIn.password}
        name="password"
        autoComplete="current-password"
        description={capsLock ? text.signIn.capsLock : undefined}
        value={password}
        onKeyUp={noticeCapsLock}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" variant="filled" disabled={busy}>
        {busy ? text.signIn.busy : text.signIn.submit}
      </Button>
    </form>
  );
}

/** A notice this release has no sentence for is left out rather than shown as a code. */
function noticeSentence(text: Text, id: string): string | null {
  const notices: Record<string, string> = text.notices;
  return Object.hasOwn(notices, id) ? (notices[id] ?? null) : null;
}
