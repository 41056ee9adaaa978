import { type FigureName, figureDefinitions } from "../../../shared/domain/statisticsDefinitions.ts";
import type { FigureValue } from "../../../shared/domain/statisticsReport.ts";
import { count, duration } from "../../ui/format.ts";

/** A figure as the table shows it: `1,204`, `3:07`, `66.7%`, or a dash where nothing was divided by. */
export function figureText(name: FigureName, { value }: FigureValue): string {
  if (value === null) return "–";
  switch (figureDefinitions[name].unit) {
    case "count":
      return count(value);
    case "share":
      return `${(value * 100).toFixed(1)}%`;
    case "per-100":
      return value.toFixed(1);
    default:
      return duration(value);
  }
}

/** `2 ÷ 3`, durations as durations; null for what is no quotient. */
export function quotientText(name: FigureName, { numerator, denominator }: FigureValue): string | null {
  if (denominator === null) return null;
  switch (figureDefinitions[name].unit) {
    case "mean-ms":
      return `${duration(numerator)} ÷ ${count(denominator)}`;
    case "rank-ms":
      return `${numerator} / ${count(denominator)}`;
    case "share":
      return durationShares.has(name)
        ? `${duration(numerator)} ÷ ${duration(denominator)}`
        : `${count(numerator)} ÷ ${count(denominator)}`;
    default:
      return `${count(numerator)} ÷ ${count(denominator)}`;
  }
}

const durationShares: ReadonlySet<FigureName> = new Set(["occupancy"]);
