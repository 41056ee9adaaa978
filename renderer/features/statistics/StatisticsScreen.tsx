import { useEffect } from "react";
import { useStore } from "zustand";
import type { StaffMember } from "../../../shared/domain/staff.ts";
import { siteDay } from "../../../shared/domain/time.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import type { ReferenceStore } from "../record/reference.store.ts";
import { FigurePanel } from "./FigurePanel.tsx";
import { FigureTable } from "./FigureTable.tsx";
import { PasswordAgain } from "./PasswordAgain.tsx";
import { StatisticsHead } from "./StatisticsHead.tsx";
import styles from "./StatisticsScreen.module.css";
import type { StatisticsStore } from "./statistics.store.ts";

type Props = { statistics: StatisticsStore; agent: StaffMember; reference: ReferenceStore };

/** 我的统计 from this seat's own facts for everybody; 团队统计 from the server for leads. */
export function StatisticsScreen({ statistics, agent, reference }: Props) {
  const words = useStatisticsText();
  const result = useStore(statistics, (state) => state.result);
  const topics = useStore(reference, (state) => state.topics);
  const isOpen = useStore(statistics, (state) => state.open !== null);
  const isLead = agent.role === "lead" || agent.role === "admin";
  useFirstCount(statistics, isLead);
  return (
    <section className={styles.screen} aria-label={words.heading}>
      <StatisticsHead statistics={statistics} isLead={isLead} />
      {result.name === "loading" && <p className="soft">{words.counting}</p>}
      {result.name === "failed" && <Failure statistics={statistics} />}
      {result.name === "ready" && (
        <div className={styles.body} data-open={isOpen}>
          <FigureTable statistics={statistics} report={result.report} />
          <FigurePanel statistics={statistics} report={result.report} topics={topics} />
        </div>
      )}
    </section>
  );
}

/** Whoever opens the page sees today at once; a page that was left comes back as it was, counted anew. */
function useFirstCount(statistics: StatisticsStore, isLead: boolean) {
  useEffect(() => {
    const { choose, count } = statistics.actions;
    if (statistics.getState().range) return void count();
    const today = siteDay(Date.now());
    void choose({ scope: isLead ? "team" : "own", range: { from: today, to: today } });
  }, [statistics, isLead]);
}

function Failure({ statistics }: { statistics: StatisticsStore }) {
  const result = useStore(statistics, (state) => state.result);
  if (result.name !== "failed") return null;
  if (result.problem.rule === "staff.signInAgain") return <PasswordAgain statistics={statistics} />;
  return <ProblemNote problem={result.problem} />;
}
