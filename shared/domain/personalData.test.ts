import { describe, expect, it } from "vitest";
import { withoutPersonalData } from "./personalData.ts";

describe("text that becomes a query", () => {
  it.each([
    ["我叫张三丰，公司不给我交社保", [], "我叫 ，公司不给我交社保"],
    ["李雷在厂里受了伤", ["李雷"], "在厂里受了伤"],
    ["身份证330106198805150014，电话13812346621，欠薪三个月", [], "， ，欠薪三个月"],
    ["打过0571-87654321没人接", [], "打过 没人接"],
    ["王女士说产假没给够", [], "女士说产假没给够"],
    ["赵某某拖着工资不发", [], "拖着工资不发"],
    ["经办人欧阳明经理态度差", [], "经办人 经理态度差"],
    ["卡号6222021234567890123被停了", [], "被停了"],
  ])("%s loses the person and keeps the matter", (text, names, left) => {
    expect(withoutPersonalData(text, names)).toBe(left);
  });

  it.each([
    "2024年3月进厂，工资5000元",
    "缴费15年可以退休吗",
    "劳动合同法38条",
    "12345说不归他们管",
    "加班费按1.5倍算",
  ])("%s names nobody and stays", (text) => {
    expect(withoutPersonalData(text)).toBe(text);
  });

  it("takes the longer of two names first, so that no half of it stays", () => {
    expect(withoutPersonalData("欧阳小明投诉", ["小明", "欧阳小明"])).toBe("投诉");
  });
});
