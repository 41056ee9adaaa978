import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { percentile } from "../../electron/backend/library/searchMeasures.ts";
import { build } from "../../scripts/build.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { type Desk, openDesk, root } from "../support/desk.ts";
import { type InputMethod, openInputMethod } from "../support/inputMethod.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { type SentCall, sentCalls } from "../support/sentCalls.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { clausesInSight, namesOf, type ShownClause, stepsOf, take } from "../support/typedSearch.ts";
import { type ScriptedSearch, scriptedSearches } from "./scriptedSearches.ts";

/** `keystrokes`: characters in the box when a right clause first came into sight; `rank`: its place in the end. */
type Outcome = {
  kind: string;
  query: string;
  keystrokes: number | null;
  rank: number | null;
  first: string;
};

describe.runIf(requirePrograms(["chromium"]))("sixty searches typed at a desk", () => {
  let desk: Desk;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let inputMethod: InputMethod;
  let calls: SentCall[];
  const outcomes: Outcome[] = [];
  const tops = new Set<number>();

  beforeAll(async () => {
    await build();
    desk = await openDesk();
    const server = await desk.startServer();
    const env = { ZUOXI_SERVER: server.serverUrl, ZUOXI_ENROL_CODE: server.code ?? "" };
    const { url } = await desk.startSeat("seat", env);
    browser = await launchChromium();
    ({ page, problems } = await openConsole(browser, url));
    page.setDefaultTimeout(20_000);
    inputMethod = await openInputMethod(page);
    calls = await sentCalls(page);
    await signInAtConsole(page, "061", server.passwords["061"] ?? "");
    await page.getByRole("contentinfo").getByText("59 篇").waitFor();
  });
  afterEach(({ task }) => keepPicture(page, task));
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });

  const box = () => page.getByRole("combobox", { name: "搜索政策" });
  const sent = (method: string) =>
    calls.filter((call) => call.method === method).map(({ input }) => (input as { query: string }).query);
  const emptyBox = async () => {
    await page.keyboard.press("Control+k");
    await box().fill("");
    await page.getByText("最近搜索").waitFor();
    calls.length = 0;
  };
  const inSight = async (query: string): Promise<ShownClause[]> => {
    const shown = await page.waitForFunction(clausesInSight, query);
    const { top, clauses } = (await shown.jsonValue()) ?? { top: 0, clauses: [] };
    if (clauses.length > 0) tops.add(top);
    return clauses;
  };

  test("while a word is composed its keys belong to the input method, and half of it is searched by nobody", async () => {
    await emptyBox();
    await inputMethod.compose("chan'jia");
    await inputMethod.choose("产假");
    await inSight("产假");
    const chosen = await box().getAttribute("aria-activedescendant");
    calls.length = 0;
    await inputMethod.compose("gong'zi");
    for (const key of ["ArrowDown", "ArrowUp", "ArrowRight", "Tab", "Escape", "Enter"])
      await inputMethod.press(key);
    await inputMethod.show("工'zi");
    expect(await box().inputValue()).toBe("产假工'zi");
    expect(await box().getAttribute("aria-activedescendant")).toBe(chosen);
    expect(sent("library.open")).toEqual([]);
    await inputMethod.choose("工资");
    await inSight("产假工资");
    expect(sent("library.search")).toEqual(["产假工资"]);
  });

  test("a composition that is given up leaves the text that is read where it is", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    const reading = page.getByRole("article", { name: "条文" });
    await reading.waitFor();
    calls.length = 0;
    await inputMethod.compose("ji'suan");
    await inputMethod.press("Escape");
    await inputMethod.cancel();
    expect(await box().inputValue()).toBe("产假工资");
    expect(await reading.count()).toBe(1);
    expect(calls.filter(({ method }) => method.startsWith("library."))).toEqual([]);
  });

  test.each(scriptedSearches.map((search) => ({ ...search, query: queryOf(search) })))(
    "$kind “$query” finds a right clause, and only what was committed is searched",
    async ({ kind, query, typed, right }) => {
      const wanted = namesOf(right);
      const outcome: Outcome = { kind, query, keystrokes: null, rank: null, first: "" };
      outcomes.push(outcome);
      await emptyBox();
      const steps = stepsOf(typed);
      for (const step of steps) {
        await take(step, inputMethod, page);
        const shown = await inSight(step.box);
        const at = shown.findIndex((clause) => wanted.some((each) => isSame(each, clause)));
        if (at >= 0) outcome.keystrokes ??= [...step.box].length;
        outcome.rank = at < 0 ? null : at + 1;
        outcome.first = `${shown[0]?.title ?? ""} ${shown[0]?.label ?? ""}`;
      }
      expect(sent("library.search")).toEqual(steps.map(({ box: committed }) => committed));
      expect(outcome.rank, `first was ${outcome.first}`).not.toBeNull();
    },
  );

  test("the list never moved while all that was typed", () => {
    expect(tops.size).toBe(1);
  });

  test("half of the keywords are found within four characters", () => {
    const figures = { kinds: byKind(outcomes), searches: outcomes };
    mkdirSync(join(root, ".cache"), { recursive: true });
    writeFileSync(join(root, ".cache", "scripted-searches.json"), `${JSON.stringify(figures, null, 2)}\n`);
    console.table(figures.kinds);
    console.table(outcomes);
    expect(figures.kinds.keyword?.median).toBeLessThanOrEqual(4);
    expect(problems).toEqual([]);
  });
});

function queryOf({ typed }: ScriptedSearch): string {
  return stepsOf(typed).at(-1)?.box ?? "";
}

function isSame(one: ShownClause, other: ShownClause): boolean {
  return one.title === other.title && one.label === other.label && one.isInForce === other.isInForce;
}

/** A search that found nothing counts as one that never ends. */
function byKind(list: readonly Outcome[]): Record<string, { searches: number; median: number; p90: number }> {
  const groups = Map.groupBy(list, ({ kind }) => kind);
  return Object.fromEntries(
    [...groups].map(([kind, outcomes]) => {
      const counts = outcomes.map(({ keystrokes }) => keystrokes ?? Number.POSITIVE_INFINITY);
      const [median, p90] = [percentile(counts, 0.5), percentile(counts, 0.9)];
      return [kind, { searches: counts.length, median, p90 }];
    }),
  );
}
