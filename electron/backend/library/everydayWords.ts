/**
 * Short everyday words and what the law calls them. Unlike the alias table, which librarians grow phrase by phrase,
 * these are the vocabulary that nearly every call uses.
 */
export const everydayWords: readonly (readonly [lay: string, official: readonly string[]])[] = [
  ["社保", ["社会保险"]],
  ["社保费", ["社会保险费"]],
  ["社保卡", ["社会保障卡"]],
  ["社保局", ["社会保险经办机构", "社会保险行政部门"]],
  ["医保", ["医疗保险", "基本医疗保险"]],
  ["医保卡", ["社会保障卡", "医疗保障凭证"]],
  ["养老金", ["基本养老金"]],
  ["退休金", ["基本养老金"]],
  ["五险", ["社会保险"]],
  ["公积金", ["住房公积金"]],
  ["劳动局", ["劳动行政部门", "人力资源社会保障行政部门"]],
  ["人社局", ["人力资源社会保障行政部门", "劳动行政部门"]],
  ["劳动仲裁", ["劳动争议仲裁"]],
  ["个体户", ["个体工商户"]],
  ["私企", ["民营企业", "用人单位"]],
];

/** The same, but only where a query speaks of the trade anyway: a company is an employer here, not in company law. */
export const everydayTradeWords: readonly (readonly [lay: string, official: readonly string[]])[] = [
  ["公司", ["用人单位"]],
  ["单位", ["用人单位"]],
  ["企业", ["用人单位"]],
  ["老板", ["用人单位"]],
  ["工厂", ["用人单位"]],
  ["厂里", ["用人单位"]],
  ["员工", ["劳动者", "职工"]],
  ["工人", ["劳动者", "职工"]],
  ["打工", ["劳动者"]],
  ["合同", ["劳动合同"]],
  ["解除合同", ["解除劳动合同"]],
  ["签合同", ["订立书面劳动合同", "订立劳动合同"]],
  ["仲裁", ["劳动争议仲裁"]],
  ["赔偿", ["赔偿金", "经济补偿"]],
  ["补偿", ["经济补偿"]],
  ["工资", ["劳动报酬"]],
  ["罚款", ["行政处罚", "处以罚款"]],
  ["投诉", ["投诉、举报", "举报、投诉"]],
];
