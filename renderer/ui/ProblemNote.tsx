import { IconAlertTriangle } from "@tabler/icons-react";
import styles from "./ProblemNote.module.css";
import { errorSentence, type Problem, useText } from "./text.ts";

/** What went wrong, where it happened, without taking the caret. Renders nothing when all is well. */
export function ProblemNote({ problem }: { problem: Problem | null }) {
  const text = useText();
  return (
    <div role="alert" className={styles.frame}>
      {problem && (
        <p className={styles.note} data-rule={problem.rule}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>{errorSentence(text, problem)}</span>
        </p>
      )}
    </div>
  );
}
