import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { useText } from "../../ui/text.ts";
import styles from "./SignInScreen.module.css";
import type { SessionStore } from "./session.store.ts";

/** Makes this computer a seat: the server's address and the administrator's one-time code. */
export function EnrolForm({ session }: { session: SessionStore }) {
  const text = useText();
  const busy = useStore(session, (state) => state.name === "signed-out" && state.busy);
  const [serverUrl, setServerUrl] = useState("");
  const [code, setCode] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void session.actions.enrol(serverUrl, code);
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
      <Button type="submit" size="md" variant="filled" disabled={busy || serverUrl === "" || code === ""}>
        {busy ? text.signIn.enrolling : text.signIn.enrol}
      </Button>
    </form>
  );
}
