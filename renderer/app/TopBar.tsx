import { IconHeadset, IconHelp, IconLanguage, IconLogout } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "zustand";
import type { StaffMember } from "../../shared/domain/staff.ts";
import type { SessionInfo } from "../../shared/rpc/contract.ts";
import { AgentStateBar } from "../features/softphone/AgentStateBar.tsx";
import type { SoftphoneStore } from "../features/softphone/softphone.store.ts";
import { duration, shortTime } from "../ui/format.ts";
import { useText } from "../ui/text.ts";
import { useNow } from "../ui/useNow.ts";
import { keyHint } from "./keys.ts";
import styles from "./Shell.module.css";
import type { Desk } from "./wiring.ts";

/** Who sits here, in which state, and today in three figures. */
export function TopBar({ desk, agent, info, softphone }: Props) {
  const text = useText();
  const place = [text.roles[agent.role], info.seat?.site.name].filter(Boolean).join(" · ");
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>
        <IconHeadset size={20} aria-hidden />
        {text.app.name}
      </h1>
      <span className={styles.who} title={`${agent.name} · ${place}`}>
        <strong>{agent.agentId}</strong> {agent.name} <span className={`soft ${styles.site}`}>{place}</span>
      </span>
      {softphone ? (
        <>
          <AgentStateBar softphone={softphone} onWrapUpDone={() => void desk.actions.wrapUpDone()} />
          <Counters softphone={softphone} />
        </>
      ) : (
        <span className="soft">{text.agent.starting}</span>
      )}
      <Corner desk={desk} />
    </header>
  );
}

type Props = { desk: Desk; agent: StaffMember; info: SessionInfo; softphone: SoftphoneStore | null };

function Counters({ softphone }: { softphone: SoftphoneStore }) {
  const text = useText();
  const today = useStore(softphone, (state) => state.today);
  const mean = (sum: number, count: number) => (count === 0 ? "–" : duration(sum / count));
  return (
    <span className={styles.counters}>
      <span>
        {text.agent.today} {text.agent.answered} <strong>{today.answered}</strong>
      </span>
      <span>
        {text.agent.meanTalk} <strong>{mean(today.talkedMs, today.answered)}</strong>
      </span>
      <span>
        {text.agent.meanWrapUp} <strong>{mean(today.wrapUpMs, today.wrapUps)}</strong>
      </span>
    </span>
  );
}

function Corner({ desk }: { desk: Desk }) {
  const text = useText();
  const language = useStore(desk.screen, (state) => state.language);
  const [refused, setRefused] = useState(false);
  const { actions } = desk.screen;
  const leave = async () => setRefused(!(await desk.actions.signOut()));
  return (
    <div className={styles.right}>
      <span role="status">{refused && text.app.signOutRefused}</span>
      <button
        type="button"
        className={styles.plain}
        title={text.app.languageName}
        onClick={() => actions.setLanguage(language === "zh" ? "en" : "zh")}
      >
        <IconLanguage size={16} aria-hidden /> {text.app.language}
      </button>
      <button type="button" className={styles.plain} onClick={desk.actions.byKey.help}>
        <IconHelp size={16} aria-hidden /> {text.app.help} <kbd aria-hidden>{keyHint("help")}</kbd>
      </button>
      <button type="button" className={styles.plain} onClick={() => void leave()}>
        <IconLogout size={16} aria-hidden /> {text.app.signOut}
      </button>
      <Clock />
    </div>
  );
}

function Clock() {
  const now = useNow();
  return <time className={styles.clock}>{shortTime(now)}</time>;
}
