import type { RecordContent } from "./record.ts";

/** What a record says of its matter, for looking things up: the texts, and who is named and must stay out of it. */
export type WrittenMatter = { texts: string[]; names: string[] };

/** The question and the story of the complaint; the answer only where nothing else was written. */
export function writtenMatter({ consultation, complaint }: RecordContent): WrittenMatter {
  const story = complaint
    ? [complaint.elements.cause, complaint.elements.course, complaint.elements.result, complaint.claim.text]
    : [];
  const texts = [consultation.question, ...story].filter((text) => text.trim() !== "");
  return {
    texts: texts.length > 0 ? texts : [consultation.answer].filter((text) => text.trim() !== ""),
    names: complaint
      ? [
          complaint.complainant.name,
          complaint.respondent.staffName,
          complaint.respondent.unitName,
          ...namesIn(complaint.elements.persons),
        ].filter((name) => name.trim() !== "")
      : [],
  };
}

const mostNames = 9;

/** 张三、李四（同事）: what the field of persons lists, where it is short enough to be a name. */
function namesIn(persons: string): string[] {
  return persons
    .split(/[\s、，,;；（）()和与及]+/)
    .filter((part) => /^[一-龥·]{2,4}$/.test(part) && !rolesNotNames.has(part))
    .slice(0, mostNames);
}

const rolesNotNames: ReadonlySet<string> = new Set(
  "本人 自己 单位 公司 老板 同事 工友 经理 主管 员工 职工 父亲 母亲 丈夫 妻子 儿子 女儿 孩子 亲属 家属 代理人 法定代表人 负责人 工作人员 窗口人员 坐席".split(
    " ",
  ),
);
