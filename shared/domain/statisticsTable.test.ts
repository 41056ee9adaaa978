import { describe, expect, test } from "vitest";
import { at, call, facts, id, interval } from "../../tests/support/statisticsFacts.ts";
import {
  defaultServiceLevel,
  figureDefinitions,
  figureNames,
  type ServiceLevelFormula,
} from "./statisticsDefinitions.ts";
import { reportOf } from "./statisticsReport.ts";
import { type Cell, definitionsTable, formulaInForce, statisticsTable, toCsv } from "./statisticsTable.ts";

const day = "2026-11-23";

function count(formula: ServiceLevelFormula = "of-offered") {
  return reportOf(
    facts({
      calls: [
        call(1, ["09:00:00", "09:00:04", "09:01:04"]),
        call(2, ["09:02:00", null, "09:02:07"], { endReason: "abandoned" }),
        call(3, ["09:00:00", "09:00:10", "09:00:40"], { agentId: "101" }),
      ],
      intervals: [
        interval(10, "busy", ["09:05:00", "09:06:30"], { reason: "training" }),
        interval(11, "wrap-up", ["09:01:04", "09:02:00"], { callId: id(1) }),
      ],
    }),
    { from: day, to: day, now: at("12:00:00"), serviceLevel: { ...defaultServiceLevel, formula } },
    new Map([["061", "王芳"]]),
  );
}

describe("the definitions", () => {
  test("give every figure a name of its own, a sentence and a formula in both languages", () => {
    for (const language of ["zh", "en"] as const) {
      const names = figureNames.map((name) => figureDefinitions[name].name[language]);
      expect(new Set(names).size).toBe(names.length);
      for (const name of figureNames) {
        const { definition, formula } = figureDefinitions[name];
        expect(definition[language]).toMatch(language === "zh" ? /。$/u : /\.$/u);
        expect(formula[language]).not.toBe("");
      }
    }
  });

  test.each([
    ["of-offered", "20 秒内接通 ÷ 呼入"],
    ["of-answered", "20 秒内接通 ÷ 接通"],
    ["late-abandons-only", "20 秒内接通 ÷（接通＋20 秒后放弃）"],
    ["early-abandons-served", "（20 秒内接通＋20 秒内放弃）÷ 呼入"],
  ] as const)("print the service level's formula %s with its seconds", (formula, expected) => {
    expect(formulaInForce(count(formula), "zh")).toBe(expected);
    expect(definitionsTable(count(formula), "zh").find(([name]) => name === "服务水平 80/20")?.[2]).toBe(
      expected,
    );
  });
});

describe("the table", () => {
  const rows = statisticsTable(count(), {
    language: "zh",
    exported: { by: "班长 101", at: "2026-11-23T04:05:00.000Z" },
    reasons: new Map([["training", "培训"]]),
  });
  const column = (heading: string) => {
    const index = rows[0]!.indexOf(heading);
    return index === -1 ? "no such column" : rows.slice(1, -1).map((row) => row[index]);
  };

  test("has a line for every agent and the team, with leading zeros kept", () => {
    expect(column("坐席")).toEqual(["王芳 061", "坐席 101", "合计"]);
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
  });

  test.each([
    ["呼入", [2, 1, 3]],
    ["接通率", [0.5, 1, 0.6667]],
    ["接通率 分子", [1, 1, 2]],
    ["接通率 分母", [2, 1, 3]],
    ["服务水平 80/20（20 秒内接通 ÷ 呼入）", [0.5, 1, 0.6667]],
    ["服务水平 80/20 分母", [2, 1, 3]],
    ["平均处理时长（秒）", [116, 30, 73]],
    ["平均处理时长 分子（秒）", [116, 30, 146]],
    ["应答速度中位数（秒）", [4, 10, 4]],
    ["示忙时长·培训（秒）", [90, 0, 90]],
    ["占用率", [1, 1, 1]],
    ["按时办结率", [null, null, null]],
  ])("shows %s", (heading, expected) => {
    expect(column(heading)).toEqual(expected);
  });

  test("says in its last line who took it out, when, and how far it was counted", () => {
    expect(rows.at(-1)!.filter((cell) => cell !== null)).toEqual([
      "导出人 班长 101",
      "导出时刻 2026-11-23 12:05:00",
      "统计时刻 2026-11-23 12:00:00",
    ]);
  });

  test("holds only the figures that are shown, and no team under one's own work", () => {
    const shown = statisticsTable(count(), {
      language: "zh",
      exported: { by: "王芳 061", at: "2026-11-23T04:05:00.000Z" },
      figures: ["answered", "answerRate"],
      withoutTeam: true,
    });
    expect(shown[0]).toEqual(["坐席", "起始日", "截止日", "接通", "接通率", "接通率 分子", "接通率 分母"]);
    expect(shown.slice(1, -1).map(([who]) => who)).toEqual(["王芳 061", "坐席 101"]);
  });
});

describe("a CSV file", () => {
  test("begins with a byte order mark, quotes text and ends every line with CR LF", () => {
    expect(toCsv([["坐席", 'say "yes", then\r\ngo', 1.5, null], []])).toBe(
      '\uFEFF"坐席","say ""yes"", then\r\ngo",1.5,\r\n\r\n',
    );
  });

  test.each([
    ["=1+1", "'=1+1"],
    ["+8613800138000", "'+8613800138000"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\rx", "'\rx"],
    ["  =1", "'  =1"],
    ["\u200B=1", "'\u200B=1"],
    ["\uFEFF=1", "'\uFEFF=1"],
    ["＝1", "'＝1"],
    ["2026-11-23", "2026-11-23"],
    ["王芳 061", "王芳 061"],
    ["a=b", "a=b"],
  ])("writes %j so that no spreadsheet runs it", (text, expected) => {
    expect(toCsv([[text]])).toBe(`\uFEFF"${expected}"\r\n`);
  });

  test.each<[Cell, string]>([
    [-3, "-3"],
    [0, "0"],
    [Number.NaN, ""],
    [null, ""],
  ])("writes %s bare", (cell, expected) => {
    expect(toCsv([[cell]])).toBe(`\uFEFF${expected}\r\n`);
  });
});
