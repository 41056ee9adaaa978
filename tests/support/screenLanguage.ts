import { aliasText } from "../../renderer/features/aliases/alias.text.ts";
import { searchModelText } from "../../renderer/features/searchModel/searchModel.text.ts";
import { administrationZh } from "../../renderer/ui/administration.zh.ts";
import { libraryZh } from "../../renderer/ui/library.zh.ts";
import { packagesZh } from "../../renderer/ui/packages.zh.ts";
import { statisticsZh } from "../../renderer/ui/statistics.zh.ts";
import { zh } from "../../renderer/ui/strings.zh.ts";
import { defaultSites } from "../../shared/domain/reference.ts";

/** How to tell the screen's own Chinese, which is a fault on an English screen, from Chinese that is data. */
export type ForeignWords = {
  /** Parts that show what the law, citizens and the centre have written. */
  places: string;
  /** Names, which may stand anywhere. */
  names: string[];
  /** The words of the Chinese screen: wrong also where data stand. */
  own: string[];
};

const places = [
  "[lang|='zh']:not(html)",
  "textarea",
  // The library, what of it is offered, and what of it is cited.
  "section[aria-label='Library']",
  "section[aria-label='For what you write']",
  "section[aria-label='Citations']",
  "[class*='_block_'] li",
  // What was written down, of whom, and where numbers come from.
  "dd",
  "td",
  "[class*='readBack']",
  "[class*='respondent']",
  "[class*='ellipsis']",
  "[class*='trayName']",
  "[class*='fileName']",
  "[class*='TextInput-description']",
  "section[aria-label='Insured person'] section",
];

/** Official texts, names and what was typed are Chinese in every language of the screen. */
export const foreignWords: ForeignWords = {
  places: places.join(", "),
  names: ["中文", "张敏", "李红梅", "王建国", ...defaultSites.map(({ name }) => name)],
  own: [zh, administrationZh, libraryZh, packagesZh, statisticsZh, aliasText.zh, searchModelText.zh].flatMap(
    (catalogue) => sentencesOf(catalogue),
  ),
};

function sentencesOf(part: object): string[] {
  return Object.values(part).flatMap((each) =>
    typeof each === "string" ? [each] : sentencesOf(each as object),
  );
}

/** Runs in the page and so brings all it needs with it. */
export function foreignFaults({ places: data, names, own }: ForeignWords): string[] {
  const faults = new Set<string>();
  const chinese = /\p{Script=Han}/u;
  const ours = new Set(own.filter((each) => chinese.test(each) && !names.includes(each)));

  function check(words: string, element: Element, what: string) {
    const rest = names.reduce((left, name) => left.replaceAll(name, ""), words).trim();
    if (!chinese.test(rest) || (!ours.has(rest) && element.closest(data))) return;
    faults.add(`Chinese ${what}: “${rest.slice(0, 60)}” in ${element.tagName} ${element.className}`);
  }

  for (const { node, parent } of window.sight.texts()) check(node.data, parent, "on the English screen");
  for (const option of document.querySelectorAll("option")) check(option.text, option, "choice");
  for (const name of ["title", "aria-label", "placeholder"])
    for (const element of document.querySelectorAll(`[${name}]`))
      check(element.getAttribute(name) ?? "", element, name);
  return [...faults];
}
