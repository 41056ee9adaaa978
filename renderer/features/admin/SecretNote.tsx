import { Button } from "@mantine/core";
import { useStore } from "zustand";
import { useAdministrationText } from "../../ui/administrationText.ts";
import { shortTime } from "../../ui/format.ts";
import { fill, useText } from "../../ui/text.ts";
import type { AdministrationStore } from "./administration.store.ts";
import styles from "./EditTable.module.css";

/** A password or an enrolment code just made, until it is dismissed. */
export function SecretNote({ administration }: { administration: AdministrationStore }) {
  const text = useText();
  const secret = useStore(administration, (state) => state.secret);
  const { people, seats } = useAdministrationText();
  if (!secret) return null;
  const isPassword = secret.kind === "password";
  return (
    <div role="status" className={styles.secret}>
      <span>
        {isPassword
          ? fill(people.once, { agentId: secret.agentId })
          : fill(seats.once, { number: secret.seatNumber })}
      </span>
      <code data-secret={secret.kind}>{isPassword ? secret.password : secret.code}</code>
      <span className="soft">
        {isPassword ? people.onceNote : fill(seats.onceNote, { time: shortTime(secret.expiresAt) })}
      </span>
      <Button onClick={administration.actions.dismissSecret}>{text.app.dismiss}</Button>
    </div>
  );
}
