import { Button } from "@mantine/core";
import { useStore } from "zustand";
import type { AliasMeasure, ChangedQuestion } from "../../../shared/domain/aliasMeasure.ts";
import type { AliasChange } from "../../../shared/rpc/libraryAliasContract.ts";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import styles from "./AliasAdmin.module.css";
import { type AliasStore, keyOf } from "./alias.store.ts";
import { aliasText } from "./alias.text.ts";

/** The button that measures a change, how far it is, and what came of it. */
export function MeasureView({
  aliases,
  at,
  change,
}: {
  aliases: AliasStore;
  at: string;
  change: AliasChange | null;
}) {
  const text = usePartText(aliasText);
  const measure = useStore(aliases, (state) => (state.measure?.at === at ? state.measure : null));
  const isOfThis = measure?.name === "done" && change !== null && measure.key === keyOf(change);
  if (measure?.name === "running")
    return (
      <div className={styles.measuring} role="status">
        <progress max={measure.total || 1} value={measure.done} aria-label={text.measure} />
        <span>{fill(text.measuring, { done: measure.done, total: measure.total })}</span>
        <Button size="compact-xs" onClick={aliases.actions.stop}>
          {text.stop}
        </Button>
      </div>
    );
  return (
    <>
      <Button disabled={change === null} onClick={() => change && void aliases.actions.measure(at, change)}>
        {isOfThis ? text.measureAgain : text.measure}
      </Button>
      {isOfThis && measure.result && <Result measure={measure.result} />}
    </>
  );
}

const measures = ["mrr10", "r10", "ndcg5"] as const;

function Result({ measure }: { measure: AliasMeasure }) {
  const text = usePartText(aliasText);
  const { before, after, better, worse } = measure;
  return (
    <section className={styles.result} aria-label={text.measure}>
      <p>{fill(text.measured, { n: measure.questions, own: measure.own })}</p>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col" aria-label={text.measure} />
            <th scope="col">{text.before}</th>
            <th scope="col">{text.after}</th>
            <th scope="col">{text.difference}</th>
          </tr>
        </thead>
        <tbody>
          {measures.map((each) => (
            <tr key={each}>
              <th scope="row">{text.measures[each]}</th>
              <td>{before[each].toFixed(3)}</td>
              <td>{after[each].toFixed(3)}</td>
              <td data-gain={Math.sign(Math.round(1e4 * (after[each] - before[each])))}>
                {signed(after[each] - before[each])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {better.count + worse.count === 0 && <p className="soft">{text.same}</p>}
      <Moved sentence={text.better} moved={better} tone="good" />
      <Moved sentence={text.worse} moved={worse} tone="bad" />
    </section>
  );
}

type MovedProps = { sentence: string; moved: AliasMeasure["better"]; tone: "good" | "bad" };

function Moved({ sentence, moved, tone }: MovedProps) {
  if (moved.count === 0) return null;
  return (
    <details className={styles.moved} open={moved.count <= 5}>
      <summary data-tone={tone}>
        {tone === "good" ? "▲" : "▼"} {fill(sentence, { n: moved.count })}
      </summary>
      <ul>
        {moved.listed.map((each) => (
          <li key={`${each.query} ${each.label}`}>
            <MovedLine moved={each} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function MovedLine({ moved: { query, title, label, before, after } }: { moved: ChangedQuestion }) {
  const text = usePartText(aliasText);
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

function signed(difference: number): string {
  return `${difference > 0 ? "+" : ""}${difference.toFixed(3)}`;
}
