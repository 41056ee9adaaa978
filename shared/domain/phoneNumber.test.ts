import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allAreaCodes } from "./areaCodes.ts";
import { callerMatch, parsePhone, sameCaller } from "./phoneNumber.ts";

fc.configureGlobal({ seed: 12333 });

describe("parsePhone", () => {
  it.each([
    ["13800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["138 0013 8000", "mobile", "13800138000", "138 0013 8000", null],
    ["138-0013-8000", "mobile", "13800138000", "138 0013 8000", null],
    ["１３８００１３８０００", "mobile", "13800138000", "138 0013 8000", null],
    ["+8613800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["+86 (138) 0013-8000", "mobile", "13800138000", "138 0013 8000", null],
    ["008613800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["8613800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["013800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["913800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["9013800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["sip:13800138000@127.0.0.1:5060;transport=ws", "mobile", "13800138000", "138 0013 8000", null],
    ["tel:+8613800138000", "mobile", "13800138000", "138 0013 8000", null],
    ["057187654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["0571/87654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["(0571) 8765 4321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["+86 571 87654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["+86 0571 87654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["8657187654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["9057187654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["87654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["987654321", "landline", "057187654321", "0571-8765 4321", "杭州"],
    ["05706543210", "landline", "05706543210", "0570-654 3210", "衢州"],
    ["010-65432100", "landline", "01065432100", "010-6543 2100", "北京"],
    ["+861065432100", "landline", "01065432100", "010-6543 2100", "北京"],
    ["12333", "service", "12333", "12333", null],
    ["010-12333", "service", "01012333", "010-12333", "北京"],
    ["01012333", "service", "01012333", "010-12333", "北京"],
    ["0571 12333", "service", "057112333", "0571-12333", "杭州"],
    ["+86 571 12333", "service", "057112333", "0571-12333", "杭州"],
    ["+8612333", "service", "12333", "12333", null],
    ["0755-12345", "service", "075512345", "0755-12345", "深圳"],
    ["912333", "service", "12333", "12333", null],
    ["12388", "service", "12388", "12388", null],
    ["95588", "service", "95588", "95588", null],
    ["96345", "service", "96345", "96345", null],
    ["10086", "service", "10086", "10086", null],
    ["110", "service", "110", "110", null],
    ["4008123456", "toll-free", "4008123456", "400-812-3456", null],
    ["400-812-3456", "toll-free", "4008123456", "400-812-3456", null],
    ["800 820 1234", "toll-free", "8008201234", "800-820-1234", null],
    ["+14155550123", "international", "+14155550123", "+14155550123", null],
    ["0014155550123", "international", "+14155550123", "+14155550123", null],
    ["+852 2345 6789", "international", "+85223456789", "+852 23456789", "香港"],
    ["8001", "extension", "8001", "8001", null],
    ["", "hidden", "", "号码未显示", null],
    ["anonymous", "hidden", "", "号码未显示", null],
    ["sip:anonymous@anonymous.invalid", "hidden", "", "号码未显示", null],
    ["12345678901234567890123", "unknown", "12345678901234567890123", "12345678901234567890123", null],
    ["1380013800", "unknown", "1380013800", "1380013800", null],
    ["打不通", "unknown", "", "打不通", null],
  ])("reads %s as %s", (text, kind, digits, display, region) => {
    expect(parsePhone(text)).toMatchObject({ kind, digits, display, region, unknownAreaCode: false });
  });

  it("flags an area code nobody has and does not guess its place", () => {
    expect(parsePhone("0340-8765432")).toMatchObject({
      kind: "landline",
      areaCode: "0340",
      region: null,
      unknownAreaCode: true,
    });
    expect(parsePhone("026 12333")).toMatchObject({
      kind: "service",
      areaCode: "026",
      region: null,
      unknownAreaCode: true,
    });
  });

  it("adds the home area code of the site to a local number", () => {
    expect(parsePhone("65432100", "010")).toMatchObject({
      digits: "01065432100",
      region: "北京",
      areaCode: "010",
    });
  });

  it.each([
    ["0571-87654321-808", "057187654321", "808"],
    ["057187654321转808", "057187654321", "808"],
    ["0571-12345转2号键", "057112345", "2"],
    ["057187654321 ext. 808", "057187654321", "808"],
    ["87654321,808", "057187654321", "808"],
  ])("keeps what is dialled after the connection in %s", (text, digits, subNumber) => {
    expect(parsePhone(text)).toMatchObject({ digits, subNumber });
  });

  it("reads its own canonical digits and display back to the same number", () => {
    const anyNumber = fc.oneof(
      fc.stringMatching(/^1[3-9][0-9]{9}$/),
      fc
        .tuple(fc.constantFrom(...allAreaCodes()), fc.stringMatching(/^[2-8][0-9]{7}$/))
        .map(([area, local]) => area.code + local),
      fc.stringMatching(/^400[0-9]{7}$/),
      fc.stringMatching(/^12[0-9]{3}$/),
      fc.stringMatching(/^\+1[2-9][0-9]{9}$/),
    );
    fc.assert(
      fc.property(anyNumber, (text) => {
        const parsed = parsePhone(text);
        expect(parsed.kind).not.toBe("unknown");
        expect(parsed.digits).toBe(text);
        expect(parsePhone(parsed.digits)).toEqual(parsed);
        expect(parsePhone(parsed.display)).toEqual(parsed);
      }),
    );
  });

  it("answers something for any text whatever", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[+0-9 ()转#-]{0,25}$/)),
        (text) => {
          expect(parsePhone(text).digits).toMatch(/^\+?[0-9+]*$/);
        },
      ),
    );
  });
});

describe("sameCaller", () => {
  it.each([
    ["13800138000", "+86 138 0013 8000", true],
    ["913800138000", "13800138000", true],
    ["87654321", "0571-87654321", true],
    ["+86 571 12333", "0571 12333", true],
    ["13800138000", "13800138001", false],
    ["057187654321", "057487654321", false],
    ["", "", false],
    ["anonymous", "anonymous", false],
    ["打不通", "打不通", false],
  ])("%s and %s: %s", (a, b, expected) => {
    expect(sameCaller(a, b)).toBe(expected);
    expect(sameCaller(b, a)).toBe(expected);
  });

  it("keeps a probable match apart from an exact one", () => {
    expect(callerMatch("0571-87654321转808", "0571-87654321")).toBe("probable");
    expect(callerMatch("99987654321000000", "87654321000000")).toBe("probable");
    expect(callerMatch("057187654321", "057487654321")).toBe("none");
  });
});
