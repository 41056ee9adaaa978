import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "./desk.ts";
import { screenFaults } from "./screenFaults.ts";
import { foreignWords } from "./screenLanguage.ts";

type Look = { language: "zh" | "en"; width: number; height: number };

const everyLook: readonly Look[] = [
  { language: "zh", width: 1440, height: 900 },
  { language: "en", width: 1024, height: 768 },
  { language: "zh", width: 1024, height: 768 },
  { language: "en", width: 1440, height: 900 },
];
const atRest = everyLook[0]!;

/** All four looks at every screen, and pictures of them under .cache/screens. */
const isThorough = Boolean(process.env.ZUOXI_LONG || process.env.ZUOXI_PICTURES);

/** Looks at screens one after the other, each in all languages and sizes, and remembers what was wrong with them. */
export function createLooks(): Looks {
  const found: string[] = [];
  let scenes = 0;
  return {
    found,
    closer: (page, scene) => (isThorough ? looksAt(page, scene) : Promise.resolve()),
    at: (page, scene) => looksAt(page, scene),
  };

  async function looksAt(page: Page, scene: string): Promise<void> {
    // The short form sees every screen once: the four looks take turns, and colours are the same in all of them.
    const looks = isThorough ? everyLook : [everyLook[(scenes * 3 + 1) % everyLook.length]!];
    scenes += 1;
    for (const look of looks) {
      await show(page, look);
      const wishes = {
        foreign: look.language === "en" ? foreignWords : null,
        contrast: isThorough || scenes % 5 === 0,
      };
      const size = `${look.width}x${look.height}`;
      for (const fault of await screenFaults(page, wishes))
        found.push(`${scene}, ${look.language}, ${size}: ${fault}`);
      if (isThorough) await page.screenshot({ path: pictureOf(`${size}-${look.language}-${scene}`) });
    }
    await show(page, atRest);
  }
}

export type Looks = {
  /** All faults so far, each with its scene. */
  found: string[];
  /** Looks at the page as it stands and leaves it in Chinese at the reference size. */
  at(page: Page, scene: string): Promise<void>;
  /** The same for a screen that was seen already and is now scrolled: only where there is time for all looks. */
  closer(page: Page, scene: string): Promise<void>;
};

function pictureOf(name: string): string {
  const folder = join(root, ".cache", "screens");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}

async function show(page: Page, { language, width, height }: Look): Promise<void> {
  const now = page.viewportSize();
  if (now?.width !== width) await page.setViewportSize({ width, height });
  await page.evaluate(changeLanguage, language);
}

/** By the page's own button, without taking the caret; then until nothing moves any more, and a second at most. */
async function changeLanguage(wanted: "zh" | "en"): Promise<void> {
  const title = { en: "切换为英文", zh: "Switch to Chinese" }[wanted];
  document.querySelector<HTMLButtonElement>(`button[title="${title}"]`)?.click();
  const until = performance.now() + 1_000;
  let movedAt = performance.now();
  const watch = new MutationObserver(() => {
    movedAt = performance.now();
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  const isOther = () => document.querySelector(`button[title="${title}"]`) !== null;
  while (performance.now() < until && (isOther() || performance.now() - movedAt < 30))
    await new Promise((resolve) => requestAnimationFrame(resolve));
  watch.disconnect();
}
