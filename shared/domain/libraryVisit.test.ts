import { describe, expect, it } from "vitest";
import { stepVisit, type Visit, type VisitEvent, type VisitWrite } from "./libraryVisit.ts";

type Said =
  | Omit<Extract<VisitEvent, { type: "searched" }>, "spareId">
  | Exclude<VisitEvent, { type: "searched" }>;

/** What is written of a visit, in short. */
function written(...events: Said[]): string[] {
  let visit: Visit | null = null;
  const writes: VisitWrite[] = [];
  for (const [at, event] of events.entries()) {
    const step = stepVisit(visit, event.type === "searched" ? { ...event, spareId: `#${at}` } : event);
    visit = step.visit;
    writes.push(...step.writes);
  }
  return writes.map((write) =>
    write.type === "search"
      ? `${write.searchId} ${write.query} ${write.results}`
      : `${write.searchId} ${write.deed} ${write.clauseId} at ${write.rank}`,
  );
}

const typed = (query: string, hits = ["v1.1", "v1.2", "v2.7"]): Said => ({ type: "searched", query, hits });
const rested: Said = { type: "rested" };
const emptied: Said = { type: "emptied" };
const opened = (clauseId: string): Said => ({ type: "used", deed: "opened", clauseId });
const cited = (clauseId: string): Said => ({ type: "used", deed: "cited", clauseId });

describe("what is remembered of searching", () => {
  it.each<[string, Said[], string[]]>([
    ["prefixes on the way are no searches", [typed("产"), typed("产假"), rested], ["#0 产假 3"]],
    ["a word typed over at once is none", [typed("年休"), typed("工伤"), rested], ["#1 工伤 3"]],
    ["an emptied box ends a search that had no time to rest", [typed("产假"), emptied], ["#0 产假 3"]],
    [
      "an emptied box after a rest ends it without a second line",
      [typed("产假"), rested, emptied],
      ["#0 产假 3"],
    ],
    ["nothing typed, nothing written", [emptied, rested], []],
    [
      "a search that goes on after a rest is the same one",
      [typed("产假"), rested, typed("产假几天"), rested],
      ["#0 产假 3", "#0 产假几天 3"],
    ],
    [
      "another word after a rest is another search",
      [typed("产假"), rested, typed("工伤"), rested],
      ["#0 产假 3", "#2 工伤 3"],
    ],
    [
      "opening writes the search, and the place in the list",
      [typed("产假"), opened("v2.7")],
      ["#0 产假 3", "#0 opened v2.7 at 3"],
    ],
    [
      "the same deed counts once",
      [typed("产假"), opened("v1.1"), opened("v1.1"), cited("v1.1")],
      ["#0 产假 3", "#0 opened v1.1 at 1", "#0 cited v1.1 at 1"],
    ],
    [
      "a neighbour of what was opened belongs to the search and has no place",
      [typed("产假"), opened("v1.1"), cited("v1.9")],
      ["#0 产假 3", "#0 opened v1.1 at 1", "#0 cited v1.9 at null"],
    ],
    [
      "what was not found is no merit of the search",
      [typed("产假"), opened("v8.1")],
      ["null opened v8.1 at null"],
    ],
    ["a favourite has no search", [opened("v8.1")], ["null opened v8.1 at null"]],
    [
      "words added after something was opened begin a new search",
      [typed("产假"), opened("v1.1"), typed("产假工资"), rested],
      ["#0 产假 3", "#0 opened v1.1 at 1", "#2 产假工资 3"],
    ],
    [
      "the same words again after a narrowing are the same search",
      [typed("产假"), rested, typed("产假", ["v2.7"]), opened("v2.7")],
      ["#0 产假 3", "#0 opened v2.7 at 1"],
    ],
    ["a search without hits is remembered too", [typed("量子力学", []), rested], ["#0 量子力学 0"]],
  ])("%s", (_name, events, expected) => {
    expect(written(...events)).toEqual(expected);
  });
});
