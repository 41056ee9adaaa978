import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { siteDay } from "../../shared/domain/time.ts";
import { launchChromium, openConsole } from "../support/chromium.ts";
import { fillComplaint, openDraftless, submitComplaint } from "../support/consoleActions.ts";
import { holdDatabase } from "../support/holdDatabase.ts";
import { connectToHost } from "../support/hostClient.ts";
import { keepPicture } from "../support/keepPicture.ts";
import { eventually } from "../support/pbx/telephony.ts";
import { signInAtConsole } from "../support/signInAtConsole.ts";
import { requirePrograms } from "../support/systemPrograms.ts";
import { testPassword } from "../support/testSeat.ts";
import { type HostFolder, openHostFolder, type WatchedHost } from "../support/watchedHost.ts";

const said = "来电人李四问：产假工资由谁发，单位不发怎么办；联系电话13800138621";

describe.runIf(requirePrograms(["chromium"]))("what an agent typed, on a day when the computer fails", () => {
  let hosts: HostFolder;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await build({ what: ["renderer", "backend", "loopback"] });
    hosts = openHostFolder();
    browser = await launchChromium();
  });
  afterEach(async ({ task }) => {
    await keepPicture(page, task);
    await page.context().close();
    for (const secret of [said, "13800138621", "110105", "王小明", "示例制造", testPassword])
      expect(hosts.log().includes(secret), "no personal data in the log").toBe(false);
  });
  afterAll(async () => {
    await browser?.close();
    await hosts?.close();
  });

  const question = () => page.getByLabel("咨询内容");
  const save = (state: string) => page.locator(`[data-save="${state}"]`);

  async function open(host: WatchedHost): Promise<void> {
    ({ page } = await openConsole(browser, host.url));
    page.setDefaultTimeout(10_000);
    await signInAtConsole(page, "061", testPassword);
  }

  test("is on disk half a second after the last key and there again after kill -9", async () => {
    const place = await hosts.enrolledPlace("typed");
    const first = await hosts.start(place);
    await open(first);
    await openDraftless(page);
    await question().focus();
    await page.keyboard.type(said.slice(0, -1), { delay: 15 });
    const lastKeyAt = performance.now();
    await page.keyboard.type(said.slice(-1));
    await save("saved").waitFor();
    expect(performance.now() - lastKeyAt).toBeLessThan(500);
    await first.kill();
    await page.getByText("坐席程序断开").waitFor();
    expect(await question().inputValue()).toBe(said);
    await page.context().close();

    await open(await hosts.start(place));
    expect(await question().inputValue()).toBe(said);
  });

  test("outlives a sign-out with nothing sent yet; nobody leaves before the facts of their turn are stored", async () => {
    const place = await hosts.enrolledPlace("signedOut");
    const host = await hosts.start(place);
    await open(host);
    await openDraftless(page);
    await page.keyboard.press("Control+d");
    await fillComplaint(page, "杭州示例制造有限公司");
    const number = await submitComplaint(page);
    const pending = await page.getByText(/待同步 \d+/).innerText();

    const holder = await holdDatabase(join(place.data, "seat.db"), place.keyFile, "writers");
    await page.getByLabel("示忙").selectOption("meeting");
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByText("还有通话记录没有存盘，暂不能退出").waitFor({ timeout: 15_000 });
    await holder.letGo();
    await eventually("leaving works once the database can be written again", async () => {
      if (await page.getByLabel("工号").isVisible()) return true;
      await page
        .getByRole("button", { name: "退出" })
        .click({ timeout: 500 })
        .catch(() => {});
      return false;
    });
    await signInAtConsole(page, "061", testPassword);
    expect(Number((await page.getByText(/待同步 \d+/).innerText()).match(/\d+/)?.[0])).toBeGreaterThanOrEqual(
      Number(pending.match(/\d+/)?.[0]),
    );
    await page.keyboard.press("Alt+2");
    await page.getByText(number).first().waitFor();

    const client = await connectToHost(await newAddress(host));
    await client.call("session.signIn", { agentId: "061", password: testPassword });
    await eventually("every state of the first turn is stored with its end", async () => {
      const day = siteDay(Date.now());
      const states = await client.call("agentState.list", { day });
      const ended = states.filter(({ endedAt }) => endedAt !== null).map(({ reason }) => reason);
      return ended.includes("preparing") && ended.includes("meeting");
    });
    client.close();
  });

  /** The page's own way in is used up; the launcher asks for another one. */
  function newAddress({ child }: WatchedHost): Promise<string> {
    return new Promise((resolve) => {
      child.once("message", (message) => resolve((message as { url: string }).url));
      child.send("admission");
    });
  }

  describe.runIf(isRoot())("on a full disk", () => {
    test("stays on the screen with a sentence that says so, and is stored by itself once there is room", async () => {
      const place = await hosts.enrolledPlace("full");
      const host = await hosts.start({ ...place, inside: onSmallDisk(place.data) });
      await open(host);
      await openDraftless(page);
      await question().fill(said);
      await save("saved").waitFor();

      const disk = `/proc/${host.child.pid}/root${place.data}`;
      fillUp(join(disk, "ballast"));
      const longer = said.repeat(200);
      await question().fill(longer);
      await page.getByText("磁盘已满，刚才的内容没有存盘。请不要关闭窗口，清理磁盘后会自动保存。").waitFor();
      // The rest of the desk goes on: what needs no writing is answered.
      await page.keyboard.press("Control+k");
      await page.keyboard.type("产假");
      await page.getByText("知识库还是空的").waitFor();

      rmSync(join(disk, "ballast"));
      await save("saved").waitFor();
      const client = await connectToHost(await newAddress(host));
      await client.call("session.signIn", { agentId: "061", password: testPassword });
      const [draft] = await client.call("drafts.list", {});
      expect(draft?.content.consultation.question).toBe(longer);
      client.close();
    });
  });
});

/** Mounting a disk of a few megabytes of our own takes root and Linux; elsewhere this is reported as not run. */
function isRoot(): boolean {
  if (process.platform === "linux" && process.getuid?.() === 0) return true;
  console.warn("NOT RUN: a full disk needs root on Linux (unshare, mount)");
  return false;
}

/** Runs the host where its data folder is a disk of six megabytes that nobody else sees. */
function onSmallDisk(data: string): string[] {
  const script = `cp -r ${data} ${data}.kept && mount -t tmpfs -o size=6m tmpfs ${data} &&
    cp -r ${data}.kept/. ${data}/ && exec "$@"`;
  return ["unshare", "-m", "sh", "-c", script, "sh"];
}

/** Writes until nothing more fits. */
function fillUp(file: string): void {
  const descriptor = openSync(file, "w");
  try {
    for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) writeUntilFull(descriptor, size);
  } finally {
    closeSync(descriptor);
  }
}

function writeUntilFull(descriptor: number, size: number): void {
  try {
    for (;;) if (writeSync(descriptor, Buffer.alloc(size)) < size) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
