import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { uuidv7 } from "uuidv7";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultServiceLevel, figureNames } from "../../../shared/domain/statisticsDefinitions.ts";
import {
  type AgentReport,
  reportOf,
  type StatisticsReport,
} from "../../../shared/domain/statisticsReport.ts";
import { statisticsTable } from "../../../shared/domain/statisticsTable.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { unzipText } from "../../../tests/support/unzip.ts";
import { createReferenceStore } from "../record/reference.store.ts";
import { csvOf, excelOf } from "./exportReport.ts";
import { StatisticsScreen } from "./StatisticsScreen.tsx";
import { createStatisticsStore, type StatisticsState, type StatisticsStore } from "./statistics.store.ts";

let seat: TestSeat;
beforeEach(() => {
  seat = openTestSeat({ today: "2026-11-23" });
});
afterEach(() => seat.close());

const range = { from: "2026-11-23", to: "2026-11-23" };

function until(store: StatisticsStore, fits: (state: StatisticsState) => boolean): Promise<StatisticsState> {
  if (fits(store.getState())) return Promise.resolve(store.getState());
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!fits(state)) return;
      stop();
      resolve(state);
    });
  });
}

async function takeCall(): Promise<void> {
  const at = (time: string) => `2026-11-23T00:${time}.000Z`;
  const times = { ringingAt: at("10:00"), answeredAt: at("10:05"), endedAt: at("12:05") };
  const leg = { callId: uuidv7(), number: "13800138621", queue: null, menu: null, heldMs: 0, ...times };
  await seat.api.call("calls.record", {
    leg: { ...leg, line: "exchange", direction: "inbound", endReason: "caller" },
  });
}

test("an agent sees the own figures and opens one of them", async () => {
  await seat.signIn("061");
  await takeCall();
  const statistics = createStatisticsStore(seat.api);
  await statistics.actions.choose({ scope: "own", range });
  const agent = { agentId: "061", name: "沈佳", role: "agent", site: "hangzhou" } as const;
  const reference = createReferenceStore(seat.api);
  render(
    <MantineProvider>
      <StatisticsScreen statistics={statistics} agent={agent} reference={reference} />
    </MantineProvider>,
  );
  expect(screen.queryByRole("button", { name: "团队" })).toBeNull();
  fireEvent.click(await screen.findByRole("button", { name: "通话时长 2:00" }));
  await screen.findByText("呼入 · 138****8621 · 来电人挂断");
  expect(screen.getByRole("complementary", { name: "通话时长" }).textContent).toContain("接听至结束 − 保持");
  fireEvent.click(screen.getByRole("button", { name: "关闭" }));
  expect(screen.queryByRole("complementary")).toBeNull();
});

test("a lead without the server is told so, and nothing of one person stays for the next", async () => {
  await seat.signIn("101");
  const statistics = createStatisticsStore(seat.api);
  await statistics.actions.choose({ scope: "team", range });
  expect((await until(statistics, ({ result }) => result.name === "failed")).result).toMatchObject({
    problem: { rule: "statistics.needsServer" },
  });
  await statistics.actions.choose({ scope: "own" });
  expect(statistics.getState().result.name).toBe("ready");
  statistics.actions.forget();
  expect(statistics.getState()).toMatchObject({ range: null, result: { name: "loading" }, open: null });
});

test("a reply that comes after another question is not shown", async () => {
  await seat.signIn("061");
  await takeCall();
  const statistics = createStatisticsStore(seat.api);
  const first = statistics.actions.choose({ scope: "own", range });
  await statistics.actions.choose({ range: { from: "2026-11-20", to: "2026-11-20" } });
  await first;
  expect(statistics.getState().result).toMatchObject({ name: "ready", report: { from: "2026-11-20" } });
});

/** A whole centre: more cells than the packer takes on one sheet without a worker of its own. */
function wholeCentre(): StatisticsReport {
  const facts = { calls: [], intervals: [], tickets: [], consultations: [] };
  const options = {
    ...range,
    now: Date.parse("2026-11-23T10:00:00.000Z"),
    serviceLevel: defaultServiceLevel,
  };
  const report = reportOf(facts, options, new Map());
  const agents = Array.from({ length: 200 }, (_, index): AgentReport => {
    const figures = Object.fromEntries(
      figureNames.map((name, column) => {
        const numerator = index * 100_003 + column * 7_919;
        return [name, { value: numerator / 3, numerator, denominator: 3 }];
      }),
    ) as AgentReport["figures"];
    return { ...report.team, agentId: String(100 + index), name: "张三", figures };
  });
  return { ...report, agents };
}

const options = {
  language: "zh" as const,
  figures: figureNames,
  withoutTeam: false,
  exported: { by: "李红梅 101", at: "2026-11-23T10:00:00.000Z" },
  sheets: { figures: "统计", definitions: "指标定义" },
};

test("the workbook of a whole centre holds every number of the CSV file, over several sheets", async () => {
  const report = wholeCentre();
  const xlsx = Buffer.from(await (await excelOf(report, options)).arrayBuffer());
  const names = [...unzipText(xlsx, "xl/workbook.xml").matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(2);
  expect(names.at(-1)).toBe("指标定义");
  const sheets = names.slice(0, -1).map((_, index) => unzipText(xlsx, `xl/worksheets/sheet${index + 1}.xml`));
  // Above this the packer starts a worker, which the page's security policy would stop.
  expect(Math.max(...sheets.map((sheet) => Buffer.byteLength(sheet)))).toBeLessThan(160_000);
  const inCells = sheets.flatMap((sheet) =>
    [...sheet.matchAll(/<c (?![^>]*t="s")[^>]*><v>([^<]+)<\/v>/g)].map(([, value]) => Number(value)),
  );
  const inTable = statisticsTable(report, options).flat();
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const numbers = inTable.filter((cell) => typeof cell === "number");
  expect(inCells).toHaveLength(numbers.length);
  expect(sum(inCells)).toBeCloseTo(sum(numbers), 3);
});

test("the CSV file ends with who took it out", async () => {
  const text = await csvOf(wholeCentre(), options).text();
  expect(text.trimEnd().split("\r\n").at(-1)).toContain('"导出人 李红梅 101","导出时刻 2026-11-23 18:00:00"');
});
