import type { Category, ComplaintForm, ElementName, RefusalGround, Route } from "./complaint.ts";
import type { Consultation } from "./record.ts";
import type { SyncState, TicketStatus } from "./ticket.ts";

/** A label in the two languages of the product. */
export type Label = { zh: string; en: string };

/** A category with the cases the field names under it; sub-items are counted by id. */
export type CategoryLabel = Label & { items: ReadonlyArray<Label & { id: string }> };

export const categoryLabels: Readonly<Record<Category, CategoryLabel>> = {
  "service-attitude": {
    zh: "服务态度与效率",
    en: "Service attitude and efficiency",
    items: [
      { id: "attitude", zh: "门难进、脸难看、事难办", en: "Unwelcoming, unfriendly, obstructive" },
      { id: "slow", zh: "业务不熟练导致办理时间过长", en: "Slow handling for want of skill" },
      { id: "repeat-visits", zh: "反复跑腿", en: "Sent back and forth" },
    ],
  },
  "policy-deviation": {
    zh: "政策执行偏差",
    en: "Policy wrongly carried out",
    items: [
      { id: "unpaid", zh: "单位未按规定缴纳社保", en: "Employer does not pay contributions" },
      { id: "underpaid", zh: "单位少缴社保费", en: "Employer underpays contributions" },
      { id: "missed", zh: "单位漏缴社保费", en: "Employer missed contributions" },
      { id: "pension", zh: "养老金计算、发放错误", en: "Pension wrongly computed or paid" },
      { id: "unemployment", zh: "失业金计算、发放错误", en: "Unemployment benefit wrongly computed or paid" },
      { id: "transfer", zh: "社保关系转移违反政策规定", en: "Transfer of insurance against policy" },
      { id: "retirement", zh: "退休审批违反政策规定", en: "Retirement approval against policy" },
    ],
  },
  "rights-harm": {
    zh: "信息泄露与权益侵害",
    en: "Data leak and harm to rights",
    items: [
      { id: "leak", zh: "个人社保信息被泄露", en: "Personal insurance data leaked" },
      { id: "false-claim", zh: "冒领社保待遇", en: "Benefits drawn by somebody else" },
      { id: "lost-record", zh: "缴费记录缺失影响待遇", en: "Missing contribution records" },
    ],
  },
  procedure: {
    zh: "办事流程与便民措施",
    en: "Procedure and convenience",
    items: [
      { id: "steps", zh: "对办事流程有异议", en: "Objection to the procedure" },
      { id: "materials", zh: "对材料清单有异议", en: "Objection to the list of documents" },
      { id: "online", zh: "线上办理渠道不畅通", en: "Online channel does not work" },
      { id: "self-service", zh: "自助设备操作不便", en: "Self-service machines hard to use" },
    ],
  },
  "appeal-of-reply": {
    zh: "对回复结果的申诉",
    en: "Appeal against a reply",
    items: [
      { id: "recheck", zh: "要求重新核查", en: "Asks for a new inquiry" },
      { id: "explain", zh: "要求给出合理解释", en: "Asks for an explanation" },
    ],
  },
  "employer-violation": {
    zh: "举报用人单位违法",
    en: "Report on an employer",
    items: [
      { id: "wages", zh: "拖欠、克扣工资", en: "Wages withheld or cut" },
      { id: "contract", zh: "不签订劳动合同", en: "No written contract" },
      { id: "insurance", zh: "不缴纳社会保险", en: "No social insurance" },
      { id: "deposit", zh: "收取保证金（押金）", en: "Deposit taken from employees" },
    ],
  },
};

export const routeLabels: Readonly<Record<Route, Label>> = {
  "social-insurance": { zh: "社保经办机构", en: "Social insurance office" },
  "labour-inspection": { zh: "劳动保障监察", en: "Labour inspection" },
  "efficiency-office": { zh: "机关效能投诉监察室", en: "Efficiency office" },
  discipline: { zh: "纪检监察（12388）", en: "Discipline inspection (12388)" },
  "medical-insurance": { zh: "医疗保障（12393）", en: "Medical insurance (12393)" },
  "mayor-line": { zh: "12345 政务服务便民热线", en: "Mayor's line 12345" },
};

export const groundLabels: Readonly<Record<RefusalGround, Label>> = {
  "in-proceedings": { zh: "已进入司法或复议程序", en: "Already in proceedings" },
  unrelated: { zh: "与社保无关或质疑政策本身", en: "Not social insurance, or the policy itself" },
  "anonymous-or-vague": { zh: "匿名或无明确投诉对象", en: "Anonymous or no clear target" },
  stale: { zh: "历史遗留或超过法定期限", en: "Long handled or past its time limit" },
};

export const elementLabels: Readonly<Record<ElementName, Label>> = {
  time: { zh: "时间", en: "Time" },
  place: { zh: "地点", en: "Place" },
  persons: { zh: "人物", en: "Persons" },
  cause: { zh: "起因", en: "Cause" },
  course: { zh: "经过", en: "Course" },
  result: { zh: "结果", en: "Result" },
};

export const channelLabels: Readonly<Record<ComplaintForm["channel"], Label>> = {
  phone: { zh: "电话", en: "Telephone" },
  "transfer-12345": { zh: "12345 转派", en: "Passed on by 12345" },
  voicemail: { zh: "语音留言", en: "Voicemail" },
  fax: { zh: "传真", en: "Fax" },
  email: { zh: "电子邮件", en: "E-mail" },
  web: { zh: "网站专栏", en: "Web column" },
  "walk-in": { zh: "现场", en: "Walk-in" },
  letter: { zh: "信函", en: "Letter" },
};

export const statusLabels: Readonly<Record<TicketStatus, Label>> = {
  submitted: { zh: "已提交", en: "Submitted" },
  accepted: { zh: "已受理", en: "Accepted" },
  rejected: { zh: "不予受理", en: "Not accepted" },
  dispatched: { zh: "已派单", en: "Dispatched" },
  "signed-for": { zh: "已签收", en: "Signed for" },
  "in-progress": { zh: "办理中", en: "In progress" },
  returned: { zh: "已退单", en: "Returned" },
  replied: { zh: "已答复", en: "Replied" },
  "followed-up": { zh: "已回访", en: "Followed up" },
  closed: { zh: "已办结", en: "Closed" },
  archived: { zh: "已归档", en: "Archived" },
  reopened: { zh: "重新办理", en: "Reopened" },
  merged: { zh: "已并单", en: "Merged" },
};

export const outcomeLabels: Readonly<Record<NonNullable<Consultation["outcome"]>, Label>> = {
  answered: { zh: "已答复", en: "Answered" },
  complaint: { zh: "已立投诉工单", en: "Complaint filed" },
  "call-back": { zh: "待回电", en: "Call back" },
  transferred: { zh: "已转接", en: "Transferred" },
  "no-answer-found": { zh: "未查到依据", en: "No answer found" },
  "wrong-line": { zh: "非本线业务", en: "Wrong line" },
};

export const syncStateLabels: Readonly<Record<SyncState, Label>> = {
  pending: { zh: "待同步", en: "Waiting to sync" },
  synced: { zh: "已同步", en: "Synced" },
  conflict: { zh: "有冲突", en: "In conflict" },
  denied: { zh: "被拒绝", en: "Denied" },
};
