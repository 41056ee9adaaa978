import { Button, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import {
  filterPhrases,
  orderPhrases,
  type Phrase,
  type PhraseSituation,
} from "../../../shared/domain/phrases.ts";
import { phraseTable } from "../../../shared/domain/phraseTable.ts";
import { isComposing } from "../../ui/composition.ts";
import { usePartText } from "../../ui/partText.ts";
import { label, useText } from "../../ui/text.ts";
import styles from "./PhrasePanel.module.css";
import { phraseText } from "./phrases.text.ts";

/** What to say now, beside the desk and not over it: a call goes on while it is open. */
export function PhrasePanel({ situation, onSay, onClose }: PhrasePanelProps) {
  const text = usePartText(phraseText);
  const { app } = useText();
  // Ordered once: nothing may change places under the finger.
  const [ordered] = useState(() => orderPhrases(phraseTable, situation));
  const [typed, setTyped] = useState("");
  const [selected, setSelected] = useState(0);
  const shown = filterPhrases(ordered, typed);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const meaning = meaningOf(event);
    if (meaning === null) return;
    event.preventDefault();
    if ("by" in meaning) return setSelected(Math.max(0, Math.min(shown.length - 1, selected + meaning.by)));
    const chosen = shown[meaning.number ?? selected];
    if (chosen) onSay(chosen, meaning.number !== null);
  };
  return (
    <aside className={styles.panel} aria-label={text.heading}>
      <div className={styles.head}>
        <h2>{text.heading}</h2>
        <TextInput
          className={styles.filter}
          data-focus="phrases"
          aria-label={text.filter}
          placeholder={text.placeholder}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setSelected(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Button onClick={onClose} rightSection={<kbd aria-hidden>Esc</kbd>}>
          {app.close}
        </Button>
      </div>
      <PhraseList phrases={shown} selected={selected} said={situation.said} onSay={onSay} />
      <p className={styles.how}>{text.how}</p>
    </aside>
  );
}

export type PhrasePanelProps = {
  situation: PhraseSituation;
  /** It was said; with `insert` its words are wanted in the record. */
  onSay: (phrase: Phrase, insert: boolean) => void;
  onClose: () => void;
};

/** `number` counts from 0; null is the selected phrase. */
type Meaning = { by: 1 | -1 } | { number: number | null };

function meaningOf(event: KeyboardEvent): Meaning | null {
  if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.key === "ArrowDown") return { by: 1 };
  if (event.key === "ArrowUp") return { by: -1 };
  if (event.key === "Enter") return { number: null };
  return /^[1-9]$/.test(event.key) ? { number: Number(event.key) - 1 } : null;
}

type ListProps = Pick<PhrasePanelProps, "onSay"> & {
  phrases: readonly Phrase[];
  selected: number;
  said: readonly string[];
};

function PhraseList({ phrases, selected, said, onSay }: ListProps) {
  const text = usePartText(phraseText);
  const whole = useText();
  if (phrases.length === 0) return <p className={styles.none}>{text.none}</p>;
  return (
    <ol className={styles.list} aria-label={text.list}>
      {phrases.map((each, at) => {
        const isSaid = said.includes(each.id);
        return (
          <li
            key={each.id}
            ref={at === selected ? showRow : null}
            className={styles.phrase}
            data-selected={at === selected}
            data-said={isSaid}
          >
            <kbd aria-hidden>{at < 9 ? at + 1 : "·"}</kbd>
            <div className={styles.words}>
              <p className={styles.title}>
                <strong>{label(whole, each.title)}</strong>
                {isSaid && <span className={styles.said}>✓ {text.said}</span>}
              </p>
              <p lang="zh-CN">{each.words}</p>
            </div>
            <div className={styles.buttons}>
              <Button size="compact-xs" onMouseDown={keepCaret} onClick={() => onSay(each, true)}>
                {text.insert}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                onMouseDown={keepCaret}
                onClick={() => onSay(each, false)}
              >
                {text.say}
              </Button>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function showRow(row: HTMLLIElement | null) {
  row?.scrollIntoView({ block: "nearest" });
}

function keepCaret(event: { preventDefault(): void }) {
  event.preventDefault();
}
