import { type FigureName, figureNames } from "../../../shared/domain/statisticsDefinitions.ts";

/** What a lead looks at every day; the others are one click away. */
export const mainFigures: readonly FigureName[] = [
  "offered",
  "answered",
  "unanswered",
  "answerRate",
  "serviceLevel",
  "outbound",
  "talk",
  "hold",
  "wrapUp",
  "ready",
  "busy",
  "break",
  "meanHandlingTime",
  "occupancy",
  "signedIn",
  "tickets",
  "onTimeClosure",
  "filedShare",
];

export function shownFigures(all: boolean): readonly FigureName[] {
  return all ? figureNames : mainFigures;
}
