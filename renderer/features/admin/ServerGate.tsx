import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useStore } from "zustand";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useText } from "../../ui/text.ts";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";

/** Shows what the server sent; while it sent nothing, why, and what to do about it. */
export function ServerGate({ administration, children }: Props) {
  const text = useText();
  const problem = useStore(administration, (state) => state.problem);
  const isLoaded = useStore(administration, (state) => state.items !== null);
  const { load } = administration.actions;
  useEffect(() => void load(), [load]);
  if (isLoaded)
    return (
      <>
        <ProblemNote problem={problem} />
        {children}
      </>
    );
  return (
    <section className={styles.card}>
      {problem === null && <p className="soft">{text.administration.loading}</p>}
      {problem?.rule === "staff.signInAgain" ? (
        <PasswordForm administration={administration} />
      ) : (
        <ProblemNote problem={problem} />
      )}
    </section>
  );
}

type Props = { administration: AdministrationStore; children: ReactNode };

/** Who signed in while the server was away is asked for the password once more. */
function PasswordForm({ administration }: { administration: AdministrationStore }) {
  const text = useText();
  const failed = useStore(administration, (state) => state.failed);
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void administration.actions.signInAtServer(password);
    setPassword("");
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{text.administration.passwordAgain}</p>
      <div className={styles.row}>
        <TextInput
          type="password"
          label={text.administration.password}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={password === ""}>
          {text.administration.confirm}
        </Button>
      </div>
      <ProblemNote problem={failed?.key === "password" ? failed.problem : null} />
    </form>
  );
}
