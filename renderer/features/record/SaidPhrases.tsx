import { phraseTable } from "../../../shared/domain/phraseTable.ts";
import type { Consultation } from "../../../shared/domain/record.ts";
import { shortTime } from "../../ui/format.ts";
import { usePartText } from "../../ui/partText.ts";
import { label, useText } from "../../ui/text.ts";
import styles from "./RecordPanel.module.css";

/** Which set phrases the caller has heard, and when: the notice of recording, of false reports, a refusal. */
export function SaidPhrases({ said }: { said: NonNullable<Consultation["said"]> }) {
  const text = useText();
  const own = usePartText(ownText);
  if (said.length === 0) return null;
  const names = said.map(({ phrase, at }) => {
    const known = phraseTable.find(({ id }) => id === phrase);
    return `${known ? label(text, known.title) : phrase} ${shortTime(Date.parse(at))}`;
  });
  return (
    <p className={styles.hint}>
      {own.said}: {names.join(" · ")}
    </p>
  );
}

const ownText = { zh: { said: "已说给来电人" }, en: { said: "Said to the caller" } };
