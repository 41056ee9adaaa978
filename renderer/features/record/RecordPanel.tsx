import { Button } from "@mantine/core";
import { useStore } from "zustand";
import type { Draft } from "../../../shared/domain/record.ts";
import { KeyButton } from "../../ui/KeyButton.tsx";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, useText } from "../../ui/text.ts";
import { ComplaintEditor } from "./ComplaintEditor.tsx";
import { ConsultationForm } from "./ConsultationForm.tsx";
import { DraftTray } from "./DraftTray.tsx";
import { ReadBack } from "./ReadBack.tsx";
import styles from "./RecordPanel.module.css";
import { currentDraft, type RecordStore } from "./record.store.ts";
import type { ReferenceStore } from "./reference.store.ts";
import { SaveMark } from "./SaveMark.tsx";
import type { SubmissionStore } from "./submission.store.ts";
import { TicketMade } from "./TicketMade.tsx";

/** ③ What the agent writes down: consultation, complaint, read-back, number. */
export function RecordPanel(props: RecordPanelProps) {
  const { record } = props;
  const text = useText();
  const draft = useStore(record, currentDraft);
  const problem = useStore(record, (state) => state.problem);
  return (
    <section className={styles.panel} aria-label={text.record.heading} data-record>
      <DraftTray record={record} callId={props.callId} />
      {draft ? <Open {...props} draft={draft} /> : <Empty onCreate={() => void record.actions.create()} />}
      <ProblemNote problem={problem} />
    </section>
  );
}

export type RecordPanelProps = {
  record: RecordStore;
  submission: SubmissionStore;
  reference: ReferenceStore;
  /** The call that is up or being wrapped up. */
  callId: string | null;
  onNewComplaint: () => void;
  /** Ctrl+Enter: to the read-back, and from there to the ticket. */
  onSubmit: () => void;
  onFile: () => void;
  /** Leaves the wrap-up with the record unfinished; null when there is no wrap-up. */
  onLater: (() => void) | null;
};

function Empty({ onCreate }: { onCreate: () => void }) {
  const text = useText();
  return (
    <div className={styles.empty}>
      <p className="soft">{text.record.empty}</p>
      <Button onClick={onCreate}>{text.record.create}</Button>
    </div>
  );
}

function Open(props: RecordPanelProps & { draft: Draft }) {
  const { submission, draft } = props;
  const step = useStore(submission);
  const isHere = "draftId" in step && step.draftId === draft.draftId;
  if (isHere && step.name === "done")
    return <TicketMade ticket={step.ticket} onContinue={submission.actions.leave} />;
  if (isHere && draft.content.complaint && (step.name === "read-back" || step.name === "submitting"))
    return (
      <ReadBack
        form={draft.content.complaint}
        busy={step.name === "submitting"}
        problem={step.name === "read-back" ? step.problem : null}
        onConfirm={props.onSubmit}
        onBack={submission.actions.leave}
      />
    );
  return <Writing {...props} />;
}

function Writing(props: RecordPanelProps & { draft: Draft }) {
  const { record, submission, draft, reference } = props;
  const refusal = useStore(submission, (step) => (step.name === "writing" ? step.problem : null));
  const text = useText();
  const tab = useStore(record, (state) => state.tab);
  // What became a ticket is changed at the ticket, not here.
  const isComplaint = tab === "complaint" && draft.content.complaint !== null && draft.ticketNumber === null;
  return (
    <>
      <Tabs {...props} isComplaint={isComplaint} />
      {draft.originCallId && <p className={styles.made}>{text.insured.linked}</p>}
      {draft.ticketNumber && (
        <p className={styles.made}>{fill(text.record.ticketMade, { number: draft.ticketNumber })}</p>
      )}
      <div className={styles.scroll}>
        {isComplaint && draft.content.complaint ? (
          <ComplaintEditor
            form={draft.content.complaint}
            onEdit={record.actions.editComplaint}
            onDrop={record.actions.dropComplaint}
          />
        ) : (
          <ConsultationForm record={record} consultation={draft.content.consultation} reference={reference} />
        )}
      </div>
      {isComplaint && <ProblemNote problem={refusal} />}
      <footer className={styles.foot}>
        <SaveMark record={record} />
        {isComplaint ? (
          <KeyButton variant="filled" hint="Ctrl+Enter" onClick={props.onSubmit}>
            {text.complaint.submit}
          </KeyButton>
        ) : (
          <>
            {props.onLater && <Button onClick={props.onLater}>{text.record.later}</Button>}
            <KeyButton variant="filled" hint={props.onLater ? "F10" : undefined} onClick={props.onFile}>
              {text.record.file}
            </KeyButton>
          </>
        )}
      </footer>
    </>
  );
}

function Tabs(props: RecordPanelProps & { draft: Draft; isComplaint: boolean }) {
  const { record, draft, isComplaint, onNewComplaint } = props;
  const text = useText();
  return (
    <div className={styles.tabs} role="tablist" aria-label={text.record.heading}>
      <button
        type="button"
        role="tab"
        aria-selected={!isComplaint}
        onClick={() => record.actions.showTab("consultation")}
      >
        {text.record.consultation}
      </button>
      <button
        type="button"
        role="tab"
        aria-selected={isComplaint}
        disabled={draft.ticketNumber !== null}
        onClick={onNewComplaint}
      >
        {draft.content.complaint ? text.record.complaint : text.record.openComplaint}
        <kbd aria-hidden>Ctrl+D</kbd>
      </button>
    </div>
  );
}
