import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { parseDocument } from "../../electron/backend/library/parseDocument.ts";
import { root } from "./desk.ts";
import type { InputMethod } from "./inputMethod.ts";

/** One thing the fingers do, and what stands in the box when it is done. */
export type Step = { letters: string | null; text: string; box: string };

const composed = /^([a-z']+) (\p{Script=Han}+)$/u;

/**
 * `gong'shang 工伤` is composed; anything else is typed. Every typed character is a step of its own, since each one is
 * searched.
 */
export function stepsOf(typed: readonly string[]): Step[] {
  let box = "";
  const put = (letters: string | null, text: string) => {
    box += text;
    return { letters, text, box };
  };
  return typed.flatMap((part) => {
    const [, letters = "", word = ""] = composed.exec(part) ?? [];
    return word === "" ? [...part].map((character) => put(null, character)) : [put(letters, word)];
  });
}

/** Letters and digits have keys; full-width forms and brackets come out of the input method. */
export async function take(step: Step, inputMethod: InputMethod, page: Page): Promise<void> {
  const { letters, text } = step;
  if (letters !== null) await inputMethod.compose(letters);
  if (letters === null && /^[ -~]$/.test(text)) await page.keyboard.press(text === " " ? "Space" : text);
  else await inputMethod.choose(text);
}

/** A clause as the screen shows it; of a text that is over, the badge says otherwise. */
export type ShownClause = { title: string; isInForce: boolean; label: string };

/** `top`: where the list begins; `clauses`: the first five, as far as at least their first line can be seen. */
export type InSight = { top: number; clauses: ShownClause[] };

/** Runs in the page; null while the list does not yet answer what stands in the box. */
export function clausesInSight(box: string): InSight | null {
  const input = document.querySelector<HTMLInputElement>('[data-focus="library"]');
  const list = document.querySelector("#library-results");
  if (input?.value !== box || list?.getAttribute("aria-busy") !== "false") return null;
  const { top, bottom } = list.getBoundingClientRect();
  const lineHeight = 20;
  const clauses = [...list.querySelectorAll('[role="option"]')]
    .slice(0, 5)
    .filter((option) => option.getBoundingClientRect().top + lineHeight <= bottom)
    .map((option) => {
      const name = option.closest('[role="group"]')?.getAttribute("aria-label") ?? "";
      const title = name.slice(0, name.lastIndexOf(" "));
      const label = option.querySelector("strong")?.textContent ?? "";
      return { title, isInForce: name.endsWith(" 现行有效"), label };
    });
  return { top, clauses };
}

/** How the screen names the clauses of `workInjury 问 1, 问 3`. */
export function namesOf(right: readonly string[]): ShownClause[] {
  return right.flatMap((each) => {
    const [file = "", ...rest] = each.split(" ");
    const name = `${file}.md`;
    const parsed = parseDocument(
      name,
      readFileSync(join(root, "electron/backend/library/data/starter", name)),
    );
    if (!parsed.ok) throw new Error(`${name}: ${parsed.rule}`);
    const { title, statedUntil, clauses } = parsed.value;
    return rest
      .join(" ")
      .split(", ")
      .map((number) => {
        const clause = clauses.find(({ label }) => label === number || label?.startsWith(`${number}、`));
        if (!clause?.label) throw new Error(`${name} has no ${number}`);
        return { title, isInForce: statedUntil === null, label: clause.label };
      });
  });
}
