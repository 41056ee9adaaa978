import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { ComplaintForm } from "../../../shared/domain/complaint.ts";
import { readBack } from "../../../shared/domain/readBack.ts";
import { KeyButton } from "../../ui/KeyButton.tsx";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { label, type Problem, useText } from "../../ui/text.ts";
import styles from "./RecordPanel.module.css";

/** The record in sentences to read to the caller, in the panel where it was written. */
export function ReadBack({ form, busy, problem, onConfirm, onBack }: Props) {
  const text = useText();
  const top = useRef<HTMLDivElement>(null);
  // The agent asked for this page: a screen reader goes on from its heading.
  useEffect(() => top.current?.focus(), []);
  return (
    <>
      <div className={styles.scroll} ref={top} tabIndex={-1}>
        <div className={styles.readBack}>
          <h2>{text.readBack.heading}</h2>
          {readBack(form).map((sentence, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no other identity and never move
            <p key={index} data-part={sentence.part}>
              {label(text, sentence)}
            </p>
          ))}
        </div>
      </div>
      <ProblemNote problem={problem} />
      <footer className={styles.foot}>
        <Button onClick={onBack} disabled={busy} rightSection={<kbd aria-hidden>Esc</kbd>}>
          {text.readBack.back}
        </Button>
        <KeyButton variant="filled" hint="Ctrl+Enter" onClick={onConfirm} disabled={busy}>
          {busy ? text.readBack.submitting : text.readBack.confirm}
        </KeyButton>
      </footer>
    </>
  );
}

type Props = {
  form: ComplaintForm;
  busy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
  onBack: () => void;
};
