import { type ComponentType, lazy, Suspense, useEffect } from "react";
import { useStore } from "zustand";
import type { StaffMember } from "../../shared/domain/staff.ts";
import type { SessionInfo } from "../../shared/rpc/contract.ts";
import type { PhrasePanelProps } from "../features/phrases/PhrasePanel.tsx";
import { RingBanner } from "../features/softphone/RingBanner.tsx";
import type { SoftphoneStore } from "../features/softphone/softphone.store.ts";
import { StatusBar } from "../features/status/StatusBar.tsx";
import { ProblemNote } from "../ui/ProblemNote.tsx";
import { phraseSituation } from "./phraseSituation.ts";
import styles from "./Shell.module.css";
import { SideNav } from "./SideNav.tsx";
import { TopBar } from "./TopBar.tsx";
import { Workspace } from "./Workspace.tsx";
import type { Desk } from "./wiring.ts";

const loadTickets = () => import("../features/tickets/TicketsScreen.tsx");
const loadCalls = () => import("../features/calls/CallsScreen.tsx");
const loadStatistics = () => import("../features/statistics/StatisticsScreen.tsx");
const loadPhrases = () => import("../features/phrases/PhrasePanel.tsx");
const loadAdmin = () => import("../features/admin/AdminScreen.tsx");
const TicketsScreen = lazy(async () => ({ default: (await loadTickets()).TicketsScreen }));
const CallsScreen = lazy(async () => ({ default: (await loadCalls()).CallsScreen }));
const StatisticsScreen = lazy(async () => ({ default: (await loadStatistics()).StatisticsScreen }));
const LatePhrases = lazy(async () => ({ default: (await loadPhrases()).PhrasePanel }));
/** Drawn at once when it is there: a suspended part comes a third of a second late, and keys must land in it. */
let ReadyPhrases: ComponentType<PhrasePanelProps> | null = null;
const AdminScreen = lazy(async () => ({ default: (await loadAdmin()).AdminScreen }));

/** The frame around every screen: who and what state above, where to on the left, the truth about the line below. */
export function Shell({ desk, agent, info }: { desk: Desk; agent: StaffMember; info: SessionInfo }) {
  const screen = useStore(desk.screen, (state) => state.screen);
  const telephone = useStore(desk.telephone);
  const isElsewhere = useStore(desk.session, (state) => state.name === "signed-in" && state.elsewhere);
  useEffect(() => loadOtherScreens(agent.role === "admin"), [agent.role]);
  const softphone = telephone.name === "on" ? telephone.softphone : null;
  return (
    <div className={styles.frame}>
      <div className={styles.top}>
        {softphone && <RingBanner softphone={softphone} />}
        {isElsewhere && <ProblemNote problem={{ rule: "session.leavingForElsewhere", detail: {} }} />}
        <TopBar desk={desk} agent={agent} info={info} softphone={softphone} />
      </div>
      <SideNav screen={screen} isAdmin={agent.role === "admin"} onGo={desk.screen.actions.go} />
      <main className={styles.main}>
        <Suspense>
          {screen === "workspace" && <Workspace desk={desk} softphone={softphone} />}
          {screen === "tickets" && <TicketsScreen tickets={desk.tickets} role={agent.role} />}
          {screen === "calls" && <CallsScreen calls={desk.calls} softphone={softphone} />}
          {screen === "statistics" && (
            <StatisticsScreen statistics={desk.statistics} agent={agent} reference={desk.reference} />
          )}
          {screen === "admin" && agent.role === "admin" && (
            <AdminScreen
              api={desk.api}
              imports={desk.imports}
              packages={desk.packages}
              phoneSettings={desk.phoneSettings}
              serverTrust={desk.serverTrust}
              status={desk.status}
              administration={desk.administration}
              audit={desk.audit}
            />
          )}
        </Suspense>
      </main>
      <Phrases desk={desk} softphone={softphone} />
      <StatusBar status={desk.status} softphone={softphone} version={info.version} />
    </div>
  );
}

function Phrases({ desk, softphone }: { desk: Desk; softphone: SoftphoneStore | null }) {
  const isOpen = useStore(desk.screen, (state) => state.phrasesOpen);
  const { showPhrases, sayPhrase } = desk.actions;
  if (!isOpen) return null;
  const Panel = ReadyPhrases ?? LatePhrases;
  return (
    <Suspense>
      <Panel
        situation={phraseSituation(desk, softphone?.getState() ?? null, Date.now())}
        onSay={sayPhrase}
        onClose={() => showPhrases(false)}
      />
    </Suspense>
  );
}

/** Once the desk stands, so that the first change of screens waits for nothing either. */
function loadOtherScreens(isAdmin: boolean) {
  void loadTickets();
  void loadCalls();
  void loadStatistics();
  void loadPhrases().then(({ PhrasePanel }) => {
    ReadyPhrases = PhrasePanel;
  });
  if (isAdmin) void loadAdmin();
}
