import type { FigureDefinition } from "./statisticsDefinitions.ts";

/** Figures that count calls, tickets and consultations. A call belongs to the day it began to ring. */
export const callDefinitions = {
  offered: {
    name: { zh: "呼入", en: "Offered" },
    definition: {
      zh: "分派到坐席振铃且已有结果的来电，每分派一次计一次；练习来电不计。",
      en: "Calls that rang at a seat and are decided, once for every time they were handed out; practice calls are left out.",
    },
    formula: { zh: "接通＋未接通", en: "answered + unanswered" },
    unit: "count",
  },
  answered: {
    name: { zh: "接通", en: "Answered" },
    definition: { zh: "坐席接起的来电。", en: "Offered calls the agent took." },
    formula: { zh: "有接听时刻的来电数", en: "inbound calls with a moment of answer" },
    unit: "count",
  },
  unanswered: {
    name: { zh: "未接通", en: "Unanswered" },
    definition: {
      zh: "振铃后没有接起就结束的来电。",
      en: "Offered calls that were over before anybody took them.",
    },
    formula: {
      zh: "放弃＋无应答＋拒接＋振铃中断线＋呼叫失败",
      en: "abandoned + no answer + rejected + lost while ringing + failed",
    },
    unit: "count",
  },
  abandoned: {
    name: { zh: "振铃时放弃", en: "Abandoned while ringing" },
    definition: { zh: "来电人在振铃时挂断。", en: "The caller gave up while it rang." },
    formula: { zh: "结束原因为放弃的来电数", en: "inbound calls ended as abandoned" },
    unit: "count",
  },
  shortAbandoned: {
    name: { zh: "其中 5 秒内放弃", en: "Of these within 5 s" },
    definition: {
      zh: "振铃不到 5 秒就放弃的来电，已含在“振铃时放弃”里。",
      en: "Abandoned after less than five seconds of ringing; part of the abandoned calls.",
    },
    formula: { zh: "振铃时长 < 5 秒的放弃数", en: "abandoned with ring time < 5 s" },
    unit: "count",
  },
  noAnswer: {
    name: { zh: "无应答", en: "No answer" },
    definition: { zh: "振铃超时，来电退回队列。", en: "It rang too long and went back to the queue." },
    formula: { zh: "结束原因为无应答的来电数", en: "inbound calls ended as no-answer" },
    unit: "count",
  },
  rejected: {
    name: { zh: "拒接", en: "Rejected" },
    definition: {
      zh: "坐席拒接、占线时退回，或由别处接起。",
      en: "Turned away by the agent, by a busy seat, or taken elsewhere.",
    },
    formula: { zh: "结束原因为拒接的来电数", en: "inbound calls ended as rejected" },
    unit: "count",
  },
  lostRinging: {
    name: { zh: "振铃中断线", en: "Lost while ringing" },
    definition: {
      zh: "振铃时线路或程序中断，包括没有收尾记录的来电。",
      en: "Line or program broke down while it rang, also when nothing was left to record the end.",
    },
    formula: { zh: "振铃时结束原因为断线的来电数", en: "unanswered inbound calls ended as lost" },
    unit: "count",
  },
  failed: {
    name: { zh: "呼叫失败", en: "Failed" },
    definition: { zh: "交换机没有接成的来电。", en: "The exchange could not carry the call." },
    formula: { zh: "其余未接通的来电数", en: "all other unanswered inbound calls" },
    unit: "count",
  },
  ringingNow: {
    name: { zh: "正在振铃", en: "Ringing now" },
    definition: {
      zh: "尚无结果的来电，有结果后计入呼入。",
      en: "Not decided yet; counted as offered once it is.",
    },
    formula: { zh: "未接听也未结束的来电数", en: "inbound calls neither answered nor ended" },
    unit: "count",
  },
  answerRate: {
    name: { zh: "接通率", en: "Answer rate" },
    definition: { zh: "呼入中接通的比例。", en: "Share of offered calls that were answered." },
    formula: { zh: "接通 ÷ 呼入", en: "answered ÷ offered" },
    unit: "share",
  },
  serviceLevel: {
    name: { zh: "服务水平", en: "Service level" },
    definition: {
      zh: "在 Y 秒内接通的比例，口径随数字一并标明；从本席位振铃起算，不含排队。",
      en: "Share of calls answered within Y seconds, by the formula printed with it; counted from the seat's first ring, not from the queue.",
    },
    formula: { zh: "四种口径之一", en: "one of four formulas" },
    unit: "share",
  },
  meanSpeedOfAnswer: {
    name: { zh: "平均应答速度", en: "Average speed of answer" },
    definition: {
      zh: "接通来电的振铃时长，取平均；不含排队。",
      en: "Ring time of answered calls, on average; time in the queue is not in it.",
    },
    formula: { zh: "振铃时长之和 ÷ 接通", en: "sum of ring times ÷ answered" },
    unit: "mean-ms",
  },
  medianSpeedOfAnswer: {
    name: { zh: "应答速度中位数", en: "Median speed of answer" },
    definition: { zh: "一半接通来电的振铃不长于此。", en: "Half of the answered calls rang no longer." },
    formula: { zh: "振铃时长排序后的第 ⌈0.5n⌉ 个", en: "ring time at place ⌈0.5n⌉ in order" },
    unit: "rank-ms",
  },
  p90SpeedOfAnswer: {
    name: { zh: "应答速度九成位", en: "90th percentile of speed of answer" },
    definition: { zh: "九成接通来电的振铃不长于此。", en: "Nine in ten answered calls rang no longer." },
    formula: { zh: "振铃时长排序后的第 ⌈0.9n⌉ 个", en: "ring time at place ⌈0.9n⌉ in order" },
    unit: "rank-ms",
  },
  dropped: {
    name: { zh: "通话中断线", en: "Dropped" },
    definition: {
      zh: "接通后因线路或程序中断而结束的来电，已含在“接通”里。",
      en: "Answered calls that line or program cut off; part of the answered ones.",
    },
    formula: { zh: "接通后结束原因为断线的来电数", en: "answered inbound calls ended as lost" },
    unit: "count",
  },
  outbound: {
    name: { zh: "呼出", en: "Outbound" },
    definition: { zh: "坐席拨出的电话，无论接通与否。", en: "Calls the agent dialled, answered or not." },
    formula: { zh: "呼出通话数", en: "outbound calls" },
    unit: "count",
  },
  outboundAnswered: {
    name: { zh: "呼出接通", en: "Outbound answered" },
    definition: { zh: "对方接起的呼出。", en: "Outbound calls the far end took." },
    formula: { zh: "有接听时刻的呼出数", en: "outbound calls with a moment of answer" },
    unit: "count",
  },
  practiceCalls: {
    name: { zh: "练习通话", en: "Practice calls" },
    definition: {
      zh: "练习线路上的通话，只在此处计。",
      en: "Calls on the practice line, counted here only.",
    },
    formula: { zh: "练习线路的通话数", en: "calls on the practice line" },
    unit: "count",
  },
  tickets: {
    name: { zh: "工单", en: "Tickets" },
    definition: {
      zh: "坐席登记的工单，按提交日计；练习来电的不计。",
      en: "Tickets the agent took, by the day they were submitted; those of practice calls are left out.",
    },
    formula: { zh: "提交的工单数", en: "tickets submitted" },
    unit: "count",
  },
  ticketsPer100Calls: {
    name: { zh: "百通工单数", en: "Tickets per 100 calls" },
    definition: { zh: "每一百个接通来电登记的工单。", en: "Tickets for every hundred answered calls." },
    formula: { zh: "工单 ÷ 接通 × 100", en: "tickets ÷ answered × 100" },
    unit: "per-100",
  },
  onTimeClosure: {
    name: { zh: "按时办结率", en: "On-time closure" },
    definition: {
      zh: "已办结或已逾期的工单中，在限期当日及以前办结的比例；答复、不予受理、并案均停止计时，未到期的不计。",
      en: "Share settled on or before the due day among tickets that are settled or overdue; a reply, a refusal and a merger stop the clock, tickets not yet due are left out.",
    },
    formula: { zh: "按时办结 ÷（办结＋逾期未办结）", en: "settled in time ÷ (settled + overdue)" },
    unit: "share",
  },
  consultations: {
    name: { zh: "归档咨询", en: "Consultations filed" },
    definition: {
      zh: "整理时归档的咨询记录。",
      en: "Records of what a contact was about, filed at wrap-up.",
    },
    formula: { zh: "归档的咨询数", en: "consultations filed" },
    unit: "count",
  },
  filedShare: {
    name: { zh: "归档率", en: "Filed share" },
    definition: {
      zh: "接通来电中有归档咨询的比例。",
      en: "Share of answered calls with a filed consultation.",
    },
    formula: { zh: "有归档咨询的接通 ÷ 接通", en: "answered calls with a consultation ÷ answered" },
    unit: "share",
  },
} as const satisfies Record<string, FigureDefinition>;
