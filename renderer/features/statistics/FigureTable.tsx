import { useStore } from "zustand";
import type { FigureName } from "../../../shared/domain/statisticsDefinitions.ts";
import type { FigureValues, StatisticsReport } from "../../../shared/domain/statisticsReport.ts";
import { nameOf } from "../../../shared/domain/statisticsTable.ts";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import { languageOf, useText } from "../../ui/text.ts";
import { figureText } from "./figureText.ts";
import { shownFigures } from "./mainFigures.ts";
import styles from "./StatisticsScreen.module.css";
import type { StatisticsStore } from "./statistics.store.ts";

/** People across figures, the team below; every figure opens what it means and what it was counted from. */
export function FigureTable({
  statistics,
  report,
}: {
  statistics: StatisticsStore;
  report: StatisticsReport;
}) {
  const text = useText();
  const words = useStatisticsText();
  const { scope, all } = useStore(statistics);
  const figures = shownFigures(all);
  const language = languageOf(text);
  const lines: Line[] = report.agents.map((agent) => ({
    agentId: agent.agentId,
    head: agent.agentId === "" ? words.me : `${agent.agentId} ${agent.name ?? ""}`,
    of: agent,
  }));
  if (scope === "own") return <OwnFigures statistics={statistics} report={report} />;
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{words.agent}</th>
            {figures.map((name) => (
              <th key={name} scope="col">
                {nameOf(name, report, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...lines, { agentId: null, head: words.total, of: report.team }].map((line) => (
            <tr key={line.agentId ?? "team"} data-team={line.agentId === null}>
              <th scope="row">{line.head}</th>
              {figures.map((name) => (
                <td key={name}>
                  <FigureButton
                    statistics={statistics}
                    name={name}
                    line={line}
                    label={`${line.head} ${nameOf(name, report, language)}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {report.agents.length === 0 && <p className={styles.teach}>{words.empty}</p>}
    </div>
  );
}

type Line = { agentId: string | null; head: string; of: FigureValues };

/** One person's figures, each with its name: one long line would have to be scrolled. */
function OwnFigures({ statistics, report }: { statistics: StatisticsStore; report: StatisticsReport }) {
  const text = useText();
  const words = useStatisticsText();
  const figures = shownFigures(useStore(statistics, (state) => state.all));
  const language = languageOf(text);
  const line: Line = { agentId: null, head: words.me, of: report.team };
  return (
    <div className={styles.frame}>
      <dl className={styles.tiles}>
        {figures.map((name) => (
          <div key={name}>
            <dt>{nameOf(name, report, language)}</dt>
            <dd>
              <FigureButton
                statistics={statistics}
                name={name}
                line={line}
                label={nameOf(name, report, language)}
              />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type ButtonProps = { statistics: StatisticsStore; name: FigureName; line: Line; label: string };

function FigureButton({ statistics, name, line, label }: ButtonProps) {
  const isOpen = useStore(statistics, ({ open }) => open?.figure === name && open.agentId === line.agentId);
  const shown = figureText(name, line.of.figures[name]);
  return (
    <button
      type="button"
      className={styles.figure}
      aria-pressed={isOpen}
      aria-label={`${label} ${shown}`}
      onClick={() => void statistics.actions.open({ figure: name, agentId: line.agentId })}
    >
      {shown}
    </button>
  );
}
