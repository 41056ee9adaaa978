import type { FigureDefinition } from "./statisticsDefinitions.ts";

/** Figures that measure time. Time is cut exactly at midnight of the site. */
export const timeDefinitions = {
  talk: {
    name: { zh: "通话时长", en: "Talk time" },
    definition: {
      zh: "呼入与呼出接通后的时长，不含保持；跨零点的保持时长按比例分到两日。",
      en: "Time in answered calls both ways, without hold; hold of a call across midnight is shared out in proportion.",
    },
    formula: { zh: "接听至结束 − 保持", en: "answer to end − hold" },
    unit: "ms",
  },
  hold: {
    name: { zh: "保持时长", en: "Hold time" },
    definition: { zh: "通话中被保持的时长。", en: "Time in which calls were on hold." },
    formula: { zh: "各次保持之和", en: "sum of holds" },
    unit: "ms",
  },
  handled: {
    name: { zh: "处理通话", en: "Handled calls" },
    definition: {
      zh: "接通的呼入与呼出；程序中断、没有收尾记录的不计。",
      en: "Answered calls both ways, without those whose end nobody recorded.",
    },
    formula: { zh: "接通＋呼出接通 − 未收尾", en: "answered + outbound answered − unclosed" },
    unit: "count",
  },
  meanHandlingTime: {
    name: { zh: "平均处理时长", en: "Average handling time" },
    definition: { zh: "每个处理通话用去的时间。", en: "Time spent on each handled call." },
    formula: { zh: "（通话＋保持＋整理）÷ 处理通话", en: "(talk + hold + wrap-up) ÷ handled calls" },
    unit: "mean-ms",
  },
  occupancy: {
    name: { zh: "占用率", en: "Occupancy" },
    definition: {
      zh: "可接电话的时间里真正在处理电话的比例；示忙、小休不计。",
      en: "Share of the available time spent handling calls; busy and break are left out.",
    },
    formula: {
      zh: "（通话＋保持＋整理）÷（通话＋保持＋整理＋空闲）",
      en: "(talk + hold + wrap-up) ÷ (talk + hold + wrap-up + ready)",
    },
    unit: "share",
  },
  signedIn: {
    name: { zh: "签入时长", en: "Signed-in time" },
    definition: {
      zh: "从签入到签出，含断线；同一坐席重叠的记录只计一次。",
      en: "From sign-in to sign-out, lost time included; overlapping records of one agent count once.",
    },
    formula: {
      zh: "空闲＋振铃＋通话状态＋整理＋示忙＋小休＋断线＋练习",
      en: "ready + ringing + talking + wrap-up + busy + break + lost + practice",
    },
    unit: "ms",
  },
  ready: {
    name: { zh: "空闲时长", en: "Ready" },
    definition: { zh: "等待来电的时长。", en: "Time waiting for a call." },
    formula: { zh: "空闲状态之和", en: "sum of ready" },
    unit: "ms",
  },
  ringing: {
    name: { zh: "振铃时长", en: "Ringing" },
    definition: { zh: "来电振铃或呼出等待的时长。", en: "Time while a call rang or was being dialled." },
    formula: { zh: "振铃状态之和", en: "sum of ringing" },
    unit: "ms",
  },
  talking: {
    name: { zh: "通话状态时长", en: "Talking" },
    definition: { zh: "坐席状态为通话的时长，含保持。", en: "Time in the state talking, hold included." },
    formula: { zh: "通话状态之和", en: "sum of talking" },
    unit: "ms",
  },
  wrapUp: {
    name: { zh: "整理时长", en: "Wrap-up" },
    definition: { zh: "通话结束后整理的时长。", en: "Time of after-call work." },
    formula: { zh: "整理状态之和", en: "sum of wrap-up" },
    unit: "ms",
  },
  busy: {
    name: { zh: "示忙时长", en: "Busy" },
    definition: { zh: "示忙的时长，另按原因分列。", en: "Time busy, also shown by reason." },
    formula: { zh: "示忙状态之和", en: "sum of busy" },
    unit: "ms",
  },
  break: {
    name: { zh: "小休时长", en: "Break" },
    definition: { zh: "小休的时长，另按原因分列。", en: "Time on break, also shown by reason." },
    formula: { zh: "小休状态之和", en: "sum of break" },
    unit: "ms",
  },
  lost: {
    name: { zh: "断线时长", en: "Lost" },
    definition: {
      zh: "线路中断的时长；程序中断、没有收尾的状态整段计入断线。",
      en: "Time without a line; a state the program could not close counts as lost from its beginning.",
    },
    formula: { zh: "断线状态＋未收尾状态", en: "sum of lost + unclosed states" },
    unit: "ms",
  },
  practice: {
    name: { zh: "练习时长", en: "Practice" },
    definition: {
      zh: "练习通话的振铃、通话与整理，不计入上列各项。",
      en: "Ringing, talking and wrap-up of practice calls, in none of the states above.",
    },
    formula: { zh: "练习通话各状态之和", en: "sum of the states of practice calls" },
    unit: "ms",
  },
  unclosed: {
    name: { zh: "未收尾记录", en: "Unclosed records" },
    definition: {
      zh: "程序中断后没有收尾、也不再进行的通话与状态；计入断线，不计通话时长。",
      en: "Calls and states left open by a breakdown and no longer running; counted as lost, never as talk.",
    },
    formula: { zh: "未收尾的通话与状态数", en: "unclosed calls and states" },
    unit: "count",
  },
} as const satisfies Record<string, FigureDefinition>;
