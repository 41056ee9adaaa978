import { describe, expect, it } from "vitest";
import { filterPhrases, orderPhrases, type PhraseSituation, phrase } from "./phrases.ts";
import { phraseTable } from "./phraseTable.ts";

const quiet: PhraseSituation = {
  call: "none",
  complaintOpen: false,
  grounds: [],
  isDiscipline: false,
  attempts: 1,
  isOpen: true,
  said: [],
};

const first = (count: number, change: Partial<PhraseSituation>) =>
  orderPhrases(phraseTable, { ...quiet, ...change })
    .slice(0, count)
    .map(({ id }) => id);

describe("the table of phrases", () => {
  it("is sound data with an id for each", () => {
    for (const each of phraseTable) expect(phrase.safeParse(each).error).toBeUndefined();
    expect(new Set(phraseTable.map(({ id }) => id)).size).toBe(phraseTable.length);
  });

  it("says numbers and addresses of a person nowhere, and has no English in what is spoken", () => {
    for (const { words } of phraseTable) expect(words).toMatch(/^[^A-Za-z]+$/);
  });
});

describe("phrases stand in the order in which they are needed", () => {
  it.each<[string, Partial<PhraseSituation>, string[]]>([
    ["a ringing call is greeted", { call: "ringing" }, ["greeting", "recording-notice"]],
    ["while talking, calming comes first", { call: "talking" }, ["calm", "understand"]],
    ["a caller who was kept waiting is thanked", { call: "waiting" }, ["hold", "back-from-hold"]],
    [
      "an open complaint brings the notice of false reports",
      { call: "talking", complaintOpen: true },
      ["false-report"],
    ],
    [
      "a ticked ground brings its own refusal",
      { call: "talking", complaintOpen: true, grounds: ["stale"] },
      ["refuse-stale", "false-report"],
    ],
    [
      "a complaint about staff brings 12388",
      { call: "talking", complaintOpen: true, isDiscipline: true },
      ["discipline-line"],
    ],
    ["who calls again is not asked to begin anew", { call: "talking", attempts: 3 }, ["repeat-call"]],
    ["outside the hours the caller is told so", { call: "ringing", isOpen: false }, ["off-hours"]],
    ["wrap-up closes", { call: "wrap-up", complaintOpen: true }, ["ticket-number", "remedies", "closing"]],
    ["what was said steps back", { call: "ringing", said: ["greeting"] }, ["recording-notice"]],
  ])("%s", (_rule, change, ids) => {
    expect(first(ids.length, change)).toEqual(ids);
  });

  it("loses none, whatever the situation", () => {
    const all = orderPhrases(phraseTable, { ...quiet, call: "talking", said: ["greeting", "calm"] });
    expect(all).toHaveLength(phraseTable.length);
    expect(all.slice(-2).map(({ id }) => id)).toEqual(["greeting", "calm"]);
  });
});

describe("phrases are found by typing", () => {
  it.each([
    ["12388", ["discipline-line"]],
    ["录音", ["recording-notice"]],
    ["不受理 匿名", ["refuse-anonymous-or-vague"]],
    ["luyin", ["recording-notice"]],
    ["Greeting", ["greeting"]],
    ["没有这样的话", []],
  ])("%s finds %o", (typed, ids) => {
    expect(filterPhrases(phraseTable, typed).map(({ id }) => id)).toEqual(ids);
  });

  it("shows all while nothing is typed", () => {
    expect(filterPhrases(phraseTable, "  ")).toHaveLength(phraseTable.length);
  });
});
