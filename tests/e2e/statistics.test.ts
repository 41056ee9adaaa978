import { readFileSync } from "node:fs";
import type { Browser, Download, Page } from "playwright-core";
import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import type { CallLeg } from "../../shared/domain/call.ts";
import { siteDay, siteDayStart, toInstant } from "../../shared/domain/time.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { type Desk, openDesk, type SeatHost } from "../support/desk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { untilSent } from "../support/seatStatus.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { unzipText } from "../support/unzip.ts";

const midnight = siteDayStart(siteDay(Date.now()));
const at = (minutes: number, seconds = 0) => toInstant(midnight + (minutes * 60 + seconds) * 1000);

describe.runIf(requirePrograms(["chromium"]))("the lead's statistics", () => {
  let desk: Desk;
  let server: Awaited<ReturnType<Desk["startServer"]>>;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    await build({ what: ["renderer", "backend", "loopback"] });
    desk = await openDesk();
    server = await desk.startServer();
    await workOf061();
    const host = await startSeat();
    browser = await launchChromium();
    ({ page, problems } = await openConsole(browser, host.url));
    page.setDefaultTimeout(10_000);
  });
  afterEach(({ task }) => keepPicture(page, task));
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  function startSeat(): Promise<SeatHost> {
    const code = server.code ? { ZUOXI_ENROL_CODE: server.code } : {};
    return desk.startSeat("seat", { ZUOXI_SERVER: server.serverUrl, ...code });
  }

  /** Two calls taken (2:00 with 30 s on hold, 1:00), one lost, one only practised; everything brought to the server. */
  async function workOf061(): Promise<void> {
    const host = await startSeat();
    const client = await connectToHost(host.url);
    await untilEnrolled(client);
    await client.call("session.signIn", { agentId: "061", password: server.passwords["061"] ?? "" });
    const leg = (changes: Partial<CallLeg> & Pick<CallLeg, "ringingAt">) =>
      client.call("calls.record", { leg: { ...blank, callId: uuidv7(), ...changes } });
    const ended = { endReason: "caller" as const };
    await leg({ ...ended, ringingAt: at(1), answeredAt: at(1, 4), endedAt: at(3, 4), heldMs: 30_000 });
    await leg({ ...ended, ringingAt: at(5), answeredAt: at(5, 30), endedAt: at(6, 30) });
    await leg({ ringingAt: at(8), endedAt: at(8, 12), endReason: "abandoned" });
    await leg({ ...ended, line: "practice", ringingAt: at(9), answeredAt: at(9, 1), endedAt: at(19) });
    await untilSent({ api: client });
    client.close();
    await desk.kill(host.child);
  }

  const blank = {
    line: "exchange" as const,
    direction: "inbound" as const,
    number: "13800138621",
    queue: null,
    menu: null,
    answeredAt: null,
    endedAt: null,
    heldMs: 0,
    endReason: null,
  };

  const team = () => page.getByRole("table").first();
  const figure = (name: string) => team().getByRole("button", { name });
  const panel = (name: string) => page.getByRole("complementary", { name });

  test("101 opens the page by key and finds the figures that a count by hand gives", async () => {
    await signInAtConsole(page, "101", server.passwords["101"] ?? "");
    await page.keyboard.press("Alt+4");
    for (const shown of [
      "呼入 3",
      "接通 2",
      "未接通 1",
      "接通率 66.7%",
      "服务水平 80/20 33.3%",
      "通话时长 2:30",
      "保持时长 0:30",
      "工单 0",
      "按时办结率 –",
    ])
      await team()
        .getByRole("button", { name: new RegExp(`^061 .+ ${shown}$`) })
        .waitFor();
    await figure("合计 呼入 3").waitFor();
  });

  test("a figure opens its meaning, its quotient and the masked calls behind it", async () => {
    await team()
      .getByRole("button", { name: /^061 .+ 未接通 1$/ })
      .click();
    const unanswered = panel("未接通");
    await unanswered.getByText("振铃后没有接起就结束的来电。").waitFor();
    await unanswered.getByText("共 1 条记录").waitFor();
    await unanswered.getByText(/138\*\*\*\*8621/).waitFor();
    await team()
      .getByRole("button", { name: /^061 .+ 接通率/ })
      .click();
    await panel("接通率").getByText("2 ÷ 3").waitFor();
    await panel("接通率").getByText("共 3 条记录").waitFor();
    expect(await page.content()).not.toContain("13800138621");
  });

  test("CSV and Excel hold the same numbers, and in the last line who took them out", async () => {
    const csv = (await contentOf(await saved("导出 CSV"))).toString("utf8");
    const lines = csv.trimEnd().split("\r\n");
    const heads = fieldsOf(lines[0]!);
    const own = fieldsOf(lines.find((line) => line.includes("061"))!);
    const inCsv = (name: string) => own[heads.indexOf(name)];
    expect(["呼入", "接通", "未接通", "接通率", "通话时长（秒）", "保持时长（秒）"].map(inCsv)).toEqual([
      ...["3", "2", "1", "0.6667", "150", "30"],
    ]);
    expect(lines.at(-1)).toMatch(/^"导出人 .+ 101","导出时刻 \d{4}-\d\d-\d\d .+","统计时刻 /);

    const xlsx = await contentOf(await saved("导出 Excel"));
    const numbers = (text: string) => [...text.matchAll(/<v>(-?[\d.]+)<\/v>/g)].map(([, value]) => value);
    const sheet = unzipText(xlsx, "xl/worksheets/sheet1.xml");
    const rows = [...sheet.matchAll(/<row .*?<\/row>/gs)].map(([row]) => row);
    expect(rows).toHaveLength(lines.length);
    const line = lines.findIndex((each) => each.includes("061"));
    const isText = /<c [^>]*t="s"/;
    const cells = [...rows[line]!.matchAll(/<c .*?(?:<\/c>|\/>)/gs)].map(([cell]) => cell);
    expect(cells.filter((cell) => !isText.test(cell)).flatMap(numbers)).toEqual(csvNumbers(lines[line]!));
    expect(unzipText(xlsx, "xl/sharedStrings.xml")).toMatch(/导出人 .+ 101/);
  });

  test("without the server it says so, and one's own figures are there", async () => {
    await desk.kill(server.child);
    await page.getByRole("button", { name: "重新统计" }).click();
    await page.getByText(/团队数字由服务器统计，现在连不上/).waitFor();
    await page.getByRole("button", { name: "我的", exact: true }).click();
    await page.getByRole("heading", { name: "我的统计" }).waitFor();
    await page.getByRole("button", { name: "呼入 0" }).click();
    await panel("呼入").getByText("共 0 条记录").waitFor();
    expect(problems).toEqual([]);
  });

  async function saved(button: string): Promise<Download> {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    return download;
  }
});

async function contentOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

function fieldsOf(line: string): string[] {
  return line.split(",").map((field) => field.replace(/^"|"$/g, ""));
}

/** Bare numbers only: what stands in quotes is text. */
function csvNumbers(line: string): string[] {
  return line.split(",").filter((field) => field !== "" && !field.startsWith('"'));
}
