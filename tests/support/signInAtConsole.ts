import type { Page } from "playwright-core";

/** Types agent ID and password into the log-in screen. */
export async function tryPassword(page: Page, agentId: string, password: string): Promise<void> {
  await page.getByLabel("工号").fill(agentId);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.keyboard.press("Enter");
}

/** The same, and waits for the desk. */
export async function signInAtConsole(page: Page, agentId: string, password: string): Promise<void> {
  await tryPassword(page, agentId, password);
  await page.getByLabel("搜索政策").waitFor();
}
