import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "../../scripts/build.ts";
import { fillComplaint, submitComplaint } from "../support/consoleActions.ts";
import { type Desk, openDesk, outputOf } from "../support/desk.ts";
import { keySourceOf, launchShell, type Shell, shellDriver } from "../support/shellDriver.ts";

let desk: Desk;
let server: Awaited<ReturnType<Desk["startServer"]>>;
let shell: Shell;

beforeAll(async () => {
  await build();
  desk = await openDesk();
  server = await desk.startServer();
  mkdirSync(join(desk.folder, "seat"));
  shell = await openShell();
});
afterAll(async () => {
  await shell?.close();
  await desk?.close();
});

describe(`from practice ring to synced ticket, in the desktop shell (${shellDriver})`, () => {
  test("061 signs in by keyboard and stays signed in when the window loads anew", async () => {
    await signIn();
    await shell.page.reload();
    await shell.page.getByLabel("搜索政策").waitFor();
  });

  test("the practice line rings and F2 answers", async () => {
    await shell.page.keyboard.press("F10");
    await shell.page.getByRole("button", { name: "模拟一个来电" }).click();
    await expect.poll(() => shell.page.title()).toMatch(/^☎ /);
    await shell.page.keyboard.press("F2");
    await shell.page.getByText("通话中").first().waitFor();
  });

  test("the policy is found, opened and cited without a mouse", async () => {
    await shell.page.keyboard.press("Control+k");
    await shell.page.keyboard.type("产假");
    await shell.page.getByRole("listbox").getByRole("option").first().waitFor();
    await shell.page.keyboard.press("Enter");
    await shell.page.getByRole("article", { name: "条文" }).waitFor();
    await shell.page.keyboard.press("Control+i");
    await citation().waitFor();
  });

  test("what was typed is still there after the whole program was killed", async () => {
    await shell.page.keyboard.press("Control+d");
    await fillComplaint(shell.page, "杭州示例制造有限公司");
    await shell.page.getByText("已保存").first().waitFor();
    shell.process.kill("SIGKILL");
    shell = await openShell();
    await signIn();
    await citation().waitFor();
    await shell.page.keyboard.press("Control+d");
    expect(await shell.page.getByLabel("单位名称").inputValue()).toBe("杭州示例制造有限公司");
  });

  test("the complaint gets a number and the server holds it once", async () => {
    const number = await submitComplaint(shell.page);
    expect(number).toMatch(/^\d{6}-\d{4}-\d{4}-\d{2}$/);
    await shell.page.getByRole("contentinfo").getByText("已同步").first().waitFor();
    const list = await outputOf(
      ["scripts/serverTicket.ts", "--server", server.serverUrl, "--as", "101", "list"],
      { ZUOXI_PASSWORD: server.passwords["101"] ?? "" },
    );
    expect(list.split(number).length - 1).toBe(1);
  });
});

function openShell(): Promise<Shell> {
  return launchShell({
    dataFolder: join(desk.folder, "seat"),
    env: {
      ZUOXI_SERVER: server.serverUrl,
      ...(server.code ? { ZUOXI_ENROL_CODE: server.code } : {}),
      ...keySourceOf(desk.folder),
    },
  });
}

async function signIn(): Promise<void> {
  await shell.page.getByLabel("工号").waitFor();
  await shell.page.keyboard.type("061");
  await shell.page.keyboard.press("Tab");
  await shell.page.keyboard.type(server.passwords["061"] ?? "");
  await shell.page.keyboard.press("Enter");
  await shell.page.getByLabel("搜索政策").waitFor();
}

function citation() {
  return shell.page.getByRole("region", { name: "引用依据" }).getByText(/依据《.+》/);
}
