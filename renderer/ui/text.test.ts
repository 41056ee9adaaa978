import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { AppError } from "../../shared/errors.ts";
import { certificateRules } from "../../shared/sync/certificateTrouble.ts";
import { aliasText } from "../features/aliases/alias.text.ts";
import { hintText } from "../features/library/hints.text.ts";
import { phraseText } from "../features/phrases/phrases.text.ts";
import { searchModelText } from "../features/searchModel/searchModel.text.ts";
import { administrationText } from "./administrationText.ts";
import { libraryEn } from "./library.en.ts";
import { libraryZh } from "./library.zh.ts";
import { packageText } from "./packageText.ts";
import { statisticsText } from "./statisticsText.ts";
import { en } from "./strings.en.ts";
import { zh } from "./strings.zh.ts";
import { errorSentence, fill, ruleSentence, toProblem } from "./text.ts";

/** Every sentence with the way to it. */
function sentences(tree: object, way = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${way}${key}`, value]] : sentences(value as object, `${way}${key} / `),
  );
}

/** The catalogue of the desk with those that are fetched later. */
const all = { zh: { ...zh, library: libraryZh }, en: { ...en, library: libraryEn } };

const blanks = (sentence: string) =>
  [...sentence.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name).sort();

/** What every start loads, and what parts bring along when they are opened. */
const catalogues = [
  all,
  ...[administrationText, aliasText, packageText, statisticsText, phraseText, hintText, searchModelText].map(
    (part): { zh: object; en: object } => part,
  ),
];

test.each(catalogues)("both languages have the same keys, and the same blanks in every sentence", (both) => {
  const english = new Map(sentences(both.en));
  const chinese = new Map(sentences(both.zh));
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  for (const [key, sentence] of chinese)
    expect([key, blanks(english.get(key)!)]).toEqual([key, blanks(sentence)]);
});

test("no sentence is empty, and no English one holds Chinese except names of the product and the trade", () => {
  const english = catalogues.flatMap((both) => sentences(both.en));
  for (const [key, sentence] of [...catalogues.flatMap((both) => sentences(both.zh)), ...english])
    expect([key, sentence]).not.toEqual([key, ""]);
  const mixed = english.filter(([, sentence]) => /\p{Script=Han}/u.test(sentence));
  expect(mixed.map(([key]) => key)).toEqual(["app / language", "library / placeholder"]);
});

/** Files of the product in which a rule may be named. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => join(folder, file));
}

/** `rule: "…"`, `refused("…"` and rules given on by name. */
const named =
  /(?:rule:|refused\(|missing\(form, "[^"]*",|error\("[^"]*",|warning\("[^"]*",)\s*"([a-zA-Z]+\.[a-zA-Z]+)"/g;

test("every rule that is named anywhere in the product has its sentence", () => {
  const rules = new Set<string>();
  for (const folder of ["shared/domain", "shared/rpc", "shared/sync", "db", "electron/backend", "renderer"])
    for (const file of sources(folder))
      for (const [, rule] of readFileSync(file, "utf8").matchAll(named)) rules.add(rule!);
  expect(rules.size).toBeGreaterThan(40);
  expect([...rules].filter((rule) => !Object.hasOwn(zh.errors, rule)).sort()).toEqual([]);
});

test("everything that can be wrong with the line to the server has its sentence", () => {
  const rules = [...certificateRules, "server.notEncrypted", "server.lineNotPrivate"];
  expect(rules.filter((rule) => !Object.hasOwn(zh.errors, rule))).toEqual([]);
});

test("a rule without a sentence says the general one and never shows its code", () => {
  expect(ruleSentence(zh, "nobody.knows")).toBe(zh.errors.general);
  expect(ruleSentence(zh, "constructor")).toBe(zh.errors.general);
  expect(ruleSentence(zh, null)).toBe(zh.errors.general);
});

test("the values of a refusal stand in its sentence, names of the trade by name", () => {
  const locked = new AppError("rule_violated", "Locked", { rule: "session.locked", detail: { minutes: 14 } });
  expect(errorSentence(zh, toProblem(locked))).toContain("请 14 分钟后再试");
  expect(ruleSentence(zh, "complaint.elementMissing", { element: "course" })).toBe("六要素缺少“经过”。");
  expect(ruleSentence(en, "complaint.elementMissing", { element: "course" })).toContain("Course");
  expect(ruleSentence(zh, "ticket.moveNotAllowed", { from: "submitted", to: "closed" })).toContain("已提交");
});

test("an error that is a bug tells nothing of its message", () => {
  const problem = toProblem(new TypeError("330106198805150014 is not a function"));
  expect(errorSentence(zh, problem)).toBe(zh.errors.internal);
});

test("a blank without a value stays visible", () => {
  expect(fill("{a} {b}", { a: 1 })).toBe("1 {b}");
});
