import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { saveStaff } from "../../server/staff/accounts.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { fileRecord, fillComplaint, openDraftless, submitComplaint } from "../support/consoleActions.ts";
import { connectToHost, untilEnrolled } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { type ListeningServer, startListeningServer } from "../support/listeningServer.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { signInAtConsole, tryPassword } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { startTroubledServer, type Trouble, type TroubledServer } from "../support/troubledServer.ts";
import { type HostFolder, openHostFolder, type Place, type WatchedHost } from "../support/watchedHost.ts";

describe.runIf(requirePrograms(["chromium"]))("a desk on the day its server fails", () => {
  let hosts: HostFolder;
  let server: ListeningServer;
  let between: TroubledServer;
  let place: Place;
  let host: WatchedHost;
  let browser: Browser;
  let page: Page;
  const passwordOf = (agentId: string) => server.passwords[agentId] ?? "";

  beforeAll(async () => {
    await build({ what: ["renderer", "backend", "loopback"] });
    hosts = openHostFolder();
    server = await startListeningServer(join(hosts.folder, "server.db"));
    between = await startTroubledServer(server.url);
    place = hosts.place("seat");
    browser = await launchChromium();
    host = await hosts.start({
      ...place,
      env: { ZUOXI_SERVER: between.url, ZUOXI_ENROL_CODE: await server.code({ seatNumber: 22 }) },
    });
    const client = await connectToHost(host.url);
    await untilEnrolled(client);
    client.close();
    await openPage(await newAddress(host));
    await signInAtConsole(page, "061", passwordOf("061"));
  });
  afterEach(async ({ task }) => {
    await keepPicture(page, task);
    for (const secret of [
      "王小明",
      "11010519491231002X",
      "13800138000",
      "示例",
      ...Object.values(server.passwords),
    ])
      expect(hosts.log().includes(secret), "no personal data in the log").toBe(false);
  });
  afterAll(async () => {
    await browser?.close();
    await hosts?.close();
    await between?.close();
    await server?.stop();
  });

  const statusBar = () => page.getByRole("contentinfo");
  const says = (text: string | RegExp) => statusBar().getByText(text).first().waitFor();

  async function openPage(url: string): Promise<void> {
    await page?.context().close();
    ({ page } = await openConsole(browser, url));
    page.setDefaultTimeout(10_000);
  }

  /** A way in is good for one window; the launcher asks for another one. */
  function newAddress({ child }: WatchedHost): Promise<string> {
    return new Promise((resolve) => {
      child.once("message", (message) => resolve((message as { url: string }).url));
      child.send("admission");
    });
  }

  test.each<[Trouble, string]>([
    ["html", "这个地址回应的不是坐席服务器"],
    ["error500", "服务器出了故障，正在重试"],
    ["halfReply", "服务器连不上，正在自动重连"],
    ["noHttp", "服务器连不上，正在自动重连"],
  ])(
    "says the truth about a server that is %s, goes on working, and comes back by itself",
    async (trouble, sentence) => {
      const before = (await server.ticketNumbers()).length;
      await says(/服务器 \d+ ms/);
      between.be(trouble);
      await says(/服务器 离线 · 上次联系 .+前/);
      await statusBar().getByTitle(sentence).waitFor();
      await openDraftless(page);
      await page.keyboard.press("Control+d");
      await fillComplaint(page, "杭州示例制造有限公司");
      const number = await submitComplaint(page);
      await says(/待同步 \d+/);
      await fileRecord(page);

      between.be("none");
      await says(/服务器 \d+ ms/);
      await says("已同步");
      const numbers = await server.ticketNumbers();
      expect(numbers).toHaveLength(before + 1);
      expect(numbers.at(-1)?.replaceAll("-", "")).toBe(number.replaceAll("-", ""));
    },
  );

  test("shows how slow a slow server is, and stays in contact with it", async () => {
    between.be("slow");
    await says(/服务器 1[2-9]\d\d ms/);
    between.be("none");
    await says(/服务器 \d{1,3} ms/);
  });

  test("shows a clock that differs by forty days, in days, and works on with it", async () => {
    between.be("clock40DaysOn");
    await says("时钟 慢 40 天");
    await says("已同步");
    between.be("none");
    await says("时钟 准");
  });

  test("lets people in by the accounts received last while the server is down, and says so", async () => {
    await server.stop();
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByText("服务器连不上，按最近一次收到的账号登录").waitFor();
    await signInAtConsole(page, "061", passwordOf("061"));
    await says(/服务器 离线/);
    await server.start();
    await says(/服务器 \d+ ms/);
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByLabel("工号").waitFor();
  });

  test("counts wrong passwords, locks after five, and a killed host does not forget it", async () => {
    for (const left of [4, 3, 2, 1]) {
      await tryPassword(page, "061", "wrong-password");
      await page.getByText(`工号或密码不对，还可以再试 ${left} 次。`).waitFor();
    }
    await tryPassword(page, "061", "wrong-password");
    await page.getByText("连续输错 5 次，账号已锁定，请 15 分钟后再试，或请班长协助。").waitFor();
    await host.kill();
    host = await hosts.start({ ...place, env: { ZUOXI_SERVER: between.url } });
    await openPage(host.url);
    await tryPassword(page, "061", passwordOf("061"));
    await page.getByText(/账号已锁定，请 1[45] 分钟后再试/).waitFor();
    await signInAtConsole(page, "101", passwordOf("101"));
  });

  test("signs out who was disabled at the server, says why, and keeps what they had written", async () => {
    const written = "班长记下的事项";
    await openDraftless(page);
    await page.getByLabel("咨询内容").fill(written);
    await page.locator('[data-save="saved"]').waitFor();
    await says(/服务器 \d+ ms/);
    await setDisabled(true);
    await page.getByLabel("工号").waitFor();
    await tryPassword(page, "101", passwordOf("101"));
    await page.getByText("这个账号已停用，请联系管理员。").waitFor();

    await setDisabled(false);
    await eventually("the account works again as soon as the seat has heard of it", async () => {
      if (await page.getByLabel("搜索政策").isVisible()) return true;
      if (await page.getByRole("button", { name: "登录" }).isVisible())
        await tryPassword(page, "101", passwordOf("101"));
      return false;
    });
    expect(await page.getByLabel("咨询内容").inputValue()).toBe(written);
  });

  async function setDisabled(disabled: boolean): Promise<void> {
    await saveStaff(server.context(), "001", {
      agentId: "101",
      name: "李红梅",
      role: "lead",
      site: "hangzhou",
      disabled,
      validUntil: new Date(Date.now() + 86_400_000).toISOString(),
    });
  }
});
