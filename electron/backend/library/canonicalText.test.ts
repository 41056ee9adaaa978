import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText, canonicalTextWithOrigins } from "./canonicalText.ts";
import { parseNumeral } from "./numerals.ts";
import { indexTerms } from "./tokens.ts";

describe("canonical text", () => {
  it.each([
    ["產假九十八天", "产假98天"],
    ["第三十八条之一", "第38条之一"],
    ["第一百零七条", "第107条"],
    ["百分之二十", "20%"],
    ["３万元 ABC", "30000元 abc"],
    ["三倍工资", "3倍工资"],
    ["二〇二四年", "2024年"],
    ["十万八千", "108000"],
    ["统一，万一", "统一,万一"],
    ["三期女职工", "三期女职工"],
    ["①勞動", "1劳动"],
    ["一\ud800条", "一\ud800条"],
  ])("%s is compared as %s", (text, canonical) => {
    expect(canonicalText(text)).toBe(canonical);
  });

  it("leads back to the original from every unit", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const { text: canonical, origins } = canonicalTextWithOrigins(text);
        expect(canonical).toBe(canonicalText(text));
        expect(origins).toHaveLength(canonical.length);
        origins.forEach((origin, at) => {
          expect(origin).toBeGreaterThanOrEqual(origins[at - 1] ?? 0);
          expect(origin).toBeLessThan(text.length);
        });
      }),
      { seed: 2 },
    );
  });

  it("reads every numeral up to 99,999 as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), (value) => {
        expect(parseNumeral(spellOut(value))).toBe(String(value));
      }),
      { seed: 3 },
    );
  });
});

describe("index terms", () => {
  it.each([
    ["产假98天", ["产假", "假98", "98", "98天", "天"]],
    ["工资，加班", ["工资", "资", "加班", "班"]],
    ["扣除20%", ["扣除", "除20%", "20%"]],
    ["n+1", ["n", "1"]],
    ["", []],
  ])("of %s", (text, terms) => {
    expect(indexTerms(text)).toEqual(terms);
  });
});

/** 30105 → 三万零一百零五. */
function spellOut(value: number): string {
  const digits = "零一二三四五六七八九";
  const section = (rest: number) => {
    let text = "";
    for (const [unit, name] of [
      [1_000, "千"],
      [100, "百"],
      [10, "十"],
      [1, ""],
    ] as const) {
      const digit = Math.floor(rest / unit) % 10;
      if (digit > 0) text += digits[digit] + name;
      else if (text !== "" && rest % unit > 0 && !text.endsWith("零")) text += "零";
    }
    return text;
  };
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  const between = high > 0 && low > 0 && low < 1_000 ? "零" : "";
  return (high > 0 ? `${section(high)}万` : "") + between + (low > 0 ? section(low) : "");
}
