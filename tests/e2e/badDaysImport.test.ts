import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { testPassword } from "../support/testSeat.ts";
import { type HostFolder, openHostFolder } from "../support/watchedHost.ts";

const guide = "# 示例市灵活就业参保指南\n\n## 第一条\n灵活就业人员可以在示例市参加基本养老保险。\n";

describe.runIf(requirePrograms(["chromium"]))("an administrator who imports a folder of odd files", () => {
  let hosts: HostFolder;
  let browser: Browser;
  let page: Page;
  let folder = "";

  beforeAll(async () => {
    await build({ what: ["renderer", "backend", "loopback"] });
    hosts = openHostFolder();
    folder = join(hosts.folder, "papers");
    mkdirSync(folder);
    const write = (name: string, content: string | Buffer) => writeFileSync(join(folder, name), content);
    write("1-guide.md", guide);
    write("2-same-again.md", guide);
    write("3-empty.md", "");
    write("4-heading-only.md", "# 只有标题的文件\n");
    write("5-program.md", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3]));
    write("6-old-encoding.md", Buffer.from([0xc9, 0xe7, 0xb1, 0xa3, 0x0a]));
    write("7-no-title.md", "\n\n---\n---\n\n");
    write("8-huge.md", Buffer.alloc(50 * 1024 * 1024, "# 社保\n\n社会保险。\n"));
    const host = await hosts.start({ ...(await hosts.enrolledPlace("library")), starter: true });
    browser = await launchChromium();
    ({ page } = await openConsole(browser, host.url));
    page.setDefaultTimeout(15_000);
    await signInAtConsole(page, "001", testPassword);
    await page
      .getByRole("contentinfo")
      .getByText(/知识库 .*\d+ 篇/)
      .waitFor();
  });
  afterEach(async ({ task }) => {
    await keepPicture(page, task);
    expect(hosts.log()).not.toContain("灵活就业");
  });
  afterAll(async () => {
    await browser?.close();
    await hosts?.close();
  });

  const goTo = (screen: string) =>
    page.getByRole("navigation").first().getByText(screen, { exact: true }).click();

  test("reads, file by file, what became of it and why; the desk searches on", async () => {
    await goTo("管理");
    await page.getByLabel("文件或文件夹路径").fill(folder);
    await page.getByRole("button", { name: "开始导入" }).click();
    await goTo("工作台");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("产假");
    await page.getByRole("listbox", { name: "搜索结果" }).getByRole("option").first().waitFor();
    await goTo("管理");
    await page.getByText("新增 1 · 新版本 0 · 未变 1 · 未收 6").waitFor();
    const rows = page.getByRole("region", { name: "导入完成" }).getByRole("listitem");
    const report = Object.fromEntries(
      (await rows.allInnerTexts()).map((text) => {
        const [, outcome = "", name = "", why = ""] = text.split("\n");
        return [name, `${outcome}：${why}`];
      }),
    );
    expect(report).toMatchObject({
      "3-empty.md": "未收：文件是空的，没有导入。",
      "4-heading-only.md": "未收：文件是空的，没有导入。",
      "5-program.md": expect.stringContaining("未收：这不是文本文件，没有导入。"),
      "6-old-encoding.md": expect.stringContaining("未收：这不是文本文件，没有导入。"),
      "7-no-title.md": "未收：文件没有标题，没有导入。请在第一行写上标题。",
      "8-huge.md": "未收：文件太大，没有导入。请拆分后再试。",
    });
  });

  test("cannot drop a file of fifty megabytes, is told the other way, and finds what was imported", async () => {
    const papers = page.getByRole("region", { name: "导入政策文件" }).locator('input[type="file"]');
    await papers.setInputFiles(join(folder, "8-huge.md"));
    await page.getByText("文件“8-huge.md”超过 14 MB，没有导入。请改用路径导入。").waitFor();
    await page.getByLabel("文件或文件夹路径").fill(join(folder, "nowhere"));
    await page.getByRole("button", { name: "开始导入" }).click();
    await page.getByText("文件读不出来，没有导入。请检查权限或文件是否完好。").waitFor();
    await goTo("工作台");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("示例市灵活就业");
    await eventually("the guide is found", () =>
      page.getByRole("listbox", { name: "搜索结果" }).getByText("示例市灵活就业参保指南").first().isVisible(),
    );
  });
});
