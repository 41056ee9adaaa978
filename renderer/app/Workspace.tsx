import type { CSSProperties } from "react";
import { useStore } from "zustand";
import { CallerHistory } from "../features/caller/CallerHistory.tsx";
import { LibraryPanel } from "../features/library/LibraryPanel.tsx";
import { RecordPanel } from "../features/record/RecordPanel.tsx";
import { CallPanel } from "../features/softphone/CallPanel.tsx";
import { PracticePanel } from "../features/softphone/PracticePanel.tsx";
import type { SoftphoneStore } from "../features/softphone/softphone.store.ts";
import { ProblemNote } from "../ui/ProblemNote.tsx";
import { useText } from "../ui/text.ts";
import styles from "./Shell.module.css";
import { Splitter } from "./Splitter.tsx";
import type { Desk } from "./wiring.ts";

/** 工作台: the call, the library and the record side by side. */
export function Workspace({ desk, softphone }: { desk: Desk; softphone: SoftphoneStore | null }) {
  const widths = useStore(desk.screen, (state) => state.widths);
  const sites = useStore(desk.reference, (state) => state.sites);
  const isEmpty = useStore(desk.status, (state) => state.status?.library.documents === 0);
  const { resize } = desk.screen.actions;
  const columns = { "--call-width": `${widths.call}px`, "--record-width": `${widths.record}px` };
  return (
    <div className={styles.workspace} style={columns as CSSProperties}>
      <div className={styles.column}>
        <CallColumn desk={desk} softphone={softphone} />
      </div>
      <Splitter width={widths.call} grows="right" onResize={(width) => resize("call", width)} />
      <div className={styles.fixed}>
        <LibraryPanel
          library={desk.library}
          sites={sites}
          isEmpty={isEmpty}
          onCite={() => void desk.actions.cite()}
        />
      </div>
      <Splitter width={widths.record} grows="left" onResize={(width) => resize("record", width)} />
      <div className={styles.fixed}>
        {softphone ? <RecordOfCall desk={desk} softphone={softphone} /> : <Record desk={desk} />}
      </div>
    </div>
  );
}

function CallColumn({ desk, softphone }: { desk: Desk; softphone: SoftphoneStore | null }) {
  const text = useText();
  const telephone = useStore(desk.telephone);
  const topics = useStore(desk.reference, (state) => state.topics);
  const attempts = useStore(desk.caller, (state) =>
    state.name === "known" ? state.card.attemptsLast30Min : 0,
  );
  const practice = telephone.name === "on" ? telephone.practice : null;
  return (
    <>
      {softphone ? (
        <CallPanel
          softphone={softphone}
          attempts={attempts}
          practice={
            practice && (
              <PracticePanel softphone={softphone} practice={practice.control} stories={practice.stories} />
            )
          }
        />
      ) : (
        <div className={styles.starting}>
          <p className="soft">{text.agent.starting}</p>
          <ProblemNote problem={telephone.name === "off" ? telephone.problem : null} />
        </div>
      )}
      <CallerHistory caller={desk.caller} topics={topics} onOpenTicket={desk.actions.openTicket} />
    </>
  );
}

function RecordOfCall({ desk, softphone }: { desk: Desk; softphone: SoftphoneStore }) {
  const callId = useStore(softphone, ({ agent }) => (agent.name === "signed-out" ? null : agent.callId));
  const isWrapUp = useStore(softphone, ({ agent }) => agent.name === "wrap-up");
  return <Record desk={desk} callId={callId} isWrapUp={isWrapUp} />;
}

function Record({ desk, callId = null, isWrapUp = false }: RecordProps) {
  return (
    <RecordPanel
      record={desk.record}
      submission={desk.submission}
      reference={desk.reference}
      callId={callId}
      onNewComplaint={() => void desk.actions.newComplaint()}
      onSubmit={() => void desk.actions.submit()}
      onFile={() => void desk.actions.wrapUpDone()}
      onLater={isWrapUp ? desk.actions.later : null}
    />
  );
}

type RecordProps = { desk: Desk; callId?: string | null; isWrapUp?: boolean };
