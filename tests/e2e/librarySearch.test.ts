import axe from "axe-core";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { type Desk, openDesk } from "../support/desk.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";

describe.runIf(requirePrograms(["chromium"]))("the library panel at a desk", () => {
  let desk: Desk;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let inputMethod: CDPSession;

  beforeAll(async () => {
    await build();
    desk = await openDesk();
    const server = await desk.startServer();
    const env = { ZUOXI_SERVER: server.serverUrl, ZUOXI_ENROL_CODE: server.code ?? "" };
    const { url } = await desk.startSeat("seat", env);
    browser = await launchChromium();
    ({ page, problems } = await openConsole(browser, url));
    page.setDefaultTimeout(20_000);
    inputMethod = await page.context().newCDPSession(page);
    await signInAtConsole(page, "061", server.passwords["061"] ?? "");
    await page.getByRole("contentinfo").getByText("59 篇").waitFor();
  });
  afterEach(({ task }) => keepPicture(page, task));
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const panel = () => page.getByRole("region", { name: "知识库" });
  const box = () => page.getByRole("combobox", { name: "搜索政策" });
  const results = () => page.getByRole("listbox", { name: "搜索结果" });
  const clauses = () => results().getByRole("option");
  const suggestions = () => page.getByRole("listbox", { name: "联想词" });
  const documents = () =>
    results()
      .getByRole("group")
      .evaluateAll((groups) => groups.map((group) => group.getAttribute("aria-label") ?? ""));
  const holdsCaret = () => box().evaluate((element) => element === document.activeElement);
  const ask = async (query: string) => {
    await box().fill("");
    await box().fill(query);
    // They come after the results.
    await suggestions().waitFor();
    await page.keyboard.press("Escape");
    await suggestions().waitFor({ state: "hidden" });
  };

  test("half a syllable of an input method searches nothing; the composed word does, and the caret stays", async () => {
    await page.keyboard.press("Control+k");
    const half = "chan'jia";
    await inputMethod.send("Input.imeSetComposition", { text: half, selectionStart: 8, selectionEnd: 8 });
    expect(await box().inputValue()).toBe(half);
    await page.getByText("最近搜索").waitFor();
    expect(await clauses().count()).toBe(0);
    await inputMethod.send("Input.insertText", { text: "产假" });
    await clauses().first().waitFor();
    expect(await box().inputValue()).toBe("产假");
    expect(await holdsCaret()).toBe(true);
  });

  test("suggestions come over the results, move nothing, and leave Enter alone until they are entered", async () => {
    await box().fill("");
    await box().pressSequentially("产");
    await clauses().first().waitFor();
    const top = (await results().boundingBox())?.y;
    await box().pressSequentially("假");
    await suggestions().waitFor();
    expect((await results().boundingBox())?.y).toBe(top);
    const offer = await suggestions().boundingBox();
    const first = await clauses().first().boundingBox();
    expect((offer?.y ?? 0) + (offer?.height ?? 0)).toBeLessThanOrEqual(first?.y ?? 0);
    await page.keyboard.press("ArrowDown");
    const entered = suggestions().getByRole("option", { selected: true });
    const [offered] = (await entered.innerText()).split("\n");
    expect(await box().getAttribute("aria-activedescendant")).toBe("library-suggestion-0");
    await page.keyboard.press("Tab");
    expect(await box().inputValue()).toBe(offered);
    expect(await holdsCaret()).toBe(true);

    await box().fill("产假");
    await suggestions().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "条文" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("article", { name: "条文" }).waitFor({ state: "hidden" });
  });

  test("a document stands once with its best clauses; the keys unfold it, and reading keeps the place", async () => {
    await ask("产假");
    const titles = await documents();
    expect(new Set(titles).size).toBe(titles.length);
    const folded = await clauses().count();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => clauses().count()).toBeGreaterThan(folded);
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
    const chosen = await box().getAttribute("aria-activedescendant");
    expect(chosen).toBe("library-hit-3");
    await page.keyboard.press("Enter");
    const place = page.getByRole("navigation", { name: "位置" });
    await place.getByRole("button", { name: "搜索“产假”" }).click();
    expect(await box().getAttribute("aria-activedescendant")).toBe(chosen);
    expect(await page.locator(`#${chosen}`).getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => clauses().count()).toBe(folded);
  });

  test("one click narrows, the chip takes it back, and the counts say what they count", async () => {
    await ask("产假");
    const filters = page.getByRole("toolbar", { name: "筛选" });
    const before = await documents();
    await filters.getByRole("button", { name: /^浙江省，\d+ 份文件$/ }).click();
    await expect.poll(documents).not.toEqual(before);
    expect(await holdsCaret()).toBe(true);
    await panel()
      .getByText(/筛选数字是.*条.*里的文件数/)
      .waitFor();
    await filters.getByRole("button", { name: "去掉筛选：浙江省" }).click();
    await expect.poll(documents).toEqual(before);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "全部筛选" }).click();
    await page.getByRole("group", { name: "主题" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("group", { name: "主题" }).waitFor({ state: "hidden" });
  });

  test("what was kept, asked and opened stands under the empty box", async () => {
    await ask("工伤认定");
    await page.keyboard.press("Control+b");
    await results().getByLabel("已收藏").waitFor();
    const kept = ((await documents())[0] ?? "").replace(" 现行有效", "");
    await page.keyboard.press("Enter");
    await page.getByRole("article", { name: "条文" }).waitFor();
    await box().fill("");
    const section = (name: string) => page.getByRole("region", { name, exact: true });
    await section("最近搜索").getByRole("button", { name: "工伤认定", exact: true }).waitFor();
    await section("今日热门（本机）").getByRole("button", { name: kept }).first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    expect(await holdsCaret()).toBe(true);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await clauses().first().waitFor();
    expect(await box().inputValue()).toBe("工伤认定");
    await box().fill("");
    await section("收藏").getByRole("button").first().click();
    await page.getByRole("article", { name: "条文" }).getByRole("heading", { name: kept }).waitFor();
    await page.getByRole("button", { name: "已收藏", exact: true }).click();
    await page.keyboard.press("Escape");
    await section("收藏").getByText("按 Ctrl+B 收藏").waitFor();
  });

  test("at 1024 pixels the filters keep one line; nothing is cut off, and every contrast is enough", async () => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await ask("产假");
    const middle = async (name: string) => {
      const at = await panel().getByLabel(name, { exact: true }).boundingBox();
      return Math.round((at?.y ?? 0) + (at?.height ?? 0) / 2);
    };
    expect(await middle("查询日期")).toBe(await middle("地区"));
    const wide = await panel().evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(wide).toBe(0);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe: checker } = window as unknown as { axe: typeof import("axe-core") };
      const { violations } = await checker.run("section[aria-label='知识库']");
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
    });
    expect(found).toEqual([]);
    expect(problems).toEqual([]);
  });
});
