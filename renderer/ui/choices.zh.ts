/** Names that only the screen uses, in Chinese; those of the trade are in shared/domain/complaintLabels.ts. */
export const choicesZh = {
  roles: { agent: "坐席", lead: "班长", admin: "管理员", handler: "承办单位", discipline: "纪检" },
  elementHints: {
    time: "什么时候发生，哪几个月",
    place: "在哪里，哪个单位或窗口",
    persons: "涉及哪些人",
    cause: "因为什么",
    course: "怎样发生的，找过谁",
    result: "现在是什么情况，造成什么后果",
  },
  queues: { consultation: "咨询", complaint: "投诉举报" },
  phoneKinds: {
    mobile: "手机",
    landline: "固话",
    service: "服务号码",
    "toll-free": "免费电话",
    international: "境外",
    hidden: "未显示",
    extension: "分机",
    unknown: "未识别",
  },
} as const;
