import { NativeSelect } from "@mantine/core";
import { useStore } from "zustand";
import type { AgentState, Choice } from "../../../shared/call/agentState.ts";
import { duration } from "../../ui/format.ts";
import { fill, type Text, useText } from "../../ui/text.ts";
import { useNow } from "../../ui/useNow.ts";
import styles from "./AgentStateBar.module.css";
import type { SoftphoneStore } from "./softphone.store.ts";

/** The agent's state, how long it has lasted, and what can be chosen next. */
export function AgentStateBar({ softphone, onWrapUpDone }: Props) {
  const text = useText();
  const agent = useStore(softphone, (state) => state.agent);
  const { choose } = softphone.actions;
  if (agent.name === "signed-out") return null;
  return (
    <fieldset className={styles.bar}>
      <legend className="hidden-label">{text.agent.label}</legend>
      <output className={styles.now} data-state={agent.name}>
        <span aria-hidden>{shapes[agent.name]}</span>
        {text.agent[agent.name]}
        {reasonWord(text, agent.reason) && <small>{reasonWord(text, agent.reason)}</small>}
        <Since since={agent.since} />
      </output>
      <button
        type="button"
        className={styles.choice}
        disabled={agent.name === "ready"}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => (agent.name === "wrap-up" ? onWrapUpDone() : choose({ state: "ready" }))}
      >
        {text.agent.ready} <kbd aria-hidden>F10</kbd>
      </button>
      <ReasonMenu agent={agent} state="busy" onChoose={choose} />
      <ReasonMenu agent={agent} state="break" onChoose={choose} />
      {agent.next && (
        <small className={styles.next}>
          {fill(text.agent.afterCall, { state: text.agent[agent.next.state] })}
        </small>
      )}
    </fieldset>
  );
}

type Props = { softphone: SoftphoneStore; onWrapUpDone: () => void };
type Present = Exclude<AgentState, { name: "signed-out" }>;
type Away = "busy" | "break";

const reasonsOf = {
  busy: ["paperwork", "training", "meeting"],
  break: ["rest", "meal"],
} as const satisfies Record<Away, readonly (keyof Text["agent"]["reasons"])[]>;

const shapes = {
  ready: "●",
  ringing: "◆",
  talking: "◉",
  "wrap-up": "◐",
  busy: "▲",
  break: "■",
  lost: "✕",
} as const;

/** 示忙 and 小休 each ask why: choosing the reason is choosing the state. */
function ReasonMenu({
  agent,
  state,
  onChoose,
}: {
  agent: Present;
  state: Away;
  onChoose: (choice: Choice) => void;
}) {
  const text = useText();
  const chosen = agent.name === state ? (agent.reason ?? "") : "";
  return (
    <NativeSelect
      className={styles.menu}
      aria-label={`${text.agent[state]} · ${text.agent.reason}`}
      value={chosen}
      onChange={(event) => onChoose({ state, reason: event.currentTarget.value })}
    >
      <option value={chosen} hidden>
        {text.agent[state]}
      </option>
      {reasonsOf[state].map((reason) => (
        <option key={reason} value={reason}>
          {text.agent[state]} · {text.agent.reasons[reason]}
        </option>
      ))}
    </NativeSelect>
  );
}

function reasonWord(text: Text, reason: string | null): string {
  const words: Record<string, string> = text.agent.reasons;
  return reason !== null && Object.hasOwn(words, reason) ? (words[reason] ?? "") : "";
}

function Since({ since }: { since: number }) {
  const now = useNow();
  return <span className={styles.since}>{duration(now - since)}</span>;
}
