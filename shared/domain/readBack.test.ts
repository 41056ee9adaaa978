import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ComplaintForm, emptyComplaint } from "./complaint.ts";
import { falseInformationNotice, readBack } from "./readBack.ts";

fc.configureGlobal({ seed: 12333 });

const form: ComplaintForm = {
  ...emptyComplaint(),
  category: "policy-deviation",
  route: "labour-inspection",
  complainant: {
    name: "张小三",
    idNumber: "11010519491231002X",
    phone: "13812346621",
    confidential: true,
    onBehalf: false,
  },
  respondent: { ...emptyComplaint().respondent, unitName: "某某科技有限公司" },
  elements: {
    time: "2023年上半年",
    place: "",
    persons: "",
    cause: "单位未缴社保。",
    course: "问过人事\n没有答复",
    result: "",
  },
  claim: { text: "补缴社会保险费", periodFrom: "2023-01", periodTo: "2023-06", base: "5000元" },
  negotiated: "yes",
  evidence: "劳动合同、工资流水",
};

describe("readBack", () => {
  it("reads matter, demand and contact in order, then the notice and the question", () => {
    expect(readBack(form).map((line) => line.zh)).toEqual([
      "我把您反映的情况核对一遍，有不对的地方请随时打断我。",
      "您反映的是：政策执行偏差。",
      "被投诉的是：某某科技有限公司。",
      "时间：2023年上半年。",
      "起因：单位未缴社保。",
      "经过：问过人事；没有答复。",
      "您的诉求是：补缴社会保险费。",
      "涉及时间：2023年1月至2023年6月。",
      "缴费基数：5000元。",
      "您已与对方协商，没有结果。",
      "您手上的材料有：劳动合同、工资流水。",
      "您的姓名是张小三，身份证号末四位是002X，联系电话是138 1234 6621。",
      "您要求保密，您的身份不会告知被投诉方。",
      "您的投诉将转交劳动保障监察办理。",
      falseInformationNotice.zh,
      "以上内容是否准确，您是否确认提交？",
    ]);
  });

  it("masks the other person's data when the caller speaks for somebody", () => {
    const lines = readBack({
      ...form,
      complainant: { ...form.complainant, onBehalf: true, confidential: false },
    });
    expect(lines.filter((line) => line.part === "contact")).toEqual([
      {
        part: "contact",
        zh: "您是代他人反映，当事人是张*三，身份证号1101**********002X，联系电话138****6621。",
        en: "You speak for somebody else, the person is 张*三, ID number 1101**********002X, telephone 138****6621.",
      },
    ]);
  });

  it("names staff by office, name and number", () => {
    const respondent = {
      ...form.respondent,
      kind: "staff" as const,
      office: "西湖经办大厅",
      staffName: "王某",
      staffNumber: "061",
    };
    expect(readBack({ ...form, respondent })[2]?.zh).toBe("被投诉的是：西湖经办大厅，王某，工号061。");
  });

  it("reads of an empty form only the opening, the notice and the question", () => {
    expect(readBack(emptyComplaint()).map((line) => line.part)).toEqual(["opening", "notice", "question"]);
  });

  it("makes of any text whole sentences in both languages and never says a whole ID number", () => {
    const typed = fc.string({ unit: "grapheme", maxLength: 30 });
    fc.assert(
      fc.property(typed, typed, fc.boolean(), (claimText, cause, onBehalf) => {
        const lines = readBack({
          ...form,
          claim: { ...form.claim, text: claimText },
          elements: { ...form.elements, cause },
          complainant: { ...form.complainant, onBehalf },
        });
        expect(lines.filter((line) => !/[。？]$/.test(line.zh) || !/[.?]$/.test(line.en))).toEqual([]);
        expect(JSON.stringify(lines)).not.toContain("194912");
      }),
    );
  });
});
