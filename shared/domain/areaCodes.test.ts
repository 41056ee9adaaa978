import { describe, expect, it } from "vitest";
import { allAreaCodes, areaCodeOf } from "./areaCodes.ts";

describe("area codes", () => {
  it.each([
    ["010", "北京", "北京"],
    ["0571", "浙江", "杭州"],
    ["0574", "浙江", "宁波"],
    ["0580", "浙江", "舟山"],
    ["0755", "广东", "深圳"],
    ["0377", "河南", "南阳"],
    ["0475", "内蒙古", "通辽"],
    ["0991", "新疆", "乌鲁木齐"],
  ])("%s is %s %s", (code, province, city) => {
    expect(areaCodeOf(code)).toEqual({ code, province, city });
  });

  it("covers the eleven prefectures of Zhejiang and all 31 provinces", () => {
    const codes = allAreaCodes();
    expect(codes.filter((entry) => entry.province === "浙江").map((entry) => entry.code)).toEqual([
      "0570",
      "0571",
      "0572",
      "0573",
      "0574",
      "0575",
      "0576",
      "0577",
      "0578",
      "0579",
      "0580",
    ]);
    expect(new Set(codes.map((entry) => entry.province)).size).toBe(31);
  });

  it("has no code twice, and three digits only for 010 and 02x", () => {
    const codes = allAreaCodes().map((entry) => entry.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !/^(010|02[0-9]|0[3-9][0-9]{2})$/.test(code))).toEqual([]);
    expect(allAreaCodes().filter((entry) => entry.city === "")).toEqual([]);
  });

  it.each(["026", "0340", "0410", "0732", "0852", "571", ""])(
    "does not know %s: unassigned or given up",
    (code) => {
      expect(areaCodeOf(code)).toBeUndefined();
    },
  );
});
