import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { type Citizen, startCitizen } from "../../scripts/pbx/citizen.ts";
import { type Exchange, startExchange } from "../../scripts/pbx/exchange.ts";
import { type ExchangePorts, freePorts } from "../../scripts/pbx/ports.ts";
import { toneSamples, writeWav } from "../../scripts/pbx/tone.ts";
import { launchChromium } from "../support/chromium.ts";
import { fileRecord, fillComplaint, openDraftless, submitComplaint } from "../support/consoleActions.ts";
import { type Desk, openDesk, outputOf, type SeatHost } from "../support/desk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { listenToPage } from "../support/pageEars.ts";
import { acdStateIs } from "../support/pbx/acdStateIs.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

const audible = -45;
const inaudible = -60;
const agentHz = 1000;
const citizenHz = 600;

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium"]))(
  "from ring to synced ticket, on a real exchange and a real server",
  () => {
    let desk: Desk;
    let server: Awaited<ReturnType<Desk["startServer"]>>;
    let exchange: Exchange;
    let ports: ExchangePorts;
    let citizen: Citizen;
    let seat: SeatHost;
    let browser: Browser;
    let page: Page;
    const numbers: string[] = [];

    beforeAll(async () => {
      await build();
      desk = await openDesk();
      ports = await freePorts();
      [server, exchange] = await Promise.all([
        desk.startServer(),
        startExchange({ dir: join(desk.folder, "exchange"), ports }),
      ]);
      citizen = await startCitizen({ dir: join(desk.folder, "citizen"), ports });

      seat = await desk.startSeat("seat", {
        ZUOXI_SERVER: server.serverUrl,
        ZUOXI_ENROL_CODE: server.code ?? "",
        ZUOXI_PHONE: JSON.stringify({ line: "exchange", ...exchange.account("8001") }),
      });
      const microphoneFile = join(desk.folder, "agent.wav");
      writeWav(microphoneFile, toneSamples(agentHz, 20));
      browser = await launchChromium({ microphoneFile });
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
      await context.grantPermissions(["microphone"]);
      context.setDefaultTimeout(10_000);
      page = await context.newPage();
      await listenToPage(page);
      await page.goto(seat.url);
    });
    afterEach(({ task }) => keepPicture(page, task));
    afterAll(async () => {
      await browser?.close();
      await citizen?.stop();
      await exchange?.stop();
      await desk?.close();
    });

    const statusBar = () => page.getByRole("contentinfo");
    const says = (text: string | RegExp) => statusBar().getByText(text).first().waitFor();

    test("061 signs in by keyboard; the status bar tells the age of the registration", async () => {
      await page.getByLabel("工号").waitFor();
      await page.keyboard.type("061");
      await page.keyboard.press("Tab");
      await page.keyboard.type(server.passwords["061"] ?? "");
      await page.keyboard.press("Enter");
      await page.getByLabel("搜索政策").waitFor();
      await says(/已注册 .+前/);
      await page.keyboard.press("F10");
      await eventually("the exchange knows that the agent is ready", () =>
        acdStateIs(exchange, "8001", "ready"),
      );
    });

    test("it rings without taking the caret; F2 answers and each side hears the other", async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("产");
      citizen.call("12333");
      await page
        .getByText(/来电 138 0013 8000/)
        .first()
        .waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("搜索政策");
      await page.keyboard.press("F2");
      await eventually("the agent hears the citizen", async () => (await hears(citizenHz)) > audible);
      await eventually("the citizen hears the agent", () => citizen.hears(agentHz) > audible);
      expect(await hears(agentHz)).toBeLessThan(inaudible);
      expect(citizen.hears(citizenHz)).toBeLessThan(inaudible);
    });

    test("the policy is found while the citizen talks, and cited with document, clause and version", async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.type("产假能休多久");
      await page.getByRole("listbox", { name: "搜索结果" }).getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("article", { name: "条文" }).waitFor();
      await page.keyboard.press("Control+i");
      await page
        .getByRole("region", { name: "引用依据" })
        .getByText(/依据《.+》/)
        .waitFor();
    });

    test("the complaint is read back and confirmed; a number is given out and the server holds it once", async () => {
      await page.keyboard.press("Control+d");
      await fillComplaint(page, "杭州示例制造有限公司");
      numbers.push(await submitComplaint(page));
      await says("已同步");
      expect(await numbersAtServer()).toEqual(numbers);
    });

    test("a status change made at the server appears at the seat", async () => {
      await page.keyboard.press("Alt+2");
      await page
        .getByText(numbers[0] ?? "")
        .first()
        .waitFor();
      await cli("move", numbers[0] ?? "", "accepted", "--reason", "材料齐全");
      await eventually(
        "the seat shows 已受理",
        () => page.getByRole("main").getByText("已受理").filter({ visible: true }).isVisible(),
        2_000,
      );
      await page.keyboard.press("Alt+1");
    });

    test("wrap-up with topic and outcome ends, and the desk is ready for the next call", async () => {
      citizen.hangUp();
      await page.getByLabel("主题").selectOption({ index: 1 });
      await page.getByLabel("处理结果").selectOption("complaint");
      await page.keyboard.press("F10");
      await eventually("ready again", () => acdStateIs(exchange, "8001", "ready"));
    });

    test("two tickets taken while the server lies dead arrive once, in order, when it is back", async () => {
      await desk.kill(server.child);
      for (const unit of ["杭州甲示例有限公司", "杭州乙示例有限公司"]) {
        await openDraftless(page);
        await page.keyboard.press("Control+d");
        await fillComplaint(page, unit);
        numbers.push(await submitComplaint(page));
        await says(/待同步 \d+/);
        await fileRecord(page);
      }
      await desk.startServer();
      await says("已同步");
      expect(await numbersAtServer()).toEqual(numbers);
    });

    function hears(hertz: number): Promise<number> {
      return page.evaluate((tone) => window.hearsTone(tone), hertz);
    }

    function cli(...args: string[]): Promise<string> {
      return outputOf(["scripts/serverTicket.ts", "--server", server.serverUrl, "--as", "101", ...args], {
        ZUOXI_PASSWORD: server.passwords["101"] ?? "",
      });
    }

    /** Ticket numbers the server holds, oldest first (its list begins with the newest). */
    async function numbersAtServer(): Promise<string[]> {
      return [...(await cli("list")).matchAll(/\d{6}-\d{4}-\d{4}-\d{2}/g)]
        .map(([number]) => number)
        .toReversed();
    }
  },
);
