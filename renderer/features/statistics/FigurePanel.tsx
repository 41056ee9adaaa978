import { Button } from "@mantine/core";
import { useStore } from "zustand";
import { type FigureName, figureDefinitions } from "../../../shared/domain/statisticsDefinitions.ts";
import type { FigureValues, StatisticsReport } from "../../../shared/domain/statisticsReport.ts";
import { formulaInForce, nameOf } from "../../../shared/domain/statisticsTable.ts";
import type { ReferenceData } from "../../../shared/rpc/contract.ts";
import { duration } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import { languageOf, type Text, useText } from "../../ui/text.ts";
import { FactList } from "./FactList.tsx";
import { figureText, quotientText } from "./figureText.ts";
import styles from "./StatisticsScreen.module.css";
import type { OpenFigure, StatisticsStore } from "./statistics.store.ts";

type Props = { statistics: StatisticsStore; report: StatisticsReport; topics: ReferenceData["topics"] };

/** What one figure means, how it was worked out and the facts behind it. */
export function FigurePanel({ statistics, report, topics }: Props) {
  const text = useText();
  const words = useStatisticsText();
  const open = useStore(statistics, (state) => state.open);
  if (!open) return null;
  const { figure, agentId } = open;
  const language = languageOf(text);
  const of = report.agents.find((agent) => agent.agentId === agentId) ?? report.team;
  const quotient = quotientText(figure, of.figures[figure]);
  const { definition, formula } = figureDefinitions[figure];
  return (
    <aside className={styles.panel} aria-label={nameOf(figure, report, language)}>
      <div className={styles.panelHead}>
        <h3>
          {nameOf(figure, report, language)}
          {agentId !== null && ` · ${agentId}`}
        </h3>
        <Button onClick={statistics.actions.close}>{text.app.close}</Button>
      </div>
      <p className={styles.value}>
        {figureText(figure, of.figures[figure])}
        {quotient && <span className="soft"> = {quotient}</span>}
      </p>
      <p>{definition[language]}</p>
      <p className="soft">
        {words.formula} {figure === "serviceLevel" ? formulaInForce(report, language) : formula[language]}
      </p>
      <Reasons figure={figure} of={of} text={text} />
      <Rows rows={open.rows} topics={topics} />
    </aside>
  );
}

function Reasons({ figure, of, text }: { figure: FigureName; of: FigureValues; text: Text }) {
  const words = useStatisticsText();
  const parts = figure === "busy" ? of.busyByReason : figure === "break" ? of.breakByReason : [];
  const known: Record<string, string> = text.agent.reasons;
  return (
    <ul className={styles.reasons}>
      {parts.map(({ reason, figure: part }) => (
        <li key={reason ?? ""}>
          {reason === null ? words.noReason : (known[reason] ?? reason)} {duration(part.numerator)}
        </li>
      ))}
    </ul>
  );
}

function Rows({ rows, topics }: { rows: OpenFigure["rows"]; topics: ReferenceData["topics"] }) {
  const words = useStatisticsText();
  if (rows.name === "loading") return <p className="soft">{words.counting}</p>;
  if (rows.name === "failed") return <ProblemNote problem={rows.problem} />;
  return <FactList behind={rows.behind} topics={topics} />;
}
