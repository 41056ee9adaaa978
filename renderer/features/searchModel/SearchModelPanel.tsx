import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Api } from "../../../shared/rpc/client.ts";
import type { SearchModelInfo } from "../../../shared/rpc/searchModelContract.ts";
import { Badge } from "../../ui/Badge.tsx";
import { count, dayAndTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import admin from "../admin/AdminScreen.module.css";
import { SureButton } from "../admin/SureButton.tsx";
import { ModelResult } from "./ModelResult.tsx";
import styles from "./SearchModelPanel.module.css";
import { createSearchModelStore, type SearchModelStore } from "./searchModel.store.ts";
import { searchModelText } from "./searchModel.text.ts";

/** 管理 → 知识库 → 搜索排序: which model ranks, what it could learn here, and whether a trained one is to be used. */
export function SearchModelPanel({ api }: { api: Api }) {
  const text = usePartText(searchModelText);
  const [model] = useState(() => createSearchModelStore(api));
  const { info, problem } = useStore(model);
  useEffect(() => {
    void model.actions.load();
    return model.actions.close;
  }, [model]);
  return (
    <section className={`${admin.card} ${styles.panel}`} aria-label={text.heading}>
      <h2>{text.heading}</h2>
      <p className="soft">{text.note}</p>
      <ProblemNote problem={problem ?? (info?.rule ? { rule: info.rule, detail: {} } : null)} />
      {info && <Card model={model} info={info} />}
      {info && <Material model={model} info={info} />}
      {info?.candidate && <ModelResult model={model} candidate={info.candidate} />}
    </section>
  );
}

type PartProps = { model: SearchModelStore; info: SearchModelInfo };

function Card({ model, info }: PartProps) {
  const text = usePartText(searchModelText);
  const busy = useStore(model, (state) => state.busy);
  const { searching } = info;
  const isOwn = searching?.origin === "own" || info.isTakingOver;
  return (
    <section className={styles.part} aria-label={text.card}>
      <h3>{text.card}</h3>
      {searching ? (
        <p>
          <Badge tone={searching.origin === "own" ? "accent" : "good"}>
            {text.origins[searching.origin]}
          </Badge>{" "}
          {fill(text.madeOn, {
            day: searching.madeOn,
            questions: count(searching.questions),
            passages: count(searching.passages),
          })}
          {searching.acceptedAt && searching.acceptedBy && (
            <span className="soft">
              {" "}
              {fill(text.acceptedAt, { time: dayAndTime(searching.acceptedAt), by: searching.acceptedBy })}
            </span>
          )}
        </p>
      ) : (
        <p>{text.none}</p>
      )}
      {searching && <Figures figures={searching.figures} />}
      {info.isTakingOver && <p role="status">{text.takingOver}</p>}
      {info.isShippedNewer && <p className={styles.notice}>{text.shippedNewer}</p>}
      {info.isUnreadable && <p className={styles.notice}>{text.unreadable}</p>}
      {(isOwn || info.isUnreadable) && (
        <div className={styles.buttons}>
          <SureButton
            label={text.restore}
            sure={text.restoreSure}
            disabled={busy || (info.isTakingOver && searching?.origin === "own")}
            onSure={() => void model.actions.restore()}
          />
        </div>
      )}
    </section>
  );
}

function Figures({ figures }: { figures: Record<string, Record<string, number>> }) {
  const text = usePartText(searchModelText);
  const names: Record<string, string> = text.figureNames;
  const known = Object.entries(figures).filter(([name]) => Object.hasOwn(names, name));
  if (known.length === 0) return null;
  return (
    <ul className={styles.figures} aria-label={text.figures}>
      {known.map(([name, { questions = 0, mrr10 = 0, r10 = 0 }]) => (
        <li key={name}>
          {fill(text.figure, {
            name: names[name] ?? name,
            n: count(questions),
            mrr: mrr10.toFixed(3),
            recall: r10.toFixed(3),
          })}
        </li>
      ))}
    </ul>
  );
}

function Material({ model, info: { material, training, searching } }: PartProps) {
  const text = usePartText(searchModelText);
  const busy = useStore(model, (state) => state.busy);
  const { queries, clauses, cited, opened, missingQueries, missingClauses } = material;
  const isShort = missingQueries > 0 || missingClauses > 0;
  return (
    <section className={styles.part} aria-label={text.material}>
      <h3>{text.material}</h3>
      <p>
        {fill(text.materialOf, {
          queries: count(queries),
          clauses: count(clauses),
          cited: count(cited),
          opened: count(opened),
        })}
      </p>
      {missingQueries > 0 && <p className="soft">{fill(text.missingQueries, { n: missingQueries })}</p>}
      {missingQueries === 0 && missingClauses > 0 && (
        <p className="soft">{fill(text.missingClauses, { n: missingClauses })}</p>
      )}
      {training === null ? (
        <div className={styles.buttons}>
          <Button
            variant="filled"
            disabled={busy || isShort || searching === null}
            onClick={() => void model.actions.train()}
          >
            {text.train}
          </Button>
        </div>
      ) : (
        <div className={styles.buttons} role="status">
          <progress max={1} value={training} aria-label={text.train} />
          <span>{fill(text.training, { percent: Math.round(100 * training) })}</span>
          <Button size="compact-xs" onClick={() => void model.actions.stop()}>
            {text.stop}
          </Button>
        </div>
      )}
    </section>
  );
}
