import { Button, TextInput } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { useStore } from "zustand";
import { fill, useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import styles from "./TicketsScreen.module.css";
import type { TicketsStore } from "./tickets.store.ts";

/** Personal data in full: for a reason that is recorded, and for thirty seconds. */
export function RevealForm({ tickets }: { tickets: TicketsStore }) {
  const text = useText();
  const until = useStore(tickets, (state) => state.revealedUntil);
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void tickets.actions.reveal(reason.trim());
    setReason("");
  };
  if (until !== null) return <Countdown until={until} />;
  return (
    <form className={styles.inline} onSubmit={submit}>
      <TextInput
        aria-label={text.tickets.revealReason}
        placeholder={text.tickets.revealReason}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        type="submit"
        leftSection={<IconEye size={16} aria-hidden />}
        disabled={reason.trim().length < 2}
      >
        {text.tickets.reveal}
      </Button>
    </form>
  );
}

function Countdown({ until }: { until: number }) {
  const text = useText();
  const now = useNow();
  return (
    <p className={styles.revealed} role="status">
      {fill(text.tickets.revealed, { n: Math.max(0, Math.ceil((until - now) / 1000)) })}
    </p>
  );
}
