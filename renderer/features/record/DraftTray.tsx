import { useStore } from "zustand";
import { categoryLabels } from "../../../shared/domain/complaintLabels.ts";
import type { Draft } from "../../../shared/domain/record.ts";
import { shortTime } from "../../ui/format.ts";
import { fill, label, useText } from "../../ui/text.ts";
import styles from "./RecordPanel.module.css";
import type { RecordStore } from "./record.store.ts";

/** Records not finished yet, always in sight: a new call never buries the last one. */
export function DraftTray({ record, callId }: { record: RecordStore; callId: string | null }) {
  const text = useText();
  const drafts = useStore(record, (state) => state.drafts);
  const currentId = useStore(record, (state) => state.currentId);
  const isOnlyCurrent = drafts.length === 1 && drafts[0]?.draftId === currentId;
  if (drafts.length === 0 || isOnlyCurrent) return null;
  return (
    <nav className={styles.tray} aria-label={text.record.tray}>
      {drafts.map((draft) => (
        <button
          key={draft.draftId}
          type="button"
          aria-current={draft.draftId === currentId ? "true" : undefined}
          title={fill(text.record.trayItem, { time: shortTime(draft.startedAt) })}
          onClick={() => record.actions.select(draft.draftId)}
        >
          <span>{shortTime(draft.startedAt)}</span>
          <span className={styles.trayName}>
            <TrayName draft={draft} isThisCall={draft.callId !== null && draft.callId === callId} />
          </span>
        </button>
      ))}
    </nav>
  );
}

function TrayName({ draft, isThisCall }: { draft: Draft; isThisCall: boolean }) {
  const text = useText();
  if (isThisCall) return text.record.thisCall;
  const { complaint, consultation } = draft.content;
  if (complaint?.category) return label(text, categoryLabels[complaint.category]);
  const begin = consultation.question.trim().slice(0, 12);
  return begin || (draft.callId ? text.record.heading : text.record.noCall);
}
