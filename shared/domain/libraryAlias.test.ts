import { describe, expect, it } from "vitest";
import {
  type AliasEntry,
  aliasesInUse,
  checkAlias,
  listAliases,
  type StoredAlias,
  splitWords,
  withAlias,
} from "./libraryAlias.ts";

const shipped: AliasEntry[] = [
  { id: "annual-leave", terms: ["年假", "公休"], official: ["年休假"] },
  { id: "wages-owed", terms: ["欠薪"], official: ["拖欠劳动报酬"] },
];

function stored(entry: AliasEntry, disabled = false): StoredAlias {
  return { ...entry, disabled, changedAt: "2026-11-25T01:00:00.000Z", changedBy: "001" };
}

const own: AliasEntry = { id: "own-1", terms: ["买断工龄"], official: ["经济补偿"] };

describe("the table of the centre", () => {
  it("is the shipped one until something is changed", () => {
    expect(aliasesInUse(shipped, [])).toEqual(shipped);
    expect(listAliases(shipped, []).map(({ origin }) => origin)).toEqual(["shipped", "shipped"]);
  });

  it("puts the centre's wording in the place of the shipped one, and its own entries behind", () => {
    const changed = { id: "annual-leave", terms: ["年假"], official: ["年休假", "带薪年休假"] };
    const list = listAliases(shipped, [stored(changed), stored(own)]);
    expect(list.map(({ id, origin }) => [id, origin])).toEqual([
      ["annual-leave", "changed"],
      ["wages-owed", "shipped"],
      ["own-1", "own"],
    ]);
    expect(aliasesInUse(shipped, [stored(changed)])[0]).toEqual(changed);
  });

  it("keeps what is switched off in sight and out of use", () => {
    const off = [stored(shipped[0]!, true), stored(own, true)];
    expect(aliasesInUse(shipped, off).map(({ id }) => id)).toEqual(["wages-owed"]);
    expect(listAliases(shipped, off).filter(({ disabled }) => disabled)).toHaveLength(2);
  });

  it("calls an entry shipped again once its words are", () => {
    expect(listAliases(shipped, [stored(shipped[0]!)])[0]).toMatchObject({
      origin: "shipped",
      disabled: false,
    });
  });

  it("can be looked at as it would be after a change", () => {
    expect(withAlias(shipped, own, false)).toEqual([...shipped, own]);
    expect(withAlias(shipped, shipped[0]!, true)).toEqual([shipped[1]]);
  });
});

describe("an entry", () => {
  it.each<[string, AliasEntry, string | null]>([
    ["may be new", own, null],
    ["may keep its own words", { ...shipped[0]!, terms: ["年假", "休年假"] }, null],
    ["has no word that another has", { ...own, terms: ["买断工龄", "欠薪"] }, "alias.termKnown"],
    ["does not lead to itself", { ...own, official: ["买断工龄"] }, "alias.termIsOfficial"],
    [
      "is compared without regard to width and case",
      { ...own, terms: ["ＡＰＰ"], official: ["app"] },
      "alias.termIsOfficial",
    ],
  ])("%s", (_rule, entry, rule) => {
    const outcome = checkAlias(entry, shipped);
    expect(outcome.ok ? null : outcome.rule).toBe(rule);
  });
});

it.each([
  ["年假，公休、休年假", ["年假", "公休", "休年假"]],
  ["a\nb\n\nb", ["a", "b"]],
  ["n+1; 双倍 工资", ["n+1", "双倍 工资"]],
  ["  ", []],
])("words typed as %j are %j", (text, list) => {
  expect(splitWords(text)).toEqual(list);
});
