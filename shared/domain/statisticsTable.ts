import {
  type FigureName,
  type FigureUnit,
  figureDefinitions,
  figureNames,
  serviceLevelFormulas,
} from "./statisticsDefinitions.ts";
import type { FigureValue, FigureValues, StatisticsReport } from "./statisticsReport.ts";
import { type Instant, siteTimeText } from "./time.ts";

/** Text, a number, or nothing to show. */
export type Cell = string | number | null;

/**
 * Rows as a CSV file (RFC 4180) that a spreadsheet opens as it is: UTF-8 with a byte order mark, lines ended by
 * CR LF, text in quotes, numbers bare.
 */
export function toCsv(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((row) => `${row.map(toField).join(",")}\r\n`);
  return `\uFEFF${lines.join("")}`;
}

/**
 * One line per agent and one for the team, under a header and over a footer that says who took it out and when.
 * Durations are in seconds, exact to the millisecond; quotients come with what was divided by what.
 */
export function statisticsTable(statistics: StatisticsReport, options: TableOptions): Cell[][] {
  const { language, figures = figureNames } = options;
  const words = tableWords[language];
  const reasons = options.figures ? [] : reasonColumns(statistics, options);
  const header = [
    words.agent,
    words.from,
    words.to,
    ...figures.flatMap((name) => headings(name, statistics, language)),
    ...reasons.map((column) => column.heading),
  ];
  const line = (who: string, of: FigureValues): Cell[] => [
    who,
    statistics.from,
    statistics.to,
    ...figures.flatMap((name) => cells(name, of.figures[name])),
    ...reasons.map((column) => column.seconds(of)),
  ];
  const { by, at } = options.exported;
  const footer: Cell[] = [
    `${words.exportedBy} ${by}`,
    `${words.exportedAt} ${siteTimeText(at)}`,
    `${words.countedAt} ${siteTimeText(statistics.countedAt)}`,
    ...header.slice(3).map(() => null),
  ];
  return [
    header,
    ...statistics.agents.map((agent) => line(agentCell(agent, language), agent)),
    ...(options.withoutTeam ? [] : [line(words.team, statistics.team)]),
    footer,
  ];
}

/**
 * `figures`: those that are shown, in that order; left out, all of them with the reasons of busy and break, for which
 * `reasons` holds the words. `withoutTeam`: one's own work alone.
 */
export type TableOptions = {
  language: "zh" | "en";
  exported: { by: string; at: Instant };
  figures?: readonly FigureName[];
  withoutTeam?: boolean;
  reasons?: ReadonlyMap<string, string>;
};

/** What every figure means, to go with the table. */
export function definitionsTable(
  statistics: Quoted,
  language: "zh" | "en",
  figures: readonly FigureName[] = figureNames,
): Cell[][] {
  const words = tableWords[language];
  return [
    [words.figure, words.definition, words.formula],
    ...figures.map((name) => {
      const { definition, formula } = figureDefinitions[name];
      return [
        nameOf(name, statistics, language),
        definition[language],
        name === "serviceLevel" ? formulaInForce(statistics, language) : formula[language],
      ];
    }),
  ];
}

/** With the service level in force. */
type Quoted = Pick<StatisticsReport, "serviceLevel">;

/** `服务水平 80/20`: the name with its target, as the figure is quoted. */
export function nameOf(name: FigureName, { serviceLevel }: Quoted, language: "zh" | "en"): string {
  const label = figureDefinitions[name].name[language];
  if (name !== "serviceLevel") return label;
  return `${label} ${Math.round(serviceLevel.targetShare * 100)}/${serviceLevel.withinSeconds}`;
}

/** The service level's formula with its seconds filled in. */
export function formulaInForce({ serviceLevel }: Quoted, language: "zh" | "en"): string {
  const formula = serviceLevelFormulas[serviceLevel.formula][language];
  return formula.replaceAll(/\bY(?= )/g, String(serviceLevel.withinSeconds));
}

const tableWords = {
  zh: {
    agent: "坐席",
    team: "合计",
    from: "起始日",
    to: "截止日",
    exportedBy: "导出人",
    exportedAt: "导出时刻",
    countedAt: "统计时刻",
    inSeconds: "（秒）",
    numerator: "分子",
    denominator: "分母",
    figure: "指标",
    definition: "定义",
    formula: "算法",
    noReason: "未注明",
  },
  en: {
    agent: "Agent",
    team: "Total",
    from: "From",
    to: "To",
    exportedBy: "Exported by",
    exportedAt: "Exported at",
    countedAt: "Counted at",
    inSeconds: " (s)",
    numerator: "numerator",
    denominator: "denominator",
    figure: "Figure",
    definition: "Definition",
    formula: "Formula",
    noReason: "no reason",
  },
};

/** In a unit of milliseconds; written as seconds. */
const durations: ReadonlySet<FigureUnit> = new Set(["ms", "mean-ms", "rank-ms"]);
/** Worth nothing without what was divided by what. */
const quotients: ReadonlySet<FigureUnit> = new Set(["mean-ms", "share", "per-100"]);

function headings(name: FigureName, statistics: Quoted, language: "zh" | "en"): string[] {
  const words = tableWords[language];
  const { unit } = figureDefinitions[name];
  const short = nameOf(name, statistics, language);
  const full = name === "serviceLevel" ? `${short}（${formulaInForce(statistics, language)}）` : short;
  const label = durations.has(unit) ? `${full}${words.inSeconds}` : full;
  if (!quotients.has(unit)) return [label];
  const over = unit === "mean-ms" ? `${words.numerator}${words.inSeconds}` : words.numerator;
  return [label, `${short} ${over}`, `${short} ${words.denominator}`];
}

function cells(name: FigureName, figure: FigureValue): Cell[] {
  const { unit } = figureDefinitions[name];
  const scale = durations.has(unit) ? 1000 : 1;
  if (!quotients.has(unit)) return [figure.value === null ? null : figure.value / scale];
  const rounded = figure.value === null ? null : round(figure.value / scale);
  return [rounded, figure.numerator / (unit === "mean-ms" ? 1000 : 1), figure.denominator];
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** Written with a word before it: a spreadsheet would read 061 as the number 61. */
function agentCell(
  { agentId, name }: { agentId: string; name: string | null },
  language: "zh" | "en",
): string {
  return name === null ? `${tableWords[language].agent} ${agentId}` : `${name} ${agentId}`;
}

function reasonColumns({ team }: StatisticsReport, { language, reasons }: TableOptions) {
  const words = tableWords[language];
  return (["busy", "break"] as const).flatMap((state) => {
    const key = state === "busy" ? "busyByReason" : "breakByReason";
    return team[key].map(({ reason }) => {
      const label = reason === null ? words.noReason : (reasons?.get(reason) ?? reason);
      return {
        heading: `${figureDefinitions[state].name[language]}·${label}${words.inSeconds}`,
        seconds: (of: FigureValues) =>
          (of[key].find((each) => each.reason === reason)?.figure.numerator ?? 0) / 1000,
      };
    });
  });
}

/**
 * A cell that begins like a formula is run by the spreadsheet that opens it, so it gets an apostrophe in front (OWASP,
 * CSV injection). Full-width signs and signs behind blanks or control characters count too.
 */
function toField(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return Number.isFinite(cell) ? String(cell) : "";
  const safe = looksLikeFormula.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}

const looksLikeFormula = /^(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n])/u;
