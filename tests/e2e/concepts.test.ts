import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { openDraftless } from "../support/consoleActions.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

describe.runIf(requirePrograms(["chromium"]))("the library follows the words of callers", () => {
  let desk: Desk;
  let browser: Browser;
  let page: Page;
  let problems: string[];

  beforeAll(async () => {
    await build();
    desk = await openDesk();
    const server = await desk.startServer();
    const env = { ZUOXI_SERVER: server.serverUrl, ZUOXI_ENROL_CODE: server.code ?? "" };
    const { url } = await desk.startSeat("seat", env);
    browser = await launchChromium();
    ({ page, problems } = await openConsole(browser, url));
    page.setDefaultTimeout(10_000);
    await signInAtConsole(page, "001", server.passwords["001"] ?? "");
    await page.getByText(/知识库 .*59 篇/).waitFor();
  });
  afterEach(({ task }) => keepPicture(page, task));
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const question = () => page.getByLabel("咨询内容");
  const hints = () => page.getByRole("region", { name: "与记录有关的条文" });

  test("what is written brings its clause unasked: a key opens it, another cites it, the caret stays", async () => {
    await openDraftless(page);
    await question().click();
    await page.keyboard.type(
      "您好，我是外地来的，在余杭一个厂里干了三年，厂里一直没签劳动合同，想问问怎么办",
    );
    await hints().getByRole("button").first().waitFor();
    expect(await hints().getByRole("button").count()).toBe(3);
    expect(await hints().textContent()).toMatch(/根据记录里的“.*厂里一直没签劳动合同”/);
    await page.keyboard.press("Alt+l");
    await page.getByRole("article", { name: "条文" }).waitFor();
    expect(await question().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+i");
    await page.getByRole("region", { name: "引用依据" }).getByText("劳动合同").first().waitFor();
    await page.keyboard.press("Escape");
  });

  test("F1 and a figure write what is said where the caret was, and the record remembers it", async () => {
    await page.getByLabel("答复内容").click();
    await page.keyboard.type("已告知");
    await page.keyboard.press("F1");
    await page.keyboard.type("录音");
    await page.keyboard.press("1");
    expect(await page.getByLabel("答复内容").inputValue()).toMatch(/^已告知\n.*通话会录音/s);
    await page.getByText(/已说给来电人: 录音告知 \d\d:\d\d/).waitFor();
    await page.keyboard.type("来电人同意");
    expect(await page.getByLabel("答复内容").inputValue()).toMatch(/来电人同意$/);
    await page.keyboard.press("F1");
    await page.keyboard.press("Escape");
    expect(await page.getByRole("complementary", { name: "话术" }).count()).toBe(0);
  });

  test("an alias is measured beside the desk, saved, and felt by the very next search", async () => {
    const box = page.getByLabel("搜索政策");
    await box.fill("大蒜皮假怎么弄");
    await page.getByText(/没有找到“大蒜皮假怎么弄”/).waitFor();

    await page.keyboard.press("Alt+5");
    await page.getByRole("button", { name: "说法对照", exact: true }).click();
    await page.getByRole("button", { name: "新增", exact: true }).click();
    await page.getByLabel("来电人的说法").fill("大蒜皮假");
    await page.getByLabel("法规里的说法").fill("年休假");
    await page.getByRole("button", { name: "测量", exact: true }).click();
    const result = page.getByRole("region", { name: "测量" });
    await result.waitFor({ timeout: 60_000 });
    expect(await result.textContent()).toMatch(/用 \d+ 个问题测量.*首个答案的名次.*\d\.\d{3}/s);
    await page.getByRole("button", { name: "保存", exact: true }).click();
    await page.getByText("已保存，下一次搜索生效").waitFor();

    await page.keyboard.press("Control+k");
    await box.fill("大蒜皮假怎么弄");
    await page.locator("#library-results").getByRole("option").first().waitFor();
    expect(await page.locator("#library-results").textContent()).toContain("年休假");
    expect(problems).toEqual([]);
  });
});
