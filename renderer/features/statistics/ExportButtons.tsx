import { Button } from "@mantine/core";
import { IconFileSpreadsheet, IconFileTypeCsv } from "@tabler/icons-react";
import { useState } from "react";
import { useStore } from "zustand";
import { useStatisticsText } from "../../ui/statisticsText.ts";
import { languageOf, useText } from "../../ui/text.ts";
import { csvOf, excelOf, saveFile } from "./exportReport.ts";
import { shownFigures } from "./mainFigures.ts";
import type { StatisticsStore } from "./statistics.store.ts";

/** Saves exactly the figures on the screen; who and when stands in the last line and in the audit. */
export function ExportButtons({ statistics }: { statistics: StatisticsStore }) {
  const text = useText();
  const words = useStatisticsText();
  const { scope, all, result } = useStore(statistics);
  const [isBusy, setBusy] = useState(false);
  const save = async (format: "csv" | "xlsx") => {
    if (result.name !== "ready") return;
    const { report } = result;
    const exported = await statistics.actions.announceExport(format);
    if (!exported) return;
    const options = {
      language: languageOf(text),
      figures: shownFigures(all),
      withoutTeam: scope === "own",
      exported,
      sheets: { figures: words.heading, definitions: words.definitions },
    };
    const content = format === "csv" ? csvOf(report, options) : await excelOf(report, options);
    saveFile(`${scope === "own" ? words.own : words.team} ${report.from}–${report.to}.${format}`, content);
  };
  const run = (format: "csv" | "xlsx") => {
    setBusy(true);
    void save(format).finally(() => setBusy(false));
  };
  return (
    <>
      <Button
        disabled={isBusy}
        leftSection={<IconFileTypeCsv size={16} aria-hidden />}
        onClick={() => run("csv")}
      >
        {words.csv}
      </Button>
      <Button
        disabled={isBusy}
        leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
        onClick={() => run("xlsx")}
      >
        {words.excel}
      </Button>
    </>
  );
}
