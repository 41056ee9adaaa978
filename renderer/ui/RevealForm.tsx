import { Button, TextInput } from "@mantine/core";
import { IconEye } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import styles from "./RevealForm.module.css";
import { fill } from "./text.ts";
import { useNow } from "./useNow.ts";

/** Personal data in full, the same way everywhere: for a reason that is recorded, and until it is hidden again. */
export function RevealForm({ words, until, onReveal }: RevealFormProps) {
  const [reason, setReason] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onReveal(reason.trim());
    setReason("");
  };
  if (until !== null) return <Countdown sentence={words.revealed} until={until} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        aria-label={words.revealReason}
        placeholder={words.revealReason}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        type="submit"
        leftSection={<IconEye size={16} aria-hidden />}
        disabled={reason.trim().length < 2}
      >
        {words.reveal}
      </Button>
    </form>
  );
}

type RevealFormProps = {
  /** `revealed` holds `{n}`, the seconds left. */
  words: { reveal: string; revealReason: string; revealed: string };
  /** Epoch ms at which the data are hidden again; null while they are masked. */
  until: number | null;
  onReveal: (reason: string) => void;
};

function Countdown({ sentence, until }: { sentence: string; until: number }) {
  const now = useNow();
  return (
    <p className={styles.revealed} role="status">
      {fill(sentence, { n: Math.max(0, Math.ceil((until - now) / 1000)) })}
    </p>
  );
}
