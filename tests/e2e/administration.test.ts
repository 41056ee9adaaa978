import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { build } from "../../scripts/build.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { shippedCalendar } from "../../shared/domain/workCalendar.ts";
import { addWorkingDays } from "../../shared/domain/workingDays.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { fillComplaint, openDraftless, submitComplaint } from "../support/consoleActions.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

/** How soon another seat feels a change. */
const feltMs = 2_000;

describe.runIf(requirePrograms(["chromium"]))("an administrator at one seat, an agent at another", () => {
  let desk: Desk;
  let server: Awaited<ReturnType<Desk["startServer"]>>;
  let browser: Browser;
  let admin: Page;
  let agent: Page;
  /** Of 062, who is made on the way. */
  let password = "";

  beforeAll(async () => {
    await build();
    desk = await openDesk();
    server = await desk.startServer();
    const codes = [server.code ?? "", await secondCode()];
    const urls = await Promise.all(
      codes.map(async (code, at) => {
        const env = { ZUOXI_SERVER: server.serverUrl, ZUOXI_ENROL_CODE: code };
        return (await desk.startSeat(`seat-${at}`, env)).url;
      }),
    );
    browser = await launchChromium();
    [admin, agent] = await Promise.all([console(urls[0]), console(urls[1])]);
    await signIn(admin, "001", server.passwords["001"]);
    await signIn(agent, "061", server.passwords["061"]);
    await admin.getByRole("button", { name: "管理", exact: true }).click();
  });
  afterEach(async ({ task }) => {
    await keepPicture(admin, task);
    await keepPicture(agent, { ...task, name: `${task.name} agent` });
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  async function console(url: string | undefined): Promise<Page> {
    const { page } = await openConsole(browser, url ?? "");
    page.setDefaultTimeout(10_000);
    return page;
  }

  /** The administrator's code for the next free seat, asked as an office's own program would. */
  async function secondCode(): Promise<string> {
    const ask = async (path: string, body: object, token = "") => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const url = server.serverUrl + path;
      return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json();
    };
    const login = { agentId: "001", password: server.passwords["001"] };
    const { token } = z.object({ token: z.string() }).parse(await ask("/api/login", login));
    return z.object({ code: z.string() }).parse(await ask("/api/enrolment-codes", { seatNumber: 2 }, token))
      .code;
  }

  async function signIn(page: Page, agentId: string, password: string | undefined) {
    await signInAtConsole(page, agentId, password ?? "");
  }

  const tab = (name: string) => admin.getByRole("button", { name, exact: true }).click();
  const edit = (row: string) =>
    admin
      .locator(`[data-row="${row}"]`)
      .getByRole("button", { name: /^(修改|管理)$/ })
      .click();
  const save = () => admin.locator("[data-form]").getByRole("button", { name: "保存" }).click();
  const field = (name: string) => admin.locator("[data-form]").getByRole("textbox", { name, exact: true });
  const saved = (row: string) =>
    admin
      .locator(`[data-row="${row}"]`)
      .getByText(/已保存/)
      .waitFor();

  test("a new topic is in the record's list at the other seat within two seconds; retired, it is gone", async () => {
    await openDraftless(agent);
    const option = agent.getByLabel("主题").locator("option", { hasText: "电子社保卡" });
    await tab("主题");
    await admin.getByRole("button", { name: "新增主题" }).click();
    await admin.getByRole("combobox", { name: "分组" }).fill("服务与其他");
    await field("名称").fill("电子社保卡");
    await save();
    await option.waitFor({ state: "attached", timeout: feltMs });
    const row = admin.locator("tr", { hasText: "电子社保卡" });
    await row.getByRole("button", { name: "修改" }).click();
    await admin.getByLabel(/停用（旧记录/).check();
    await save();
    await option.waitFor({ state: "detached", timeout: feltMs });
  });

  test("a refusal stands at its field, what was typed stays, and Esc leaves without a trace", async () => {
    await admin.getByRole("button", { name: "新增主题" }).click();
    await admin.getByRole("combobox", { name: "分组" }).fill("工资福利");
    await field("名称").fill("年休假");
    await admin.keyboard.press("Enter");
    await admin.getByText(/已有同名/).waitFor();
    expect(await field("名称").inputValue()).toBe("年休假");
    await admin.keyboard.press("Escape");
    await admin.locator("[data-form]").waitFor({ state: "detached" });
  });

  test("a rule of the city stands among the deadlines", async () => {
    await tab("期限规则");
    await admin.getByRole("button", { name: "新增规则" }).click();
    await field("地区代码").fill("330100");
    await admin.getByRole("spinbutton", { name: "期限" }).fill("5");
    await field("依据").fill("市里规定五个工作日办结");
    await save();
    await admin.getByRole("cell", { name: "5 工作日", exact: true }).waitFor();
  });

  test("hours changed for the site are said beside the call at the other seat within two seconds", async () => {
    await tab("服务时间");
    await edit("site/hangzhou");
    await field("秋冬季").fill("08:30-08:00");
    await field("春夏季").fill("00:00-23:58");
    await save();
    await admin.getByText(/时段/).last().waitFor();
    await field("秋冬季").fill("00:00-23:58");
    await save();
    await agent.getByText(/服务时间内 · 至 23:58|服务时间外 · .*00:00 开始/).waitFor({ timeout: feltMs });
    await saved("site/hangzhou");
  });

  test("the next ticket at the other seat is due by the rule of the city", async () => {
    // The rule was saved before the hours, which are there already, and a feed keeps its order.
    await agent.keyboard.press("Control+d");
    await fillComplaint(agent, "杭州期限示例有限公司");
    await submitComplaint(agent);
    await agent.keyboard.press("Alt+2");
    const { due } = addWorkingDays(siteDay(Date.now()), 5, shippedCalendar);
    await agent.getByText(due).first().waitFor();
    await agent.keyboard.press("Alt+1");
  });

  test("an agent ID made here signs in at the other seat, with the password shown once", async () => {
    await tab("人员与席位");
    await admin.getByRole("button", { name: "新增工号" }).click();
    await field("工号").fill("062");
    await field("姓名").fill("赵芳");
    await save();
    password = (await admin.locator("[data-secret]").textContent()) ?? "";
    await agent.getByRole("button", { name: "退出" }).click();
    await signIn(agent, "062", password);
    await agent.getByText("赵芳").waitFor();
    await admin.getByRole("button", { name: "知道了" }).click();
    expect(await admin.content()).not.toContain(password);
  });

  test("061 is signed out at the other seat within two seconds of being disabled, and stays out", async () => {
    await agent.getByRole("button", { name: "退出" }).click();
    await signIn(agent, "061", server.passwords["061"]);
    await edit("staff/061");
    await admin.getByLabel(/停用此账号/).check();
    await save();
    await agent.getByLabel("密码").waitFor({ timeout: feltMs });
    await saved("staff/061");
    await agent.getByLabel("工号").fill("061");
    await agent.getByLabel("密码").fill(server.passwords["061"] ?? "");
    await agent.keyboard.press("Enter");
    await agent.getByText(/已停用，请联系管理员/).waitFor();
  });

  test("the last administrator cannot be disabled, and is told why", async () => {
    await edit("staff/001");
    await admin.getByLabel(/停用此账号/).check();
    await save();
    await admin.getByText(/最后一个能登录的管理员/).waitFor();
    await admin.keyboard.press("Escape");
  });

  test("a seat shut out is told so within two seconds", async () => {
    await signIn(agent, "062", password);
    await edit("seat/2");
    await admin.getByRole("button", { name: "封停电脑" }).click();
    await admin.getByRole("button", { name: /确认封停/ }).click();
    await agent
      .getByRole("contentinfo")
      .getByText(/席位已停用|不认|拒绝|停用/)
      .first()
      .waitFor({ timeout: feltMs });
    await admin.locator('[data-row="seat/2"]').getByText("已封停").waitFor({ timeout: feltMs });
  });

  test("without the server changes are refused in plain words; once it is back they go through", async () => {
    await desk.kill(server.child);
    await admin
      .getByRole("contentinfo")
      .getByText(/服务器/)
      .first()
      .waitFor();
    await edit("staff/062");
    await field("姓名").fill("赵小芳");
    await admin
      .getByText(/离线|连不上/)
      .first()
      .waitFor();
    await save();
    await admin.getByText(/要在服务器上改|在服务器上改/).waitFor();
    expect(await field("姓名").inputValue()).toBe("赵小芳");
    server = await desk.startServer();
    await admin
      .getByRole("contentinfo")
      .getByText(/服务器 \d+ ms/)
      .waitFor({ timeout: 30_000 });
    await save();
    await saved("staff/062");
    await admin.locator('[data-row="staff/062"]').getByText("赵小芳").waitFor();
  });

  test("every change stands in the audit of the administrator's own seat, in a whole chain", async () => {
    await tab("审计");
    await admin.getByText(/链条完整/).waitFor();
    await admin.getByLabel("范围").selectOption("admin.");
    for (const deed of ["修改基础数据", "新建账号", "修改账号", "停用席位"])
      await admin.locator("tr[data-action]", { hasText: deed }).first().waitFor();
  });
});
