import type { Page } from "playwright-core";
import { zh } from "../../renderer/ui/strings.zh.ts";

/** Types agent ID and password into the log-in screen. */
export async function tryPassword(page: Page, agentId: string, password: string): Promise<void> {
  const number = page.getByLabel("工号");
  await number.waitFor();
  // A new seat has its place a moment before it has its people, and says so meanwhile.
  await page.getByText(zh.notices.noAccounts).waitFor({ state: "hidden" });
  await number.fill(agentId);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

/** The same, and waits for the desk. */
export async function signInAtConsole(page: Page, agentId: string, password: string): Promise<void> {
  await tryPassword(page, agentId, password);
  await page.getByLabel("搜索政策").waitFor();
}
