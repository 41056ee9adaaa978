import type { Page } from "playwright-core";

/** What the checks of a screen share; it lives in the page, where they run. */
export type Sight = {
  isShown(element: Element): boolean;
  /** The element in a sentence. */
  named(element: Element): string;
  /** Everything of the page that is text and in sight, with the element around it. */
  texts(): { node: Text; parent: Element }[];
  /** A line of filters, or a table whose first column stays: they may be wider than their place. */
  mayScroll(element: Element): boolean;
};

declare global {
  interface Window {
    sight: Sight;
  }
}

export async function openSight(page: Page): Promise<void> {
  await page.evaluate(install);
}

/** Runs in the page and so brings all it needs with it. */
function install(): void {
  const unseen = "[aria-hidden='true'], option, script, style, noscript";

  const clipped = new Map<Element, boolean>();

  function isForReadersOnly(element: Element | null): boolean {
    if (element === null || element === document.body) return false;
    const known = clipped.get(element);
    if (known !== undefined) return known;
    const is = getComputedStyle(element).clipPath !== "none" || isForReadersOnly(element.parentElement);
    clipped.set(element, is);
    return is;
  }

  function isShown(element: Element): boolean {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    return element.closest(unseen) === null && !isForReadersOnly(element);
  }

  function named(element: Element): string {
    const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
    return `<${element.tagName.toLowerCase()}> “${name.trim().replace(/\s+/g, " ").slice(0, 60)}”`;
  }

  function texts() {
    const found: ReturnType<Sight["texts"]> = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && node.textContent?.trim() && isShown(parent)) found.push({ node: node as Text, parent });
    }
    return found;
  }

  function mayScroll(element: Element): boolean {
    if (element.closest("[role='toolbar']")) return true;
    const frame = element.querySelector("table") ?? element.closest("table");
    const first = frame?.querySelector("tbody th:first-child");
    return first ? getComputedStyle(first).position === "sticky" : false;
  }

  window.sight = { isShown, named, texts, mayScroll };
}
