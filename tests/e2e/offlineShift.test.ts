import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Books, seatBooks, serverBooks, waitingRows } from "../support/books.ts";
import { fillComplaint, submitComplaint } from "../support/consoleActions.ts";
import type { SeatHost } from "../support/desk.ts";
import { type ExchangeDesk, openExchangeDesk } from "../support/exchangeDesk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

/** 4 calls in the short form; a whole shift of 30 for the full numbers. */
const calls = process.env.ZUOXI_LONG ? 30 : 4;
/** What is asked, and a word of the answer that no other answer begins with. */
const questions = [
  ["产假能休多久", "产假"],
  ["年休假", "年休假"],
  ["工伤认定", "工伤"],
  ["失业保险金", "失业"],
] as const;

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium"]))(
  "a shift without the centre: the server is away from log-in on, the exchange is there",
  () => {
    let around: ExchangeDesk;
    let page: Page;
    const given: string[] = [];

    beforeAll(async () => {
      around = await openExchangeDesk();
      const first = await around.startSeat("seat", "8001", around.server.code);
      await untilAccountsCame(first);
      await around.desk.kill(around.server.child);
      await around.desk.kill(first.child);
      page = await around.openPage(await around.startSeat("seat", "8001", null));
    });
    afterEach(({ task }) => keepPicture(page, task));
    afterAll(() => around?.close());

    const statusBar = () => page.getByRole("contentinfo");
    const folder = () => around.desk.folder;

    /** Away, since when, and as many rows waiting as the seat's file holds. */
    const barIsTrue = () =>
      eventually(
        "the status bar says what is the case",
        async () => {
          const said = await statusBar().innerText();
          const isAway = /服务器 (离线|正在连接)/.test(said);
          return isAway && pendingSaid(said) === waitingRows(folder(), "seat");
        },
        4_000,
      );

    test("061 signs in with the account received before, told that the server is away", async () => {
      await page.getByText("服务器连不上，按最近一次收到的账号登录。").waitFor();
      await around.signIn(page, "061");
      await statusBar()
        .getByText(/服务器 离线 · 上次联系 .+前/)
        .waitFor();
      await barIsTrue();
    });

    test(`${calls} citizens call; each is heard, answered from the library and written up`, async () => {
      await page.keyboard.press("F10");
      await around.untilAt("8001", "ready");
      for (let call = 0; call < calls; call += 1) await serve(call);
      const said = await statusBar().innerText();
      expect(pendingSaid(said)).toBeGreaterThanOrEqual(calls * 6);
    }, 900_000);

    test("one's own statistics count the day", async () => {
      await page.getByText(new RegExp(`今日\\s*接听\\s*${calls}`)).waitFor();
      await page.keyboard.press("Alt+4");
      await page.getByRole("button", { name: `接通 ${calls}`, exact: true }).waitFor();
      await page.getByRole("button", { name: `工单 ${given.length}`, exact: true }).waitFor();
      await page.keyboard.press("Alt+1");
      await barIsTrue();
    });

    test("the server is back: everything arrives once and in order, and says what the seat says", async () => {
      around.server = await around.desk.startServer();
      await statusBar().getByText("已同步").waitFor({ timeout: 20_000 });
      await page.getByRole("button", { name: /退出/ }).click();
      await page.getByLabel("工号").waitFor();
      await eventually("the last facts are at the server", () => waitingRows(folder(), "seat") === 0);
      await around.desk.kill(around.server.child);
      const [seat, server] = [seatBooks(folder(), "seat"), await serverBooks(folder())];
      expect(server.rows).toEqual(seat.rows);
      expect(server.rows.map(({ seq }) => seq)).toEqual(server.rows.map((_, index) => index + 1));
      expect(new Set(server.rows.map(({ outcome }) => outcome))).toEqual(new Set(["ok"]));
      expect([...server.tickets.keys()].toSorted()).toEqual(given.toSorted());
      expect(server.tickets).toEqual(seat.tickets);
      expect(asTheSeatHasThem(server, seat)).toEqual(seat.facts);
      expect([...seat.facts.values()].filter(isAnsweredCall)).toHaveLength(calls);
      expect(server.rows.filter(({ kind }) => kind === "consultation.put")).toHaveLength(calls);
    });

    async function serve(call: number) {
      const { citizen } = around;
      citizen.call("12333");
      await page
        .getByText(/来电 138 0013 8000/)
        .first()
        .waitFor();
      await page.keyboard.press("F2");
      await eventually(
        "the agent hears the citizen",
        async () => (await page.evaluate(() => window.hearsTone(600))) > -45,
      );
      await page.keyboard.press("Control+k");
      const [question, word] = questions[call % questions.length] ?? questions[0];
      await page.keyboard.type(question);
      const best = page.getByRole("listbox", { name: "搜索结果" }).getByRole("option").first();
      await best.filter({ hasText: word }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("article", { name: "条文" }).waitFor();
      await page.keyboard.press("Control+i");
      await page
        .getByRole("region", { name: "引用依据" })
        .getByText(/依据《.+》/)
        .first()
        .waitFor();
      const isComplaint = call % 2 === 1;
      if (isComplaint) {
        await page.keyboard.press("Control+d");
        await fillComplaint(page, `杭州示例第${call}有限公司`);
        given.push(await submitComplaint(page));
      }
      await barIsTrue();
      citizen.hangUp();
      // The exchange knows of the end before the desk does.
      await page.getByRole("region", { name: "通话" }).getByText("通话结束").waitFor();
      await page.getByLabel("主题").selectOption({ index: 1 });
      await page.getByLabel("处理结果").selectOption(isComplaint ? "complaint" : "answered");
      await page.keyboard.press("F10");
      await around.untilAt("8001", "ready");
      await barIsTrue();
    }
  },
);

/** Enrols and receives the people, as a seat does on the day before. */
async function untilAccountsCame(seat: SeatHost): Promise<void> {
  const client = await connectToHost(seat.url);
  await untilEnrolled(client);
  client.close();
}

function pendingSaid(bar: string): number {
  return Number(/待同步 (\d+)/.exec(bar)?.[1] ?? 0);
}

/** The server keeps a fact with its marks; the seat keeps those beside it. */
function asTheSeatHasThem(server: Books, seat: Books): Map<string, unknown> {
  return new Map(
    [...server.facts].map(([id, fact]) => {
      const known = Object.keys(seat.facts.get(id) ?? {});
      return [id, Object.fromEntries(Object.entries(fact as object).filter(([key]) => known.includes(key)))];
    }),
  );
}

function isAnsweredCall(fact: unknown): boolean {
  return typeof fact === "object" && fact !== null && "answeredAt" in fact && fact.answeredAt !== null;
}
