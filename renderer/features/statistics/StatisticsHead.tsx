import { Button, Checkbox, TextInput } from "@mantine/core";
import { useStore } from "zustand";
import { siteDay } from "../../../shared/domain/time.ts";
import { addDays } from "../../../shared/domain/workingDays.ts";
import { timeOfDay } from "../../ui/format.ts";
import { ProblemNote } from "../../ui/ProblemNote.tsx";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import { fill } from "../../ui/text.ts";
import { ExportButtons } from "./ExportButtons.tsx";
import styles from "./StatisticsScreen.module.css";
import type { StatisticsStore } from "./statistics.store.ts";

/** Whose figures, of which days, how far counted, and the way out as a file. */
export function StatisticsHead({ statistics, isLead }: { statistics: StatisticsStore; isLead: boolean }) {
  const { scope, all, result, problem } = useStore(statistics);
  const { choose, count, showAll } = statistics.actions;
  const words = useStatisticsText();
  return (
    <header className={styles.head}>
      <h2>{scope === "own" ? words.own : words.team}</h2>
      {isLead && (
        <fieldset className={styles.choice}>
          <legend className="hidden-label">{words.whose}</legend>
          {(["team", "own"] as const).map((each) => (
            <Button
              key={each}
              variant={each === scope ? "filled" : "default"}
              aria-pressed={each === scope}
              onClick={() => void choose({ scope: each })}
            >
              {each === "own" ? words.mine : words.everybody}
            </Button>
          ))}
        </fieldset>
      )}
      <Days statistics={statistics} />
      <Button onClick={() => void count()}>{words.recount}</Button>
      <Checkbox
        label={words.allFigures}
        checked={all}
        onChange={(event) => showAll(event.currentTarget.checked)}
      />
      <span className={styles.right}>
        {result.name === "ready" && (
          <>
            <span className="soft" role="status">
              {fill(words.countedAt, { time: timeOfDay(result.report.countedAt) })}
            </span>
            <ExportButtons statistics={statistics} />
          </>
        )}
      </span>
      {result.name === "ready" && <ProblemNote problem={problem} />}
    </header>
  );
}

function Days({ statistics }: { statistics: StatisticsStore }) {
  const words = useStatisticsText();
  const range = useStore(statistics, (state) => state.range);
  const { choose } = statistics.actions;
  const today = siteDay(Date.now());
  const quick = [
    { name: words.today, from: today, to: today },
    { name: words.yesterday, from: addDays(today, -1), to: addDays(today, -1) },
    { name: words.sevenDays, from: addDays(today, -6), to: today },
  ];
  if (!range) return null;
  const pick = (day: "from" | "to", value: string) => {
    if (value !== "") void choose({ range: { ...range, [day]: value } });
  };
  return (
    <>
      <fieldset className={styles.choice}>
        <legend className="hidden-label">{words.days}</legend>
        {quick.map(({ name, from, to }) => (
          <Button
            key={name}
            aria-pressed={range.from === from && range.to === to}
            variant={range.from === from && range.to === to ? "light" : "default"}
            onClick={() => void choose({ range: { from, to } })}
          >
            {name}
          </Button>
        ))}
      </fieldset>
      <span className={styles.row}>
        <TextInput
          type="date"
          aria-label={words.from}
          value={range.from}
          onChange={(event) => pick("from", event.currentTarget.value)}
        />
        –
        <TextInput
          type="date"
          aria-label={words.to}
          value={range.to}
          onChange={(event) => pick("to", event.currentTarget.value)}
        />
      </span>
    </>
  );
}
