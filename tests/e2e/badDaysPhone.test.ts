import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { freePort } from "../../scripts/freePorts.ts";
import { type Citizen, startCitizen } from "../../scripts/pbx/citizen.ts";
import { type Exchange, startExchange } from "../../scripts/pbx/exchange.ts";
import { type ExchangePorts, freePorts } from "../../scripts/pbx/ports.ts";
import { startBabblingExchange } from "../support/babblingExchange.ts";
import { launchChromium } from "../support/chromium.ts";
import { openDraftless } from "../support/consoleActions.ts";
import { type FaultProxy, startFaultProxy } from "../support/faultProxy.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { acdStateIs } from "../support/pbx/acdStateIs.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { testPassword } from "../support/testSeat.ts";
import { type HostFolder, openHostFolder, type WatchedHost } from "../support/watchedHost.ts";

describe.runIf(requirePrograms(["kamailio", "rtpengine", "baresip", "chromium"]))(
  "a desk on the day its telephone fails",
  () => {
    let hosts: HostFolder;
    let ports: ExchangePorts;
    let exchange: Exchange;
    let citizen: Citizen;
    let between: FaultProxy;
    let browser: Browser;
    let page: Page;
    let pageErrors: string[] = [];

    beforeAll(async () => {
      await build({ what: ["renderer", "backend", "loopback"] });
      hosts = openHostFolder();
      ports = await freePorts();
      exchange = await startExchange({ dir: join(hosts.folder, "exchange"), ports });
      citizen = await startCitizen({ dir: join(hosts.folder, "citizen"), ports });
      between = await startFaultProxy(ports.ws);
    });
    afterEach(async ({ task }) => {
      await keepPicture(page, task);
      await browser.close();
      citizen.hangUp();
      expect(pageErrors).toEqual([]);
      for (const secret of ["pw8001", "not-the-secret", "13800138000", testPassword])
        expect(hosts.log().includes(secret), "no secret and no number in the log").toBe(false);
    });
    afterAll(async () => {
      await between?.close();
      await citizen?.stop();
      await exchange?.stop();
      await hosts?.close();
    });

    const says = (text: string | RegExp) => page.getByRole("contentinfo").getByText(text).first().waitFor();

    async function startSeat(name: string, changes: { secret?: string } = {}): Promise<WatchedHost> {
      const phone = { line: "exchange", ...exchange.account("8001"), ...changes };
      const account = { ...phone, url: `ws://127.0.0.1:${between.port}/` };
      return await hosts.start({
        ...(await hosts.enrolledPlace(name)),
        env: { ZUOXI_PHONE: JSON.stringify(account) },
      });
    }

    async function signIn(
      host: WatchedHost,
      agentId: string,
      microphone: "allowed" | "asked" | "missing" = "allowed",
    ): Promise<void> {
      browser = await launchChromium({ microphone });
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
      context.setDefaultTimeout(12_000);
      page = await context.newPage();
      pageErrors = [];
      page.on("pageerror", (error) => pageErrors.push(String(error)));
      await page.goto(host.url);
      await signInAtConsole(page, agentId, testPassword);
    }

    async function ring(): Promise<void> {
      await says(/已注册 .+前/);
      await page.keyboard.press("F10");
      await eventually("the exchange knows that the agent is ready", () =>
        acdStateIs(exchange, "8001", "ready"),
      );
      citizen.call("12333");
      await page
        .getByText(/来电 138 0013 8000/)
        .first()
        .waitFor();
    }

    test("an exchange out of reach, then one that talks nonsense: said so, work goes on, back by itself", async () => {
      const babbling = await startBabblingExchange();
      between.pointAt(await freePort());
      await signIn(await startSeat("unreachable"), "061");
      await says("交换机连不上");
      await page.getByText("电话交换机连不上，正在自动重连。其他功能照常使用，暂时接不到来电。").waitFor();
      await openDraftless(page);
      await page.getByLabel("咨询内容").fill("线路不通时照常登记");
      await page.locator('[data-save="saved"]').waitFor();

      between.pointAt(babbling.port);
      await eventually("the nonsense was heard", () => babbling.heard() > 0);
      await says("交换机连不上");

      between.pointAt(ports.ws);
      between.cut();
      await says(/已注册 .+前/);
      await page.getByText("电话交换机连不上，正在自动重连").waitFor({ state: "detached" });
      await babbling.close();
    });

    test("an exchange that refuses the password: said so, and an administrator mends it in the console", async () => {
      await signIn(await startSeat("refused", { secret: "not-the-secret" }), "001");
      await says("注册被拒");
      await page.getByText("交换机拒绝了分机注册：分机号或密码不对。请管理员检查电话设置。").waitFor();
      await page.getByRole("navigation").getByText("管理").click();
      const phone = page.getByRole("region", { name: "交换机线路" });
      await phone.getByLabel("分机密码").fill("pw8001");
      await phone.getByRole("button", { name: "保存" }).click();
      await says(/已注册 .+前/);
    });

    test("no microphone: the call rings on and the desk says what to do", async () => {
      await signIn(await startSeat("missing"), "061", "missing");
      await ring();
      await page.keyboard.press("F2");
      await page.getByText("没有找到麦克风，来电仍在振铃。请插好耳机，再按 F2。").waitFor();
      await page
        .getByText(/来电 138 0013 8000/)
        .first()
        .waitFor();
      citizen.hangUp();
      await page.getByText("按 F2 接听").first().waitFor({ state: "detached" });
    });

    test("a microphone not allowed: the call rings on, and once it is allowed F2 answers", async () => {
      await signIn(await startSeat("denied"), "061", "asked");
      await ring();
      await page.keyboard.press("F2");
      await page.getByText("没有使用麦克风的权限，来电仍在振铃。请允许使用麦克风，再按 F2。").waitFor();
      await page.context().grantPermissions(["microphone"]);
      await page.keyboard.press("F2");
      await page.getByText("通话中").first().waitFor();
      await page.getByText("没有使用麦克风的权限").waitFor({ state: "detached" });
      await page.keyboard.press("F3");
      await page.getByText("通话结束").waitFor();
    });
  },
);
