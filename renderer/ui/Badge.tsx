import styles from "./Badge.module.css";

export type Tone = "good" | "warn" | "bad" | "still" | "accent" | "plain";

/** A state in one word. Every tone has its own shape before the word, so colour alone tells nothing. */
export function Badge({ tone, children, title }: { tone: Tone; children: string; title?: string }) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`} title={title}>
      <span aria-hidden className={styles.shape}>
        {shapes[tone]}
      </span>
      {children}
    </span>
  );
}

const shapes: Record<Tone, string> = { good: "●", warn: "▲", bad: "✕", still: "■", accent: "◆", plain: "○" };
