import type { FigureName } from "../../../shared/domain/statisticsDefinitions.ts";
import type { StatisticsReport } from "../../../shared/domain/statisticsReport.ts";
import {
  type Cell,
  definitionsTable,
  statisticsTable,
  toCsv,
} from "../../../shared/domain/statisticsTable.ts";
import type { Language } from "../../ui/text.ts";

export type ExportOptions = {
  language: Language;
  figures: readonly FigureName[];
  withoutTeam: boolean;
  exported: { by: string; at: string };
  /** Names of the sheets. */
  sheets: { figures: string; definitions: string };
};

export function csvOf(report: StatisticsReport, options: ExportOptions): Blob {
  return new Blob([toCsv(statisticsTable(report, options))], { type: "text/csv;charset=utf-8" });
}

/** The same cells as the CSV file, and on a sheet of their own what the figures mean. */
export async function excelOf(report: StatisticsReport, options: ExportOptions): Promise<Blob> {
  const { default: writeExcelFile } = await import("write-excel-file/universal");
  const parts = inParts(statisticsTable(report, options));
  const sheets = parts.map((rows, index) => ({
    sheet: parts.length === 1 ? options.sheets.figures : `${options.sheets.figures} ${index + 1}`,
    data: rows.map((row, line) => row.map((cell) => (line === 0 ? { value: String(cell), ...head } : cell))),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
    columns: (rows[0] ?? []).map((_, column) => ({ width: column === 0 ? 22 : 14 })),
  }));
  const definitions = {
    sheet: options.sheets.definitions,
    data: definitionsTable(report, options.language, options.figures).map((row) => [...row]),
    columns: [{ width: 18 }, { width: 70 }, { width: 50 }],
  };
  return await writeExcelFile([...sheets, definitions]).toBlob();
}

const head = { fontWeight: "bold", wrap: true } as const;

/**
 * A part of a workbook above some 160 kB would be packed by a worker made from a blob, which the page's security
 * policy does not allow; so many columns go to several sheets, each with the names in front.
 */
function inParts(rows: Cell[][]): Cell[][][] {
  const width = rows[0]?.length ?? 0;
  const most = Math.max(2, Math.floor(cellsPerSheet / Math.max(1, rows.length)));
  if (width <= most) return [rows];
  const parts: Cell[][][] = [];
  for (let from = 1; from < width; from += most - 1)
    parts.push(rows.map((row) => [row[0] ?? null, ...row.slice(from, from + most - 1)]));
  return parts;
}

const cellsPerSheet = 3_000;

/** Hands the browser a file to save. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken what it needs by the time this task ends.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
