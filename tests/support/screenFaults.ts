import axe from "axe-core";
import type { Page } from "playwright-core";
import { type ForeignWords, foreignFaults } from "./screenLanguage.ts";
import { openSight } from "./screenSight.ts";

export type Wishes = { foreign: ForeignWords | null; contrast: boolean };

/** Everything wrong with the screen as it stands now, in words; empty when nothing is. */
export async function screenFaults(page: Page, { foreign, contrast }: Wishes): Promise<string[]> {
  await openSight(page);
  return [
    ...(await page.evaluate(placeFaults)),
    ...(await page.evaluate(textFaults)),
    ...(await page.evaluate(fieldFaults)),
    ...(await page.evaluate(frameFaults)),
    ...(foreign ? await page.evaluate(foreignFaults, foreign) : []),
    ...(contrast ? await poorContrasts(page) : []),
  ];
}

async function poorContrasts(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await checker.run(document, {
      runOnly: ["color-contrast"],
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
  });
}

/** What scrolls that should not, and what stands beyond the edge. Runs in the page, as those below do. */
function placeFaults(): string[] {
  const { isShown, named, mayScroll } = window.sight;
  const slack = 1.5;
  const faults: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`the page scrolls sideways: ${root.scrollWidth}`);
  if (root.scrollHeight > root.clientHeight) faults.push(`the page scrolls: ${root.scrollHeight}`);
  const beyond = (element: Element) => element.scrollWidth - element.clientWidth;
  const isScroller = (element: Element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const wide = [...document.querySelectorAll("body *:not(input, select, textarea)")].filter(
    (element) => beyond(element) > slack && isScroller(element) && isShown(element) && !mayScroll(element),
  );
  for (const each of wide) faults.push(`scrolls sideways by ${beyond(each)}: ${named(each)}`);
  for (const control of document.querySelectorAll("button, a, input, select, textarea, [role='option']")) {
    const { left, right, width } = control.getBoundingClientRect();
    if (width === 0 || (left >= -slack && right <= innerWidth + slack)) continue;
    if (isShown(control) && !mayScroll(control)) faults.push(`beyond the edge: ${named(control)}`);
  }
  return faults;
}

/** Text that is cut off without a sign, wrapped where one line is meant, or not filled in. */
function textFaults(): string[] {
  const { named, texts } = window.sight;
  const slack = 1.5;
  const faults = new Set<string>();
  const range = document.createRange();

  /** The boxes that could cut the text off: outwards until one that shows the cut or lets it scroll. */
  function boxesAround(parent: Element): Element[] {
    const boxes: Element[] = [];
    for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
      const { textOverflow, webkitLineClamp, overflowX, position } = getComputedStyle(box);
      if (textOverflow === "ellipsis" || webkitLineClamp !== "none") break;
      boxes.push(box);
      if (["auto", "scroll"].includes(overflowX) || position === "fixed") break;
    }
    return boxes;
  }

  function cuts(box: Element, text: DOMRect, control: Element | null): boolean {
    const edge = box.getBoundingClientRect();
    if (text.left >= edge.left - slack && text.right <= edge.right + slack) return false;
    return box === control || ["hidden", "clip"].includes(getComputedStyle(box).overflowX);
  }

  for (const { node, parent } of texts()) {
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    const control = parent.closest("button, th, [class*='adge'], [data-save]");
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 4)));
    if (/\{\w+\}|undefined|NaN|\[object/.test(node.data)) faults.add(`not filled in: ${named(parent)}`);
    const isShort = control?.matches(":not(th)") && (control.textContent ?? "").length <= 40;
    if (isShort && lines.size > 1) faults.add(`wrapped: ${named(parent)}`);
    if (boxesAround(parent).some((box) => cuts(box, text, control))) faults.add(`cut off: ${named(parent)}`);
  }
  return [...faults];
}

/** What a closed list shows and what an empty field suggests are no text nodes: they are measured. */
function fieldFaults(): string[] {
  const { isShown, named } = window.sight;
  const faults: string[] = [];
  const brush = document.createElement("canvas").getContext("2d")!;
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
    const style = getComputedStyle(field);
    const hint = "placeholder" in field && field.value === "" ? field.placeholder : "";
    const shown = "selectedOptions" in field ? (field.selectedOptions[0]?.textContent ?? "") : hint;
    if (!shown || style.textOverflow === "ellipsis" || !isShown(field)) continue;
    brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const padding = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
    const short = Math.round(brush.measureText(shown).width - (field.clientWidth - padding));
    if (short > 1) faults.push(`${short} px too narrow for “${shown}”: ${named(field)}`);
  }
  return faults;
}

/** The bars around every screen: one line each, and nothing over anything else. */
function frameFaults(): string[] {
  const { isShown, named } = window.sight;
  const slack = 1.5;
  const faults: string[] = [];
  const overlap = (one: DOMRect, other: DOMRect) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack;
  for (const frame of document.querySelectorAll("header:has(h1), header:has(h1) > *, nav, footer")) {
    const items = [...frame.children].filter((each) => isShown(each));
    for (const [at, item] of items.entries()) {
      const other = items
        .slice(at + 1)
        .find((each) => overlap(item.getBoundingClientRect(), each.getBoundingClientRect()));
      if (other) faults.push(`overlap: ${named(item)} and ${named(other)}`);
    }
  }
  for (const control of document.querySelectorAll(
    "header:has(h1) fieldset :is(button, select), nav:not(main *) button",
  )) {
    const { left, top, width, height } = control.getBoundingClientRect();
    const above = document.elementFromPoint(left + width - 4, top + height / 2);
    if (width > 0 && above !== control && !control.contains(above)) faults.push(`covered: ${named(control)}`);
  }
  for (const [bar, most] of [
    ["header:has(h1)", 48],
    ["footer:has(h2)", 32],
  ] as const) {
    const height = document.querySelector(bar)?.getBoundingClientRect().height ?? 0;
    if (height > most) faults.push(`more than one line: ${bar}, ${height} px`);
  }
  return faults;
}
