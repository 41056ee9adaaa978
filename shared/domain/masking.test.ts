import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idCheckCharacter } from "./identifiers.ts";
import { blankNumbers, maskIdNumber, maskName, maskPhone, maskText } from "./masking.ts";

fc.configureGlobal({ seed: 12333 });

describe("maskPhone", () => {
  it.each([
    ["13812346621", "138****6621"],
    ["+86 138 1234 6621", "138****6621"],
    ["057187654321", "0571-****4321"],
    ["05706543210", "0570-***3210"],
    ["87654321", "0571-****4321"],
    ["+14155550123", "+141******23"],
    ["010-12333", "01012333"],
    ["8001", "8001"],
    ["1380013800", "138***3800"],
    ["", ""],
    ["打不通", "***"],
  ])("%s becomes %s", (text, expected) => {
    expect(maskPhone(text)).toBe(expected);
  });
});

describe("maskIdNumber", () => {
  it.each([
    ["33010619900101001X", "3301**********001X"],
    ["３３０１０６１９９００１０１００１ｘ", "3301**********001X"],
    ["330106900101001", "3301*******1001"],
    ["330106", "******"],
    ["", ""],
  ])("%s becomes %s", (text, expected) => {
    expect(maskIdNumber(text)).toBe(expected);
  });
});

describe("maskName", () => {
  it.each([
    ["张三", "张*"],
    ["张小三", "张*三"],
    ["欧阳娜娜", "欧**娜"],
    ["𠮷野家", "𠮷*家"],
    ["张", "*"],
    [" ", ""],
  ])("%s becomes %s", (text, expected) => {
    expect(maskName(text)).toBe(expected);
  });
});

describe("maskText", () => {
  it.each([
    ["联系电话13812346621，请回电", "联系电话138****6621，请回电"],
    ["电话 138 1234 6621 或 138-1234-6622", "电话 138****6621 或 138****6622"],
    ["tel:+8613812346621", "tel:138****6621"],
    ["手机１３８１２３４６６２１", "手机138****6621"],
    ["身份证33010619900101001X本人", "身份证3301**********001X本人"],
    ["身份证 330106 19900101 001X 本人", "身份证 3301**********001X 本人"],
    ["打错一位330106199001010010", "打错一位3301**********0010"],
    ["老证330106900101001", "老证3301*******1001"],
    ["座机0571-87654321，分机808", "座机0571-****4321，分机808"],
    ["座机87654321", "座机0571-****4321"],
    ["座机8765 4321", "座机0571-****4321"],
    ["卡号6222021202012345678", "卡号6222***********5678"],
    ["2023-01 13812346621", "2023-01 138****6621"],
    ["138 1234 6621 2023-01-05", "138****6621 2023-01-05"],
    ["13812346621/13912346622", "138****6621/139****6622"],
  ])("masks %s", (text, expected) => {
    expect(maskText(text)).toBe(expected);
  });

  it.each([
    "请拨打12333或010-12333、12345",
    "工单 261122-0022-0007-66 已受理",
    "工单2611220022000766已受理",
    "2023年1月至6月，2023-01-05，2023-2024年度",
    "20230105入职，月薪3000-5000元",
    "欠缴12345678.90元，共23456789元",
    "公司代码91350100M000100Y43",
    "依据《职工带薪年休假条例》第五条，工号061",
    "2026-11-22T07:34:44.000Z saved 7 rows in 12ms",
    "",
  ])("leaves %s as it is", (text) => {
    expect(maskText(text)).toBe(text);
  });

  it("lets no mobile or ID number through, whatever stands around it", () => {
    const around = fc.stringMatching(/^[ ,，。:：()（）的是电话a-z-]{0,6}$/);
    const mobile = fc.stringMatching(/^1[3-9][0-9]{9}$/);
    const idNumber = fc
      .tuple(
        fc.constantFrom("330106", "110105", "440524"),
        fc.constantFrom("19900101", "20010228"),
        fc.stringMatching(/^[0-9]{3}$/),
      )
      .map((parts) => parts.join("") + idCheckCharacter(parts.join("")));
    fc.assert(
      fc.property(around, fc.oneof(mobile, idNumber), around, (before, number, after) => {
        expect(maskText(before + number + after)).not.toContain(number);
        expect(maskText(before + number + after)).not.toContain(number.slice(3, -4));
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 ()电话-]{0,40}$/), (text) => {
        const once = maskText(text);
        // A masked number ends in four plain digits that may join what follows; no new middle may appear from that.
        expect(maskText(once).replace(/[^*]/g, "").length).toBeGreaterThanOrEqual(
          once.replace(/[^*]/g, "").length,
        );
      }),
    );
  });

  it("masks a megabyte of figures without choking", () => {
    const startedAt = performance.now();
    maskText("138 0013 8000, 12 34 56 78 90 - ".repeat(32_000));
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

describe("blankNumbers", () => {
  it.each([
    ["王先生13800138000问产假", "王先生***********问产假"],
    ["138 0013 8000 年休假", "*** **** **** 年休假"],
    ["0571-87654321", "****-********"],
    ["身份证33010619880515001X怎么查", "身份证******************怎么查"],
    ["一三八零零一三八零零零", "***********"],
    ["单号２０２６１１２３", "单号********"],
    ["人社部发(2020)17号", "人社部发(2020)17号"],
    ["国务院令第514号", "国务院令第514号"],
    ["12345 和 12333", "12345 和 12333"],
    ["劳动合同法 38", "劳动合同法 38"],
    ["98天 3000元", "98天 3000元"],
  ])("%s is kept as %s", (text, expected) => {
    expect(blankNumbers(text)).toBe(expected);
  });

  it("leaves no six digits in a row, however they are cut up", () => {
    const piece = fc.constantFrom(..."0123456789", " ", "-", "－", "第", "号", "x", "\ud83d\ude00");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(/[0-9]{6}/.test(blankNumbers(pieces.join("")))).toBe(false);
      }),
    );
  });
});
