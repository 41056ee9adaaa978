import { Button, NativeSelect } from "@mantine/core";
import { useEffect } from "react";
import { useStore } from "zustand";
import type { LibraryMiss } from "../../../shared/domain/aliasProposal.ts";
import { count, dayAndTime } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { usePartText } from "../../ui/partText.ts";
import { fill } from "../../ui/text.ts";
import admin from "../admin/AdminScreen.module.css";
import table from "../admin/EditTable.module.css";
import styles from "./AliasAdmin.module.css";
import type { AliasStore } from "./alias.store.ts";
import { aliasText } from "./alias.text.ts";

const spans = [7, 30, 90] as const;

/** 没有结果的查询: what agents searched in vain, the most frequent first. */
export function MissList({ aliases, onAdd }: { aliases: AliasStore; onAdd: (words: string) => void }) {
  const text = usePartText(aliasText);
  const { misses, days, problem } = useStore(aliases);
  const { loadMisses } = aliases.actions;
  useEffect(() => loadMisses(30), [loadMisses]);
  return (
    <section className={admin.card} aria-label={text.parts.misses}>
      <div className={table.head}>
        <h2>{text.parts.misses}</h2>
        <p className="soft">{text.missesNote}</p>
        <NativeSelect
          aria-label={text.days}
          value={String(days)}
          onChange={(event) => loadMisses(Number(event.currentTarget.value))}
        >
          {spans.map((each) => (
            <option key={each} value={each}>
              {fill(text.lastDays, { n: each })}
            </option>
          ))}
        </NativeSelect>
      </div>
      <ProblemNote problem={problem?.at === "misses" ? problem : null} />
      {misses?.length === 0 && <p className="soft">{text.noMisses}</p>}
      {misses && misses.length > 0 && <Rows misses={misses} onAdd={onAdd} />}
    </section>
  );
}

function Rows({ misses, onAdd }: { misses: LibraryMiss[]; onAdd: (words: string) => void }) {
  const text = usePartText(aliasText);
  return (
    <div className={table.frame}>
      <table className={table.table} aria-label={text.parts.misses}>
        <thead>
          <tr>
            <th scope="col">{text.query}</th>
            <th scope="col">{text.unknown}</th>
            <th scope="col" className={styles.figure}>
              {text.times}
            </th>
            <th scope="col" className={styles.figure}>
              {text.results}
            </th>
            <th scope="col">{text.last}</th>
            <th scope="col" className={table.last}>
              <span className="hidden-label">{text.add}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {misses.map((miss) => (
            <tr key={miss.query}>
              <td>
                <strong>{miss.query}</strong>
              </td>
              <td>{miss.unknown.join("、") || "–"}</td>
              <td className={styles.figure}>{count(miss.times)}</td>
              <td className={styles.figure}>{count(miss.results)}</td>
              <td>{dayAndTime(miss.lastAt)}</td>
              <td className={table.last}>
                <Button
                  size="compact-xs"
                  onClick={() => onAdd(miss.unknown.join("、") || miss.query.slice(0, 30))}
                >
                  {text.add}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
