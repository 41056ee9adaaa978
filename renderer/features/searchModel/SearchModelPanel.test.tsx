import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { libraryModels } from "../../../db/libraryModels.ts";
import { openSeatDatabase } from "../../../db/open.ts";
import { readModel, writeModel } from "../../../electron/backend/library/learned/searchModel.ts";
import type { ModelReport } from "../../../shared/domain/searchModel.ts";
import { openTestSeat, type TestSeat } from "../../../tests/support/testSeat.ts";
import { SearchModelPanel } from "./SearchModelPanel.tsx";

let seat: TestSeat;

/** A model that knows two characters; `scale` tells its encoder from another. */
const modelOf = (scale: number) =>
  writeModel({
    entries: ["#工", "#假"],
    table: Int8Array.from({ length: 256 }, (_, at) => (at % 255) - 127),
    askScale: Float32Array.of(scale, 1),
    tellScale: Float32Array.of(1, 1),
    centres: Float32Array.from({ length: 128 }, () => 0.09),
    ranking: { names: ["plain"], mean: [0], deviation: [1], weight: [1] },
    leastNear: 0.3,
    popular: {},
    card: {
      madeOn: "2026-11-20",
      passages: 300,
      questions: 1_200,
      figures: { "real questions, random folds": { questions: 77, mrr10: 0.55, r10: 0.66 } },
    },
  });

const quality = (mrr10: number) => ({ mrr10, r10: 0.6, ndcg5: 0.5 });
const compared = (after: number, low: number, high: number): ModelReport["own"] => ({
  ...{ questions: 80, before: quality(0.4), after: quality(after), current: null },
  differences: {
    mrr10: { difference: after - 0.4, low, high },
    r10: { difference: 0, low: -0.01, high: 0.01 },
    ndcg5: { difference: 0, low: -0.01, high: 0.01 },
  },
  better: {
    count: 1,
    listed: [{ query: "散伙费找谁要", title: "劳动合同法", label: "第四十七条", before: null, after: 1 }],
  },
  worse: { count: 0, listed: [] },
});

function keepCandidate(own: ModelReport["own"]): void {
  const db = openSeatDatabase({ file: join(seat.folder, "seat.db"), key: seat.key });
  const file = modelOf(2);
  const report: ModelReport = {
    ...{ queries: 80, clauses: 40, cited: 60, opened: 95, anchors: 600, ranking: "kept", own },
    ...{ shipped: compared(0.4, -0.01, 0.01), tookMs: 71_400 },
  };
  libraryModels(db).put("candidate", {
    ...{ file, encoder: readModel(file).encoderId, base: readModel(modelOf(1)).encoderId },
    ...{ report: JSON.stringify(report), madeAt: "2026-11-23T01:00:00.000Z", madeBy: "001" },
    ...{ acceptedAt: null, acceptedBy: null },
  });
  db.close();
}

beforeEach(async () => {
  const first = openTestSeat();
  await first.close({ keep: true });
  const modelFile = join(first.folder, "shipped.bin");
  writeFileSync(modelFile, modelOf(1));
  seat = openTestSeat({ folder: first.folder, key: first.key, modelFile });
  await seat.signIn("001");
});
afterEach(async () => {
  cleanup();
  await seat.close();
  rmSync(seat.folder, { recursive: true, force: true });
});

function show(): void {
  render(
    <MantineProvider>
      <SearchModelPanel api={seat.api} />
    </MantineProvider>,
  );
}

test("says which model ranks, what was measured of it, and how many queries are missing before a training", async () => {
  show();
  expect(await screen.findByText(/2026-11-20 制成，学了 1,200 个问题/)).toBeTruthy();
  expect(screen.getByText(/真实问题，题目没见过（77 个）.*0\.550.*0\.660/)).toBeTruthy();
  expect(screen.getByText("还差 60 种查询才能训练。")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "重新训练" }).disabled).toBe(true);
  expect(screen.queryByRole("button", { name: "恢复出厂模型" })).toBeNull();
});

test("shows a training's effect with its interval and the questions that moved; accepted, it ranks, and one button goes back", async () => {
  keepCandidate(compared(0.46, 0.02, 0.1));
  show();
  const result = await screen.findByRole("region", { name: "训练结果" });
  expect(within(result).getByText(/变好了/)).toBeTruthy();
  expect(within(result).getByText("+0.060（+0.020 – +0.100）")).toBeTruthy();
  expect(within(result).getAllByText(/散伙费找谁要/).length).toBeGreaterThan(0);
  fireEvent.click(within(result).getByRole("button", { name: "采用" }));
  expect(await screen.findByText(/由 001 采用/)).toBeTruthy();
  expect(screen.queryByRole("region", { name: "训练结果" })).toBeNull();
  fireEvent.click(await screen.findByRole("button", { name: "恢复出厂模型" }));
  fireEvent.click(screen.getByRole("button", { name: "确定恢复出厂" }));
  expect(await screen.findByText("出厂")).toBeTruthy();
});

test("one that gains nothing for certain is taken only when asked a second time", async () => {
  keepCandidate(compared(0.41, -0.01, 0.03));
  show();
  const result = await screen.findByRole("region", { name: "训练结果" });
  expect(within(result).getByText(/看不出差别/)).toBeTruthy();
  fireEvent.click(within(result).getByRole("button", { name: "采用" }));
  expect(within(result).getByRole("button", { name: "仍要采用" })).toBeTruthy();
  fireEvent.click(within(result).getByRole("button", { name: "不采用" }));
  await screen.findByText("还差 60 种查询才能训练。");
  await expect.poll(() => screen.queryByRole("region", { name: "训练结果" })).toBeNull();
});
