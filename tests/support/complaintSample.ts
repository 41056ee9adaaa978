import { type ComplaintForm, emptyComplaint } from "../../shared/domain/complaint.ts";

/** A complete, admissible complaint with invented people; ID number and credit code only have valid check digits. */
export function completeComplaint(): ComplaintForm {
  return {
    ...emptyComplaint("13800138000"),
    category: "policy-deviation",
    route: "labour-inspection",
    complainant: {
      name: "王小明",
      idNumber: "11010519491231002X",
      phone: "13800138000",
      confidential: false,
      onBehalf: false,
    },
    respondent: {
      kind: "unit",
      unitName: "杭州示例制造有限公司",
      creditCode: "91350100M000100Y43",
      office: "",
      staffName: "",
      staffNumber: "",
    },
    elements: {
      time: "2023年1月至6月",
      place: "杭州市西湖区示例路1号",
      persons: "本人与人事经理",
      cause: "单位未缴纳社会保险费",
      course: "入职后一直没有参保，多次询问均被推脱",
      result: "至今未补缴",
    },
    claim: {
      text: "要求单位补缴2023年1月至6月社会保险费",
      periodFrom: "2023-01",
      periodTo: "2023-06",
      base: "6000",
    },
    negotiated: "yes",
    evidence: "工资流水、劳动合同",
  };
}
