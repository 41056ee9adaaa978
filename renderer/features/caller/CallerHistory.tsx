import { useStore } from "zustand";
import { statusLabels } from "../../../shared/domain/complaintLabels.ts";
import { isSettled } from "../../../shared/domain/ticketLife.ts";
import type { CallerCard, ReferenceData } from "../../../shared/rpc/contract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { dayAndTime } from "../../ui/format.ts";
import { fill, label as labelOf, useText } from "../../ui/text.ts";
import styles from "./CallerHistory.module.css";
import type { CallerStore } from "./caller.store.ts";

/** Earlier calls and tickets of this number, without a click. */
export function CallerHistory({ caller, topics, callId, onOpenTicket }: Props) {
  const text = useText();
  const state = useStore(caller);
  return (
    <section className={styles.panel} aria-label={text.caller.heading}>
      <h2>{text.caller.heading}</h2>
      {state.name === "none" && <p className="soft">{text.caller.none}</p>}
      {state.name === "looking" && <p className="soft">{text.caller.loading}</p>}
      {state.name === "known" && (
        <Known card={state.card} topics={topics} callId={callId} onOpenTicket={onOpenTicket} />
      )}
    </section>
  );
}

type Props = {
  caller: CallerStore;
  topics: ReferenceData["topics"];
  /** The call that is up: it is no history yet. */
  callId: string | null;
  onOpenTicket: (ticketId: string) => void;
};

function Known({ card, topics, callId, onOpenTicket }: Omit<Props, "caller"> & { card: CallerCard }) {
  const text = useText();
  const open = card.tickets.filter((ticket) => !isSettled(ticket.status)).length;
  const calls = card.calls.filter((call) => call.callId !== callId);
  if (calls.length === 0 && card.tickets.length === 0) return <p className="soft">{text.caller.empty}</p>;
  const topicName = (id: string | null) => {
    const topic = topics.find((each) => each.id === id);
    return topic ? labelOf(text, topic) : text.caller.noTopic;
  };
  return (
    <>
      {card.tickets.length > 0 && (
        <h3>
          {text.caller.tickets} {open > 0 && <Badge tone="warn">{fill(text.caller.open, { n: open })}</Badge>}
        </h3>
      )}
      <ul className={styles.list}>
        {card.tickets.map((ticket) => (
          <li key={ticket.ticketId}>
            <button type="button" className={styles.ticket} onClick={() => onOpenTicket(ticket.ticketId)}>
              <span className={styles.number}>{ticket.number}</span>
              <Badge tone={isSettled(ticket.status) ? "plain" : "warn"}>
                {labelOf(text, statusLabels[ticket.status])}
              </Badge>
              <span className={styles.respondent}>{ticket.respondent}</span>
            </button>
          </li>
        ))}
      </ul>
      {calls.length > 0 && <h3>{text.caller.calls}</h3>}
      <ul className={styles.list}>
        {calls.map((call) => (
          <li key={call.callId}>
            <div className={styles.call}>
              <time dateTime={call.at}>{dayAndTime(call.at)}</time>
              <span>{call.answered ? topicName(call.topic) : text.caller.missed}</span>
              <span className="soft">{call.agentId}</span>
            </div>
            <CallBacks callBacks={call.callBacks} />
          </li>
        ))}
      </ul>
    </>
  );
}

type CallBack = CallerCard["calls"][number]["callBacks"][number];

/** What was done about a call afterwards, below it: one thread. */
function CallBacks({ callBacks }: { callBacks: CallBack[] }) {
  const text = useText();
  const words = text.insured;
  const howItWent = ({ answered, isFiled }: CallBack) => {
    const kind = answered === null ? words.threadNote : words.thread;
    if (!isFiled) return `${kind} · ${words.threadOpen}`;
    return answered === null ? kind : `${kind} · ${answered ? words.answered : words.unanswered}`;
  };
  return callBacks.map((each) => (
    <div key={each.recordId} className={`${styles.call} ${styles.callBack}`} data-call-back={each.recordId}>
      <time dateTime={each.at}>↳ {dayAndTime(each.at)}</time>
      <span>{howItWent(each)}</span>
      <span className="soft">{each.agentId}</span>
    </div>
  ));
}
