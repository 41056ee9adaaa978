import { type ComplaintForm, emptyComplaint } from "../../shared/domain/complaint.ts";
import { emptyRecord, type RecordContent } from "../../shared/domain/record.ts";

/** A complaint that may be submitted as it stands: a unit that has not paid insurance. The people are made up. */
export function sampleComplaint(changes: Partial<ComplaintForm> = {}): ComplaintForm {
  const blank = emptyComplaint("13800138621");
  return {
    ...blank,
    category: "policy-deviation",
    route: "labour-inspection",
    complainant: { ...blank.complainant, name: "王小美", idNumber: "330102199003071230" },
    respondent: { ...blank.respondent, unitName: "杭州某某餐饮有限公司" },
    elements: {
      time: "2026年3月至10月",
      place: "杭州市西湖区文三路门店",
      persons: "本人与店长",
      cause: "入职后单位一直没有缴纳社会保险",
      course: "多次向店长提出，答复说试用期不缴；其电话 13900139000",
      result: "至今没有缴纳",
    },
    claim: {
      text: "要求补缴2026年3月至10月的社会保险",
      periodFrom: "2026-03",
      periodTo: "2026-10",
      base: "5000",
    },
    negotiated: "yes",
    evidence: "劳动合同、工资流水",
    ...changes,
  };
}

/** A whole record with that complaint. */
export function sampleRecord(changes: Partial<ComplaintForm> = {}): RecordContent {
  const blank = emptyRecord();
  return {
    consultation: { ...blank.consultation, question: "单位不缴社保怎么办" },
    complaint: sampleComplaint(changes),
  };
}
