import { describe, expect, it } from "vitest";
import type { SearchHit } from "../../../shared/domain/policy.ts";
import { groupHits, nextHit, refold, stepSuggestion, visibleHits } from "./hitGroups.ts";

/** Hits by their clause ids; `A2` is a clause of version A. */
function hits(...ids: string[]): SearchHit[] {
  return ids.map(
    (clauseId) => ({ clauseId, version: { versionId: clauseId[0] }, title: [] }) as unknown as SearchHit,
  );
}
const groups = groupHits(hits("B1", "A1", "B2", "B3", "C1", "A2", "B4"));
const ids = (list: readonly SearchHit[]) => list.map((hit) => hit.clauseId).join(" ");

describe("results by document", () => {
  it("stand in the order of each document's best clause, and inside it best first", () => {
    expect(groups.map((group) => `${group.version.versionId}: ${ids(group.hits)}`)).toEqual([
      "B: B1 B2 B3 B4",
      "A: A1 A2",
      "C: C1",
    ]);
    expect(groupHits([])).toEqual([]);
  });

  it.each([
    [[], "B1 B2 A1 A2 C1"],
    [["B"], "B1 B2 B3 B4 A1 A2 C1"],
    [["A", "C"], "B1 B2 A1 A2 C1"],
  ])("with %j unfolded the keys go over %s", (unfolded, expected) => {
    expect(ids(visibleHits(groups, unfolded))).toBe(expected);
  });

  it.each([
    ["B1", 1, "B2"],
    ["B2", 1, "A1"],
    ["B1", -1, "B1"],
    ["C1", 1, "C1"],
    [null, 1, "B1"],
    ["B3", 1, "B1"],
  ])("from %s by %d the selection goes to %s", (from, by, to) => {
    expect(nextHit(visibleHits(groups, []), from, by)).toBe(to);
  });

  it.each([
    ["A1 A2 A3 B1 A4", "A1 A2 A3 B1"],
    ["A1 A2 A3 A4 A5 B1", "A1 A2 A3 A4 B1"],
    ["A1 A2 A3 A4 A5", "A1 A2 A3 A4"],
    ["A1 B1 B2 B3 A2 A3", "A1 A2 B1 B2"],
  ])("of %s the first document shows what comes before the others: %s", (found, expected) => {
    expect(ids(visibleHits(groupHits(hits(...found.split(" "))), []))).toBe(expected);
  });

  it("nothing is selected where nothing was found", () => {
    expect(nextHit([], "B1", 1)).toBeNull();
  });

  it.each([
    ["unfolds a document with more clauses", [], "B1", "B", { unfolded: ["B"], selectedId: "B1" }],
    ["folds it and keeps a selection that stays", ["B"], "B2", "B", { unfolded: [], selectedId: "B2" }],
    ["folds it and takes the selection along", ["B"], "B4", "B", { unfolded: [], selectedId: "B2" }],
    ["leaves a selection elsewhere alone", ["B"], "A1", "B", { unfolded: [], selectedId: "A1" }],
    ["has nothing to do for a short one", [], "A1", "A", null],
    ["has nothing to do for one that is not there", [], "A1", "Z", null],
  ])("%s", (_name, unfolded, selectedId, versionId, expected) => {
    expect(refold(groups, { unfolded, selectedId }, versionId)).toEqual(expected);
  });
});

it.each([
  [-1, 3, 1, 0],
  [0, 3, 1, 1],
  [2, 3, 1, "leave"],
  [0, 3, -1, -1],
  [-1, 3, -1, "leave"],
  [-1, 0, 1, "leave"],
] as const)("from suggestion %d of %d by %d to %s", (at, count, by, to) => {
  expect(stepSuggestion(at, count, by)).toBe(to);
});
