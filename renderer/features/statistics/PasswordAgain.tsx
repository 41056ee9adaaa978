import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import { useText } from "../../ui/text.ts";
import styles from "./StatisticsScreen.module.css";
import type { StatisticsStore } from "./statistics.store.ts";

/** Who signed in while the server was away proves to it once more who they are. */
export function PasswordAgain({ statistics }: { statistics: StatisticsStore }) {
  const text = useText();
  const words = useStatisticsText();
  const problem = useStore(statistics, (state) => state.problem);
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void statistics.actions.signInAtServer(password);
    setPassword("");
  };
  return (
    <form className={styles.card} onSubmit={submit}>
      <p>{text.errors["staff.signInAgain"]}</p>
      <div className={styles.row} data-labelled>
        <TextInput
          type="password"
          label={text.signIn.password}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={password === ""}>
          {words.confirm}
        </Button>
      </div>
      <ProblemNote problem={problem} />
    </form>
  );
}
