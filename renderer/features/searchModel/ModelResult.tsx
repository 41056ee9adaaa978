import { Button } from "@mantine/core";
import { useStore } from "zustand";
import type { ChangedQuestion } from "../../../shared/domain/aliasMeasure.ts";
import {
  type MeasuredDifference,
  type ModelComparison,
  verdictOf,
} from "../../../shared/domain/searchModel.ts";
import type { ModelCandidate } from "../../../shared/rpc/searchModelContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { count, dayAndTime } from "../../ui/format.ts";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import { SureButton } from "../admin/SureButton.tsx";
import styles from "./SearchModelPanel.module.css";
import type { SearchModelStore } from "./searchModel.store.ts";
import { searchModelText } from "./searchModel.text.ts";

const tones = { better: "good", unclear: "warn", worse: "bad" } as const;

/** What a training gave: its effect before and after with intervals, the questions that moved, and the decision. */
export function ModelResult({ model, candidate }: { model: SearchModelStore; candidate: ModelCandidate }) {
  const text = usePartText(searchModelText);
  const busy = useStore(model, (state) => state.busy);
  const { report, madeAt, madeBy } = candidate;
  const verdict = verdictOf(report);
  const { accept, reject } = model.actions;
  return (
    <section className={styles.result} aria-label={text.candidate}>
      <h3>{text.candidate}</h3>
      <p>
        <Badge tone={tones[verdict]}>{text.verdicts[verdict]}</Badge>
      </p>
      <p className="soft">
        {fill(text.madeAt, {
          time: dayAndTime(madeAt),
          by: madeBy,
          queries: count(report.queries),
          cited: count(report.cited),
          opened: count(report.opened),
          anchors: count(report.anchors),
          seconds: count(Math.round(report.tookMs / 1_000)),
        })}{" "}
        {text.rankings[report.ranking]}
      </p>
      <Comparison heading={fill(text.own, { n: count(report.own.questions) })} compared={report.own} />
      {report.shipped ? (
        <Comparison
          heading={fill(text.shipped, { n: count(report.shipped.questions) })}
          compared={report.shipped}
        />
      ) : (
        <p className="soft">{text.noShipped}</p>
      )}
      {report.own.current && <p className="soft">{text.currentNote}</p>}
      <div className={styles.buttons}>
        {verdict === "better" ? (
          <Button variant="filled" disabled={busy} onClick={() => void accept()}>
            {text.accept}
          </Button>
        ) : (
          <SureButton
            label={text.accept}
            sure={text.acceptSure}
            disabled={busy}
            onSure={() => void accept()}
          />
        )}
        <Button disabled={busy} onClick={() => void reject()}>
          {text.reject}
        </Button>
      </div>
    </section>
  );
}

const measures = ["mrr10", "r10", "ndcg5"] as const;

function Comparison({ heading, compared }: { heading: string; compared: ModelComparison }) {
  const text = usePartText(searchModelText);
  const { before, current, after, differences, better, worse } = compared;
  return (
    <div className={styles.part}>
      <table className={styles.table}>
        <caption>{heading}</caption>
        <thead>
          <tr>
            <th scope="col" aria-label={text.measure} />
            <th scope="col">{text.before}</th>
            {current && <th scope="col">{text.current}</th>}
            <th scope="col">{text.after}</th>
            <th scope="col">{text.difference}</th>
          </tr>
        </thead>
        <tbody>
          {measures.map((each) => (
            <tr key={each}>
              <th scope="row">{text.measures[each]}</th>
              <td>{before[each].toFixed(3)}</td>
              {current && <td>{current[each].toFixed(3)}</td>}
              <td>{after[each].toFixed(3)}</td>
              <td data-gain={certain(differences[each])}>{interval(differences[each])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Moved sentence={text.better} moved={better} tone="good" />
      <Moved sentence={text.worse} moved={worse} tone="bad" />
    </div>
  );
}

type MovedProps = { sentence: string; moved: ModelComparison["better"]; tone: "good" | "bad" };

function Moved({ sentence, moved, tone }: MovedProps) {
  if (moved.count === 0) return null;
  return (
    <details className={styles.moved} open={moved.count <= 5}>
      <summary data-tone={tone}>{fill(sentence, { n: moved.count })}</summary>
      <ul>
        {moved.listed.map((each) => (
          <li key={`${each.query} ${each.title} ${each.label}`}>
            <MovedLine moved={each} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function MovedLine({ moved: { query, title, label, before, after } }: { moved: ChangedQuestion }) {
  const text = usePartText(searchModelText);
  const place = (at: number | null) => (at === null ? text.beyond : fill(text.place, { n: at }));
  return (
    <>
      {query}{" "}
      <span className="soft">
        《{title}》{label}
      </span>{" "}
      {place(before)} → <strong>{place(after)}</strong>
    </>
  );
}

/** 1 for a gain and −1 for a loss that chance does not explain. */
function certain({ low, high }: MeasuredDifference): -1 | 0 | 1 {
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}

function interval({ difference, low, high }: MeasuredDifference): string {
  return `${signed(difference)}（${signed(low)} – ${signed(high)}）`;
}

function signed(value: number): string {
  const text = value.toFixed(3);
  return value > 0 ? `+${text}` : text.replace("-", "−");
}
