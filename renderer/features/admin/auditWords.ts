import type { Label } from "../../../shared/domain/complaintLabels.ts";

// Kept here and not in the catalogue: only an administrator who opens the audit loads these words.

/** What stands around the table. */
export const auditWords = {
  heading: { zh: "审计", en: "Audit" },
  note: {
    zh: "本席位的留痕，从新到旧。只增不改，看审计也会留痕。",
    en: "What was done at this seat, newest first. Rows are only ever added; looking here is recorded too.",
  },
  refresh: { zh: "刷新", en: "Refresh" },
  more: { zh: "更早的记录", en: "Older rows" },
  whole: { zh: "链条完整，共 {n} 条", en: "Chain whole, {n} rows" },
  broken: {
    zh: "第 {id} 条起链条对不上：有记录被改动或删除，请立即报告",
    en: "The chain breaks at row {id}: something was changed or removed. Report it at once",
  },
  action: { zh: "范围", en: "Scope" },
  at: { zh: "时间", en: "Time" },
  agent: { zh: "工号", en: "Agent" },
  deed: { zh: "做了什么", en: "Deed" },
  subject: { zh: "对象", en: "Subject" },
  reason: { zh: "说明", en: "Note" },
  empty: { zh: "没有这类记录。", en: "No such rows." },
} as const satisfies Record<string, Label>;

/** What an action begins with. */
export const auditKinds = {
  all: { zh: "全部", en: "All" },
  session: { zh: "登录", en: "Sign-in" },
  ticket: { zh: "工单", en: "Tickets" },
  record: { zh: "记录", en: "Records" },
  insured: { zh: "参保查询", en: "Insured persons" },
  library: { zh: "知识库", en: "Library" },
  model: { zh: "搜索排序", en: "Ranking" },
  seat: { zh: "席位", en: "Seat" },
  statistics: { zh: "统计", en: "Statistics" },
  admin: { zh: "管理", en: "Administration" },
  audit: { zh: "审计", en: "Audit" },
} as const satisfies Record<string, Label>;

/** Actions by name. */
export const auditDeeds = {
  "session.signIn": { zh: "登录", en: "Signed in" },
  "session.signOut": { zh: "退出", en: "Signed out" },
  "session.lock": { zh: "账号锁定", en: "Account locked" },
  "ticket.submit": { zh: "登记投诉", en: "Registered a complaint" },
  "ticket.view": { zh: "查看工单", en: "Opened a ticket" },
  "ticket.reveal": { zh: "显示工单个人信息", en: "Revealed a ticket" },
  "ticket.move": { zh: "变更工单", en: "Moved a ticket" },
  "record.file": { zh: "归档记录", en: "Filed a record" },
  "insured.find": { zh: "查参保人员", en: "Looked up a person" },
  "insured.reply": { zh: "登记库答复", en: "Register replied" },
  "insured.reveal": { zh: "显示参保人员信息", en: "Revealed a person" },
  "insured.revealRefused": { zh: "显示被拒（非本人）", en: "Reveal refused (third party)" },
  "insured.thirdParty": { zh: "标为非本人来电", en: "Marked as third party" },
  "insured.tooMany": { zh: "查询太频繁被拒", en: "Refused: too many look-ups" },
  "library.import": { zh: "导入知识库", en: "Imported into the library" },
  "library.exportPackage": { zh: "导出知识库包", en: "Exported a package" },
  "library.exportPackage.refused": { zh: "导出知识库包未成", en: "Package not exported" },
  "library.inspectPackage": { zh: "校验知识库包", en: "Checked a package" },
  "library.inspectPackage.refused": { zh: "知识库包未通过", en: "Package not passed" },
  "library.trustKey": { zh: "信任签名密钥", en: "Trusted a signing key" },
  "library.trustKey.refused": { zh: "签名密钥未信任", en: "Signing key not trusted" },
  "library.applyPackage": { zh: "应用知识库包", en: "Applied a package" },
  "library.applyPackage.refused": { zh: "知识库包未应用", en: "Package not applied" },
  "model.train": { zh: "训练搜索模型", en: "Trained a search model" },
  "model.accept": { zh: "采用训练的模型", en: "Accepted a trained model" },
  "model.reject": { zh: "不采用训练的模型", en: "Turned a trained model down" },
  "model.restore": { zh: "恢复出厂模型", en: "Went back to the shipped model" },
  "library.saveAlias": { zh: "改说法对照", en: "Changed an alias" },
  "library.disableAlias": { zh: "停用说法对照", en: "Switched an alias off" },
  "library.restoreAlias": { zh: "恢复出厂说法", en: "Restored an alias" },
  "library.rejectAlias": { zh: "不采纳说法建议", en: "Turned an alias down" },
  "seat.enrol": { zh: "登记席位", en: "Enrolled the seat" },
  "seat.trustCertificates": { zh: "改服务器证书", en: "Changed whom the seat believes" },
  "seat.configurePhone": { zh: "改电话设置", en: "Changed the telephone" },
  "statistics.export": { zh: "导出统计", en: "Exported statistics" },
  "admin.createStaff": { zh: "新建账号", en: "Created an account" },
  "admin.saveStaff": { zh: "修改账号", en: "Changed an account" },
  "admin.resetPassword": { zh: "重设密码", en: "Reset a password" },
  "admin.seatCode": { zh: "发放登记码", en: "Gave out an enrolment code" },
  "admin.releaseSeat": { zh: "释放席位", en: "Released a seat" },
  "admin.revokeSeat": { zh: "停用席位", en: "Shut a seat out" },
  "admin.saveReference": { zh: "修改基础数据", en: "Changed reference data" },
  "audit.view": { zh: "查看审计", en: "Looked at the audit" },
} as const satisfies Record<string, Label>;

/** The codes a look-up is written down by. */
export const lookupWords = {
  name: { zh: "姓名", en: "name" },
  idNumber: { zh: "身份证号", en: "ID number" },
  phone: { zh: "电话", en: "telephone" },
  self: { zh: "本人", en: "themself" },
  "third-party": { zh: "非本人", en: "somebody else" },
  "own-enquiry": { zh: "本人查询", en: "own enquiry" },
  "lost-property": { zh: "归还失物", en: "returning property" },
  complaint: { zh: "办理投诉", en: "a complaint" },
  "call-back": { zh: "联系本人", en: "reaching the person" },
  found: { zh: "查到", en: "found" },
  none: { zh: "没有符合的人", en: "nobody fits" },
  several: { zh: "不止一人", en: "several fit" },
  unavailable: { zh: "登记库连不上", en: "register not reached" },
  notConfigured: { zh: "没有设置登记库", en: "no register set up" },
  refused: { zh: "登记库拒绝", en: "refused by the register" },
} as const satisfies Record<string, Label>;
