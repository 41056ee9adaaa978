import { expect, it } from "vitest";
import { emptyComplaint } from "./complaint.ts";
import { emptyRecord, type RecordContent } from "./record.ts";
import { writtenMatter } from "./writtenMatter.ts";

function record(consultation: Partial<RecordContent["consultation"]>, withComplaint = false): RecordContent {
  const content = emptyRecord();
  const complaint = emptyComplaint("13812346621");
  complaint.complainant.name = "李雷";
  complaint.respondent.unitName = "杭州某某餐饮有限公司";
  complaint.elements.persons = "韩梅梅、本人、厂里的三十多个工友";
  complaint.elements.course = "韩梅梅催了多次，单位一直不发工资";
  complaint.claim.text = "补发三个月工资";
  return {
    consultation: { ...content.consultation, ...consultation },
    complaint: withComplaint ? complaint : null,
  };
}

it.each([
  ["an empty record says nothing", record({}), { texts: [], names: [] }],
  [
    "the question tells what it is about, the answer does not",
    record({ question: "产假多久", answer: "依据……" }),
    { texts: ["产假多久"], names: [] },
  ],
  [
    "the answer stands in where there is no question",
    record({ answer: "产假九十八天" }),
    { texts: ["产假九十八天"], names: [] },
  ],
  [
    "a complaint adds its story and its claim, and names who must stay out",
    record({ question: "欠薪" }, true),
    {
      texts: ["欠薪", "韩梅梅催了多次，单位一直不发工资", "补发三个月工资"],
      names: ["李雷", "杭州某某餐饮有限公司", "韩梅梅"],
    },
  ],
])("%s", (_rule, content, matter) => {
  expect(writtenMatter(content)).toEqual(matter);
});
