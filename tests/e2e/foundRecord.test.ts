import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { endChild } from "../../scripts/start/children.ts";
import { type RunningRegister, startRegister } from "../../scripts/start/register.ts";
import type { AuditRow } from "../../shared/rpc/auditContract.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { type Desk, openDesk, root } from "../support/desk.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

const reason = "药店拾到病历本，请单位转告";

/** Everything the register knows of him that a stranger must not learn; his name the stranger has read himself. */
const personal = ["330199194605090013", "3301**********0013", "退休"];

describe.runIf(requirePrograms(["chromium"]))(
  "a pharmacy found a pensioner's medical record (practice line, real register, real server)",
  () => {
    let desk: Desk;
    let server: Awaited<ReturnType<Desk["startServer"]>>;
    let register: RunningRegister;
    let browser: Browser;
    let page: Page;
    let problems: string[];

    beforeAll(async () => {
      await build();
      desk = await openDesk();
      [server, register, browser] = await Promise.all([
        desk.startServer(),
        startRegister(root),
        launchChromium(),
      ]);
      const seat = await desk.startSeat("seat", {
        ZUOXI_SERVER: server.serverUrl,
        ZUOXI_ENROL_CODE: server.code ?? "",
        ...register.env,
      });
      const probe = await connectToHost(seat.url);
      await untilEnrolled(probe);
      probe.close();
      seat.child.send("admission");
      const url = await new Promise<string>((resolve) =>
        seat.child.once("message", (message) => resolve((message as { url: string }).url)),
      );
      ({ page, problems } = await openConsole(browser, url));
      page.setDefaultTimeout(10_000);
      await signIn("061");
    });
    afterEach(({ task }) => keepPicture(page, task));
    afterAll(async () => {
      await browser?.close();
      if (register) await endChild(register.child);
      await desk?.close();
    });

    const panel = () => page.getByRole("region", { name: "参保人员查询" });
    const history = () => page.getByRole("region", { name: "来电人往来" });
    const record = () => page.getByRole("region", { name: "记录" });

    test("the pharmacy rings and asks to reach him", async () => {
      await page.getByLabel("选择来电人").selectOption("found-medical-record");
      await page.getByRole("button", { name: "模拟一个来电" }).click();
      await page.getByText("来电振铃").first().waitFor();
      await page.keyboard.press("F2");
      await page.getByText("通话中").first().waitFor();
    });

    test("the caller is somebody else: the sentence to say is there, and nothing of the person comes", async () => {
      await page.getByRole("button", { name: "查参保人员" }).click();
      await panel().getByLabel("来电人不是本人").check();
      await panel().getByText("他人的参保信息不能告诉您").waitFor();
      await fillLookUp();
      await panel().getByText("个人信息已隐藏").waitFor();
      await panel().getByText("杭州示例丝织总厂").waitFor();
      const shown = (await panel().innerText()) + (await history().innerText());
      for (const datum of personal) expect(shown).not.toContain(datum);
      expect(await panel().getByRole("button", { name: "显示 30 秒" }).count()).toBe(0);
      expect(await panel().getByRole("button", { name: "回拨" }).isDisabled()).toBe(true);
    });

    test("after the call the former employer is rung, and the call-back belongs to the call", async () => {
      await writeDown("药店拾到郑德明的病历本", "已答复：联系本人后转告", "call-back");
      await page.keyboard.press("F3");
      await panel().getByRole("button", { name: "回拨" }).click();
      await page.getByText("通话中").first().waitFor();
      await page.getByText("0571-5555 0188").first().waitFor();
      await history().locator("[data-call-back]").getByText("记录未完成").waitFor();
    });

    test("the unit passes it on; both records are filed in one thread and synced", async () => {
      await writeDown("回拨原单位，请转告到药店取病历本", "单位答应马上转告本人", "answered");
      // The practice line rings whoever is ready after four seconds, and there is more to do first.
      await page.getByLabel("示忙").selectOption("paperwork");
      await page.keyboard.press("F3");
      await page.getByRole("button", { name: "整理完成" }).click();
      await history().locator("[data-call-back]").getByText("回拨 · 已接通").waitFor();
      await page.getByRole("button", { name: "整理完成" }).click();
      await page.locator('[data-state="busy"]').waitFor();
      await page.getByRole("contentinfo").getByText("已同步").first().waitFor();
    });

    test("the insured person on the line is seen masked, and in full for a reason and thirty seconds", async () => {
      await panel().getByLabel("来电人不是本人").uncheck();
      await fillLookUp();
      await panel().getByText("3301**********0013").waitFor();
      await panel().getByLabel("查看完整信息的理由").fill("本人核对身份证号");
      await panel().getByRole("button", { name: "显示 30 秒" }).click();
      await panel().getByText("330199194605090013").waitFor();
      await panel().getByLabel("来电人不是本人").check();
      for (const datum of personal) expect(await panel().innerText()).not.toContain(datum);
    });

    test("with the register down a sentence says so, and the rest of the desk works", async () => {
      await desk.kill(register.child);
      await panel().getByRole("button", { name: "重新查询" }).click();
      await fillLookUp();
      await panel().getByText("登记库现在连不上").waitFor();
      await page.keyboard.press("Control+k");
      await page.keyboard.type("年休假");
      await page.getByRole("listbox", { name: "搜索结果" }).getByRole("option").first().waitFor();
    });

    test("the administrator sees every look-up in a whole chain, and none of the person in it", async () => {
      await page.getByRole("button", { name: "退出" }).click();
      await signIn("001");
      await page.getByRole("button", { name: "管理", exact: true }).click();
      await page.getByRole("button", { name: "审计" }).click();
      await page.getByText(/链条完整，共 \d+ 条/).waitFor();
      await page.getByLabel("范围").selectOption("insured.");
      await page.locator("tr[data-action='insured.find']").first().waitFor();
      const rows = await page
        .locator("tr[data-action]")
        .evaluateAll((all) =>
          all.map((row) => [row.getAttribute("data-action"), (row as HTMLElement).innerText] as const),
        );
      expect(rows.map(([action]) => action).toReversed()).toEqual([
        ...["insured.find", "insured.reply"],
        ...["insured.find", "insured.reply", "insured.reveal", "insured.thirdParty"],
        ...["insured.find", "insured.reply"],
      ] satisfies AuditRow["action"][]);
      const told = rows.map(([, text]) => text).join("\n");
      expect(told).toContain(`姓名 · 非本人 · 归还失物 · ${reason}`);
      expect(told).not.toMatch(/郑德明|1946|330199/);
      expect(problems).toEqual([]);
    });

    async function signIn(agentId: string) {
      await signInAtConsole(page, agentId, server.passwords[agentId] ?? "");
    }

    async function fillLookUp() {
      await panel().getByLabel("姓名").fill("郑德明");
      await panel().getByLabel("出生日期").fill("1946-05-09");
      await panel().getByLabel("查询理由（会留痕）").fill(reason);
      await panel().getByRole("button", { name: "查询", exact: true }).click();
    }

    async function writeDown(question: string, answer: string, outcome: string) {
      const [asked, answered] = [record().locator("textarea").nth(0), record().locator("textarea").nth(1)];
      await asked.fill(question);
      await answered.fill(answer);
      await record().getByLabel("主题").selectOption("other");
      await record().getByLabel("处理结果").selectOption(outcome);
    }
  },
);
