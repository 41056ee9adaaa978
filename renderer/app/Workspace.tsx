import type { CSSProperties } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { signedOut } from "../../shared/call/agentState.ts";
import { idle } from "../../shared/call/machine.ts";
import { CallerHistory } from "../features/caller/CallerHistory.tsx";
import { ServiceHoursNote } from "../features/caller/ServiceHoursNote.tsx";
import { InsuredPanel } from "../features/insured/InsuredPanel.tsx";
import { HintDock } from "../features/library/HintDock.tsx";
import { LibraryPanel } from "../features/library/LibraryPanel.tsx";
import { RecordPanel } from "../features/record/RecordPanel.tsx";
import { CallPanel } from "../features/softphone/CallPanel.tsx";
import { PracticePanel } from "../features/softphone/PracticePanel.tsx";
import type { SoftphoneState, SoftphoneStore } from "../features/softphone/softphone.store.ts";
import { ProblemNote } from "../ui/ProblemNote.tsx";
import { useText } from "../ui/text.ts";
import styles from "./Shell.module.css";
import { Splitter } from "./Splitter.tsx";
import type { Desk } from "./wiring.ts";

/** 工作台: the call, the library and the record side by side. */
export function Workspace({ desk, softphone }: { desk: Desk; softphone: SoftphoneStore | null }) {
  const widths = useStore(desk.screen, (state) => state.widths);
  const { sites, topics } = useStore(desk.reference);
  const isEmpty = useStore(desk.status, (state) => state.status?.library.documents === 0);
  const phone = usePhoneTurn(softphone);
  const { resize } = desk.screen.actions;
  const columns = { "--call-width": `${widths.call}px`, "--record-width": `${widths.record}px` };
  return (
    <div className={styles.workspace} style={columns as CSSProperties}>
      <div className={styles.column}>
        <CallColumn desk={desk} softphone={softphone} callId={phone.callId} />
      </div>
      <Splitter width={widths.call} grows="right" onResize={(width) => resize("call", width)} />
      <div className={styles.library}>
        <div className={styles.grow}>
          <LibraryPanel
            library={desk.library}
            sites={sites}
            topics={topics}
            isEmpty={isEmpty}
            onCite={() => void desk.actions.cite()}
          />
        </div>
        <HintDock hints={desk.hints} library={desk.library} />
      </div>
      <Splitter width={widths.record} grows="left" onResize={(width) => resize("record", width)} />
      <div className={styles.fixed}>
        <Record desk={desk} phone={phone} />
      </div>
    </div>
  );
}

/** Which call the agent is with, also while wrapping it up. */
function usePhoneTurn(softphone: SoftphoneStore | null): PhoneTurn {
  const agent = useStore(softphone ?? noPhone, (state) => state.agent);
  if (agent.name === "signed-out") return { callId: null, isWrapUp: false };
  return { callId: agent.callId, isWrapUp: agent.name === "wrap-up" };
}

/** Stands in until the telephone is loaded. */
const noPhone = createStore<Pick<SoftphoneState, "agent" | "call">>(() => ({ agent: signedOut, call: idle }));

type PhoneTurn = { callId: string | null; isWrapUp: boolean };

function CallColumn({ desk, softphone, callId }: CallColumnProps) {
  const text = useText();
  const telephone = useStore(desk.telephone);
  const topics = useStore(desk.reference, (state) => state.topics);
  const attempts = useStore(desk.caller, (state) =>
    state.name === "known" ? state.card.attemptsLast30Min : 0,
  );
  const practice = telephone.name === "on" ? telephone.practice : null;
  return (
    <>
      <ServiceHoursNote reference={desk.reference} session={desk.session} />
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
      <CallerHistory
        caller={desk.caller}
        topics={topics}
        callId={callId}
        onOpenTicket={desk.actions.openTicket}
      />
      <Insured desk={desk} softphone={softphone} />
    </>
  );
}

function Insured({ desk, softphone }: { desk: Desk; softphone: SoftphoneStore | null }) {
  const call = useStore(softphone ?? noPhone, (state) => state.call.name);
  const { originCall, callBack, noteContact } = desk.actions;
  return (
    <InsuredPanel
      insured={desk.insured}
      originCallId={originCall}
      canDial={softphone !== null && call === "idle"}
      onCallBack={(number) => void callBack(number)}
      onNote={noteContact}
    />
  );
}

type CallColumnProps = { desk: Desk; softphone: SoftphoneStore | null; callId: string | null };

function Record({ desk, phone }: { desk: Desk; phone: PhoneTurn }) {
  return (
    <RecordPanel
      record={desk.record}
      submission={desk.submission}
      reference={desk.reference}
      callId={phone.callId}
      onNewComplaint={() => void desk.actions.newComplaint()}
      onSubmit={() => void desk.actions.submit()}
      onFile={() => void desk.actions.wrapUpDone()}
      onLater={phone.isWrapUp ? desk.actions.later : null}
    />
  );
}
