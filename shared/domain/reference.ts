import { z } from "zod";
import type { Site } from "./staff.ts";

/** A topic a contact is filed under at wrap-up. `group` is the Chinese heading it stands below. */
export const topic = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(60),
  group: z.string(),
  zh: z.string(),
  en: z.string(),
  /** Not offered any more; records filed under it keep its name. */
  retired: z.boolean().optional(),
});
export type Topic = z.infer<typeof topic>;

/**
 * The reference centre: the city's own site and the seats in its districts, 95 in all. Regions are GB/T 2260 codes of
 * today: 富阳 and 临安, cities of their own in the older lists, are districts since 2015 and 2017.
 */
export const defaultSites: readonly Site[] = [
  { id: "hangzhou", name: "杭州市本级", region: "330100", seats: 80 },
  { id: "xiaoshan", name: "萧山区", region: "330109", seats: 5 },
  { id: "yuhang", name: "余杭区", region: "330110", seats: 3 },
  { id: "fuyang", name: "富阳区", region: "330111", seats: 2 },
  { id: "linan", name: "临安区", region: "330112", seats: 1 },
  { id: "tonglu", name: "桐庐县", region: "330122", seats: 1 },
  { id: "jiande", name: "建德市", region: "330182", seats: 1 },
  { id: "chunan", name: "淳安县", region: "330127", seats: 2 },
];

const pension = "养老保险";
const unemployment = "失业保险";
const injury = "工伤保险";
const maternity = "生育与医疗";
const contributions = "参保缴费";
const relations = "劳动关系";
const wages = "工资福利";
const rights = "举报维权";
const service = "服务与其他";

/** The topics a new centre begins with; an administrator changes them, and old records keep theirs. */
export const defaultTopics: readonly Topic[] = [
  {
    id: "pension-retirement",
    group: pension,
    zh: "退休条件与审批",
    en: "Retirement conditions and approval",
  },
  { id: "pension-amount", group: pension, zh: "养老金计算与发放", en: "Pension amount and payment" },
  { id: "pension-transfer", group: pension, zh: "关系转移接续", en: "Transfer between regions" },
  { id: "pension-resident", group: pension, zh: "城乡居民养老保险", en: "Residents' pension insurance" },
  { id: "pension-survivor", group: pension, zh: "丧葬与遗属待遇", en: "Funeral and survivors' benefits" },
  { id: "unemployment-claim", group: unemployment, zh: "失业金申领", en: "Claiming unemployment benefit" },
  {
    id: "unemployment-terms",
    group: unemployment,
    zh: "失业金期限与标准",
    en: "Term and rate of unemployment benefit",
  },
  { id: "injury-recognition", group: injury, zh: "工伤认定", en: "Recognition of work injury" },
  { id: "injury-appraisal", group: injury, zh: "劳动能力鉴定", en: "Appraisal of work capacity" },
  { id: "injury-benefit", group: injury, zh: "工伤待遇", en: "Work injury benefits" },
  { id: "maternity-leave", group: maternity, zh: "产假与生育假期", en: "Maternity and parental leave" },
  { id: "maternity-allowance", group: maternity, zh: "生育津贴", en: "Maternity allowance" },
  { id: "medical-referral", group: maternity, zh: "医保问题（转12393）", en: "Medical insurance (12393)" },
  { id: "contribution-enrol", group: contributions, zh: "参保登记", en: "Enrolment" },
  { id: "contribution-base", group: contributions, zh: "缴费基数与比例", en: "Contribution base and rate" },
  { id: "contribution-back", group: contributions, zh: "补缴与断缴", en: "Back payment and gaps" },
  { id: "contribution-proof", group: contributions, zh: "参保证明与查询", en: "Certificates and records" },
  {
    id: "contribution-flexible",
    group: contributions,
    zh: "灵活就业参保",
    en: "Insurance of the self-employed",
  },
  { id: "social-card", group: contributions, zh: "社会保障卡", en: "Social security card" },
  { id: "contract-signing", group: relations, zh: "劳动合同订立", en: "Making a labour contract" },
  { id: "contract-ending", group: relations, zh: "解除与终止合同", en: "Ending a labour contract" },
  { id: "compensation", group: relations, zh: "经济补偿与赔偿", en: "Severance pay and damages" },
  { id: "arbitration", group: relations, zh: "劳动争议仲裁", en: "Labour arbitration" },
  { id: "annual-leave", group: wages, zh: "年休假", en: "Annual leave" },
  { id: "working-hours", group: wages, zh: "工时与加班费", en: "Working hours and overtime pay" },
  { id: "sick-leave", group: wages, zh: "病假与医疗期", en: "Sick leave" },
  { id: "minimum-wage", group: wages, zh: "最低工资", en: "Minimum wage" },
  { id: "wage-arrears", group: rights, zh: "拖欠克扣工资", en: "Wages withheld or cut" },
  { id: "insurance-unpaid", group: rights, zh: "单位不缴社保", en: "Employer pays no insurance" },
  { id: "deposit-taken", group: rights, zh: "收取保证金押金", en: "Deposit taken from employees" },
  { id: "staff-conduct", group: rights, zh: "服务态度与工作作风", en: "Attitude and conduct of staff" },
  { id: "ticket-progress", group: rights, zh: "工单查询与催办", en: "Progress and urging of tickets" },
  { id: "talent-and-jobs", group: service, zh: "就业创业与人才", en: "Employment, start-ups and talent" },
  { id: "training-exams", group: service, zh: "职业培训与考试", en: "Training and examinations" },
  { id: "office-guide", group: service, zh: "办事指南与网点", en: "Procedures and offices" },
  { id: "suggestion", group: service, zh: "意见建议（民情速递）", en: "Views and suggestions" },
  { id: "other", group: service, zh: "其他", en: "Other" },
];
