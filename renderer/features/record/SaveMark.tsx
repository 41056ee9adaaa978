import { useStore } from "zustand";
import { timeOfDay } from "../../ui/format.ts";
import { errorSentence, fill, type Text, useText } from "../../ui/text.ts";
import type { SaveState } from "./draftSaver.ts";
import styles from "./RecordPanel.module.css";
import { currentSave, type RecordStore } from "./record.store.ts";

/** Whether what is on the screen is on the disk: said only once the backend has said so. */
export function SaveMark({ record }: { record: RecordStore }) {
  const text = useText();
  const save = currentSave(useStore(record));
  return (
    <p role="status" className={styles.save} data-save={save.name}>
      {sentence(text, save)}
    </p>
  );
}

function sentence(text: Text, save: SaveState): string {
  switch (save.name) {
    case "fresh":
      return text.record.fresh;
    case "typing":
      return text.record.typing;
    case "saving":
      return text.record.saving;
    case "saved":
      return `✓ ${fill(text.record.saved, { time: timeOfDay(save.at) })}`;
    case "waiting":
      return save.problem.rule === "database.full"
        ? `▲ ${errorSentence(text, save.problem)}`
        : `▲ ${text.record.waiting}`;
    case "blocked":
      return `✕ ${fill(text.record.blocked, { reason: errorSentence(text, save.problem) })}`;
  }
}
