import { statusLabels } from "../../../shared/domain/complaintLabels.ts";
import type { FactRow, FactRows } from "../../../shared/domain/statisticsRows.ts";
import type { ReferenceData } from "../../../shared/rpc/contract.ts";
import { dayAndTime, duration, timeOfDay } from "../../ui/format.ts";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import { fill, label, type Text, useText } from "../../ui/text.ts";
import styles from "./StatisticsScreen.module.css";

type Topics = ReferenceData["topics"];

/** The facts behind a figure, one line each, oldest first; of a sealed ticket only that it is there. */
export function FactList({ behind, topics }: { behind: FactRows; topics: Topics }) {
  const text = useText();
  const words = useStatisticsText();
  return (
    <>
      <p className="soft" role="status">
        {fill(words.facts, { n: behind.total })}
        {behind.hidden > 0 && ` ${fill(words.hidden, { n: behind.hidden })}`}
        {behind.rows.length + behind.hidden < behind.total &&
          ` ${fill(words.cut, { n: behind.rows.length })}`}
      </p>
      {behind.rows.length > 0 && (
        <div className={styles.facts}>
          <table className={styles.factTable} aria-label={words.factsHeading}>
            <thead>
              <tr>
                {[words.at, words.agent, words.what, words.lasted].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {behind.rows.map((row) => (
                <tr key={row.id}>
                  <td>{`${dayAndTime(row.at).slice(0, 5)} ${timeOfDay(row.at)}`}</td>
                  <td>{row.agentId}</td>
                  <td>{what(text, row, topics)}</td>
                  <td>{lasted(row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function what(text: Text, row: FactRow, topics: Topics): string {
  switch (row.kind) {
    case "call": {
      const number = row.maskedNumber === "" ? text.call.hidden : row.maskedNumber;
      const end = row.endReason ? text.calls.ends[row.endReason] : text.calls.ongoing;
      return [text.calls[row.direction], number, end].join(" · ");
    }
    case "interval": {
      const reasons: Record<string, string> = text.agent.reasons;
      const reason = row.reason === null ? [] : [reasons[row.reason] ?? row.reason];
      return [text.agent[row.state], ...reason].join(" · ");
    }
    case "ticket":
      return [row.number, label(text, statusLabels[row.status]), row.dueOn ?? ""].filter(Boolean).join(" · ");
    case "consultation": {
      const topic = topics.find((each) => each.id === row.topic);
      return topic ? label(text, topic) : text.caller.noTopic;
    }
  }
}

/** Of a call the time talked, of a state its length. */
function lasted(row: FactRow): string {
  if (row.kind !== "call" && row.kind !== "interval") return "";
  const from = row.kind === "call" ? row.answeredAt : row.at;
  if (from === null || row.endedAt === null) return "–";
  return duration(Date.parse(row.endedAt) - Date.parse(from));
}
