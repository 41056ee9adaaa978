import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

describe.runIf(requirePrograms(["chromium"]))("an administrator carries the library in one file", () => {
  let desk: Desk;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build();
    desk = await openDesk();
    const server = await desk.startServer();
    const env = { ZUOXI_SERVER: server.serverUrl, ZUOXI_ENROL_CODE: server.code ?? "" };
    const { url } = await desk.startSeat("seat", env);
    browser = await launchChromium();
    ({ page } = await openConsole(browser, url));
    page.setDefaultTimeout(20_000);
    await signInAtConsole(page, "001", server.passwords["001"] ?? "");
    await page.getByRole("button", { name: "管理", exact: true }).click();
  });
  afterEach(({ task }) => keepPicture(page, task));
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const panel = () => page.getByRole("region", { name: "知识库包" });

  test("exports it with a fingerprint to tell, and checks what was written", async () => {
    const path = join(desk.folder, "library.zxlib");
    await panel().getByLabel("导出到").fill(path);
    await panel().getByRole("button", { name: "导出", exact: true }).click();
    await panel().getByText("已导出第 1 版").waitFor();
    await panel().getByText("本机知识库第 1 版").waitFor();
    await panel().getByLabel("知识库包路径").fill(path);
    await panel().getByRole("button", { name: "校验" }).click();
    await panel().getByText("内容与本机相同").waitFor();
    expect(await panel().locator("[data-rule]").getAttribute("data-rule")).toBe("package.older");
    const shown = await panel()
      .getByText(/^(?:[0-9A-F]{4} ){7}[0-9A-F]{4}$/)
      .allTextContents();
    expect(new Set(shown).size).toBe(1);
    expect(shown).toHaveLength(3);
  });

  test("is told in words what is wrong with a file that is no package", async () => {
    await panel().getByLabel("知识库包路径").fill(join(desk.folder, "library.key.txt"));
    await panel().getByRole("button", { name: "校验" }).click();
    await panel().getByText("这不是知识库包").waitFor();
  });
});
