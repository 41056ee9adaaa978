import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "./desk.ts";

/** A picture of the console at the moment a test failed, for whoever has to find out why. */
export async function keepPicture(
  page: Page,
  task: { name: string; result?: { state?: string } | undefined },
): Promise<void> {
  if (task.result?.state !== "fail") return;
  const folder = join(root, ".cache", "test-pictures");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${task.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80)}.png`);
  await page.screenshot({ path: file }).catch(() => {});
}
