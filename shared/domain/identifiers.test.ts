import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkCreditCode,
  checkIdNumber,
  creditCheckCharacter,
  foldDigits,
  idCheckCharacter,
} from "./identifiers.ts";

fc.configureGlobal({ seed: 12333 });

const today = "2026-11-22";
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

describe("checkIdNumber", () => {
  // The first is the worked example of GB 11643-1999 itself.
  it.each([
    ["11010519491231002X", { kind: "id18", birthOn: "1949-12-31", sex: "female", region: "北京" }],
    ["11010519491231002x", { kind: "id18", birthOn: "1949-12-31", sex: "female", region: "北京" }],
    [
      "１１０１０５１９４９１２３１００２Ｘ",
      { kind: "id18", birthOn: "1949-12-31", sex: "female", region: "北京" },
    ],
    ["440524 1880 0101 0014", null],
    ["440524 1980 0101 001X", null],
    ["330106 800101 001", { kind: "id15", birthOn: "1980-01-01", sex: "male", region: "浙江" }],
    ["330106200002290018", null],
  ])("reads %s", (text, expected) => {
    const result = checkIdNumber(text, today);
    if (expected === null) return expect(result.ok ? "accepted" : result.rule).toMatch(/^idNumber\./);
    expect(result).toMatchObject({ ok: true, value: expected });
  });

  it.each([
    ["", "idNumber.length"],
    ["1101051949123100", "idNumber.length"],
    ["1101051949123100200", "idNumber.length"],
    ["1101051949123100XX", "idNumber.characters"],
    ["11010519491231OO2X", "idNumber.characters"],
    ["33010680010100X", "idNumber.characters"],
    ["99010519491231002X", "idNumber.region"],
    ["000000000000000", "idNumber.region"],
    ["11010519490231002X", "idNumber.birthDate"],
    ["11010519491301002X", "idNumber.birthDate"],
    ["11010519010229002X", "idNumber.birthDate"],
    ["11010520270101002X", "idNumber.birthDate"],
    ["11010518491231002X", "idNumber.birthDate"],
    ["110105194912310020", "idNumber.checkDigit"],
  ])("refuses %s with %s", (text, rule) => {
    expect(checkIdNumber(text, today)).toMatchObject({ ok: false, rule });
  });

  it("takes a birth today and refuses one tomorrow", () => {
    const born = (day: string) => withCheck(`330106${day}001`);
    expect(checkIdNumber(born("20261122"), today).ok).toBe(true);
    expect(checkIdNumber(born("20261123"), today)).toMatchObject({ ok: false, rule: "idNumber.birthDate" });
  });

  it("knows the residence permits of Hong Kong, Macao and Taiwan and the foreigner's card", () => {
    const regions = ["810000", "820000", "830000", "933840"].map((prefix) => {
      const result = checkIdNumber(withCheck(`${prefix}19900101001`), today);
      return result.ok ? result.value.region : result.rule;
    });
    expect(regions).toEqual(["香港", "澳门", "台湾", "浙江"]);
  });

  it("never says a digit of the number in a refusal", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (text) => {
        const result = checkIdNumber(text, today);
        if (result.ok) return;
        expect(Object.keys(result.detail ?? {}).every((key) => key === "length")).toBe(true);
      }),
    );
  });

  it("catches every single wrong digit and every swapped pair", () => {
    const birthDay = fc.date({
      min: new Date("1930-01-01"),
      max: new Date("2025-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(birthDay, fc.integer({ min: 0, max: 999 }), (birth, sequence) => {
        const day = birth.toISOString().slice(0, 10).replaceAll("-", "");
        const number = withCheck(`330106${day}${String(sequence).padStart(3, "0")}`);
        expect(checkIdNumber(number, today).ok).toBe(true);
        for (const wrong of misreadings(number, "0123456789"))
          expect(checkIdNumber(wrong, today).ok).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

describe("checkCreditCode", () => {
  it.each([
    "91350100M000100Y43",
    "91350100m000100y43",
    "９１３５０１００Ｍ０００１００Ｙ４３",
    "91350100 M000100Y 43",
  ])("accepts %s", (text) => {
    // The example of GB 32100-2015.
    expect(checkCreditCode(text)).toEqual({ ok: true, value: "91350100M000100Y43" });
  });

  it.each([
    ["", "creditCode.length"],
    ["91350100M000100Y4", "creditCode.length"],
    ["91350100M000100YO3", "creditCode.characters"],
    ["9135010OM000100Y43", "creditCode.characters"],
    ["91A50100M000100Y43", "creditCode.characters"],
    ["某某公司某某公司某某公司某某公司某某", "creditCode.characters"],
    ["91350100M000100Y44", "creditCode.checkCharacter"],
    ["91350100M000010Y43", "creditCode.checkCharacter"],
  ])("refuses %s with %s", (text, rule) => {
    expect(checkCreditCode(text)).toMatchObject({ ok: false, rule });
  });

  it("catches every single wrong character and every swapped pair", () => {
    const body = fc.array(fc.constantFrom(...creditAlphabet), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(body, (signs) => {
        const first17 = `91330106${signs.join("")}`;
        const code = first17 + creditCheckCharacter(first17);
        expect(checkCreditCode(code)).toEqual({ ok: true, value: code });
        for (const wrong of misreadings(code, creditAlphabet)) expect(checkCreditCode(wrong).ok).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
});

describe("foldDigits", () => {
  it("folds full-width signs and leaves Chinese text alone", () => {
    expect(foldDigits("工号０６１　－Ａｂ（张三）")).toBe("工号061 -Ab(张三)");
  });
});

function withCheck(first17: string): string {
  return first17 + idCheckCharacter(first17);
}

/** Every text that differs in one character, or by one swap of unlike neighbours. */
function misreadings(text: string, alphabet: string): string[] {
  const signs = [...text];
  const changed = signs.flatMap((sign, at) =>
    [...alphabet].filter((other) => other !== sign).map((other) => signs.with(at, other).join("")),
  );
  const swapped = signs.flatMap((sign, at) => {
    const next = signs[at + 1];
    return next === undefined || next === sign
      ? []
      : [
          signs
            .with(at, next)
            .with(at + 1, sign)
            .join(""),
        ];
  });
  return [...changed, ...swapped];
}
