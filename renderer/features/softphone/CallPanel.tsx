import { IconPhoneIncoming } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { Badge } from "../../ui/Badge.tsx";
import { duration } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { fill, type Text, useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import { CallButtons } from "./CallButtons.tsx";
import styles from "./CallPanel.module.css";
import { callWord, describeNumber, shownCall } from "./callView.ts";
import type { SoftphoneState, SoftphoneStore } from "./softphone.store.ts";

/** ① Who is on the line, for how long, and what can be done about it. */
export function CallPanel({ softphone, attempts, practice }: Props) {
  const text = useText();
  const { call, lastCall, line, problem, microphone, unsavedFacts } = useStore(softphone);
  const facts = shownCall(call, lastCall);
  return (
    <section className={styles.panel} aria-label={text.call.heading} data-state={call.name}>
      <div className={styles.head}>
        <p role="status" aria-live="assertive" className={styles.word}>
          {call.name === "ringing" && <IconPhoneIncoming size={18} aria-hidden className={styles.shake} />}
          {facts && call.name === "idle" ? text.call.ended : callWord(text, call)}
        </p>
        {line === "practice" && <Badge tone="still">{text.app.practice}</Badge>}
        {call.name === "talking" && call.muted && <Badge tone="warn">{text.call.muted}</Badge>}
      </div>
      {facts ? <Caller softphone={softphone} attempts={attempts} /> : <Waiting line={line} />}
      {call.name === "talking" && microphone && (
        <p role="alert" className={styles.warning}>
          {microphoneSentence(text, microphone.label)}
        </p>
      )}
      {call.name === "talking" && call.silentLeg !== null && (
        <p role="alert" className={styles.warning}>
          {call.silentLeg === "agent" ? text.call.silentAgent : text.call.silentCaller}
        </p>
      )}
      <CallButtons softphone={softphone} />
      {practice}
      <ProblemNote problem={problem === null ? null : { rule: problem, detail: {} }} />
      {unsavedFacts > 3 && <p className="soft">{fill(text.call.unsaved, { n: unsavedFacts })}</p>}
    </section>
  );
}

type Props = {
  softphone: SoftphoneStore;
  /** Calls of this number in the last half hour, this one included. */
  attempts: number;
  practice: ReactNode;
};

function Waiting({ line }: { line: SoftphoneState["line"] }) {
  const text = useText();
  return <p className="soft">{line === "practice" ? text.call.idlePractice : text.call.idleHint}</p>;
}

function Caller({ softphone, attempts }: { softphone: SoftphoneStore; attempts: number }) {
  const text = useText();
  const call = useStore(softphone, (state) => state.call);
  const lastCall = useStore(softphone, (state) => state.lastCall);
  const facts = shownCall(call, lastCall);
  if (!facts) return null;
  const { display, place } = describeNumber(text, facts.number);
  const isUp = call.name !== "idle";
  return (
    <div className={isUp ? styles.caller : `${styles.caller} ${styles.past}`}>
      <p className={styles.number}>
        <span className="hidden-label">{text.call.number}</span>
        {display}
      </p>
      <p className={styles.place}>
        <span>{place}</span>
        {attempts > 1 && <Badge tone="warn">{fill(text.call.attempts, { n: attempts })}</Badge>}
      </p>
      <Timer softphone={softphone} />
      {(facts.queue || facts.menu) && (
        <p className="soft">
          {[
            facts.queue && `${text.call.queue} ${queueName(text, facts.queue)}`,
            facts.menu && `${text.call.menu} ${facts.menu}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      )}
      {call.name === "talking" && call.quality && call.quality.lossShare > 0.02 && (
        <p className="soft">
          {fill(text.call.quality, {
            loss: Math.round(call.quality.lossShare * 100),
            jitter: Math.round(call.quality.jitterMs),
          })}
        </p>
      )}
    </div>
  );
}

function microphoneSentence(text: Text, label: string | null): string {
  if (label === null) return text.call.microphoneGone;
  return fill(text.call.microphoneChanged, { name: label || text.call.microphoneUnnamed });
}

/** Exchanges name their queues as they like; the usual ones have a name an agent reads. */
function queueName(text: Text, queue: string): string {
  const names: Record<string, string> = text.queues;
  return (Object.hasOwn(names, queue) ? names[queue] : undefined) ?? queue;
}

/** Ticks by itself, so that a second passing draws nothing else anew. */
function Timer({ softphone }: { softphone: SoftphoneStore }) {
  const text = useText();
  const call = useStore(softphone, (state) => state.call);
  const lastCall = useStore(softphone, (state) => state.lastCall);
  const now = useNow();
  const facts = shownCall(call, lastCall);
  if (!facts) return null;
  const end = "endedAt" in facts ? facts.endedAt : now;
  const sentence = facts.answeredAt === null ? text.call.waited : text.call.duration;
  return (
    <p className={styles.timer}>
      {fill(sentence, { time: duration(end - (facts.answeredAt ?? facts.ringingAt)) })}
    </p>
  );
}
