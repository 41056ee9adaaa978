import { usePartText } from "./partText.ts";
import { statisticsEn } from "./statistics.en.ts";
import { statisticsZh } from "./statistics.zh.ts";
import type { Sentences } from "./text.ts";

/** Sentences of the statistics page, which comes after the desk. */
export const statisticsText = { zh: statisticsZh, en: statisticsEn };

export function useStatisticsText(): Sentences<typeof statisticsZh> {
  return usePartText(statisticsText);
}
