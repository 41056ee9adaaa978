import { Button, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import styles from "./AdminScreen.module.css";
import type { AdministrationStore } from "./administration.store.ts";

/** Shows what the server sent; while it sent nothing, why, and what to do about it. */
export function ServerGate({ administration, children }: Props) {
  const own = useAdministrationText();
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
      {problem === null && <p className="soft">{own.loading}</p>}
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
  const own = useAdministrationText();
  const failed = useStore(administration, (state) => state.failed);
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void administration.actions.signInAtServer(password);
    setPassword("");
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{own.passwordAgain}</p>
      <div className={styles.row}>
        <TextInput
          type="password"
          label={own.password}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={password === ""}>
          {own.confirm}
        </Button>
      </div>
      <ProblemNote problem={failed?.key === "password" ? failed.problem : null} />
    </form>
  );
}
