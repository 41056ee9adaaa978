import { describe, expect, it } from "vitest";
import { joined, proposeAliases, type UsedPair, type WordKnowledge } from "./proposeAliases.ts";

const clauses: Record<string, { title: string; body: string; words: [string, number][] }> = {
  severance: {
    title: "劳动合同法",
    body: "经济补偿按劳动者在本单位工作的年限计算",
    words: [
      ["经济补偿", 0.8],
      ["工作的年限", 0.7],
      ["劳动者", 0.2],
    ],
  },
  injury: {
    title: "工伤保险条例",
    body: "认定工伤",
    words: [
      ["工伤保险", 0.7],
      ["劳动者", 0.2],
    ],
  },
};

/** Words the test's library knows how to cut out of a query and cannot explain. */
const unknown = ["买断", "工龄", "摔断腿", "怎么算"];

const knowledge: WordKnowledge = {
  unknownWords: (query) =>
    unknown
      .flatMap((text) =>
        query.includes(text) && text !== "怎么算" ? [{ text, start: query.indexOf(text) }] : [],
      )
      .sort((a, b) => a.start - b.start),
  textOf: (clauseId) => `${clauses[clauseId]?.title} ${clauses[clauseId]?.body}`,
  tellingWords: (clauseId) =>
    (clauses[clauseId]?.words ?? []).map(([text, rarity]) => ({
      text,
      rarity,
      inTitle: clauses[clauseId]?.title.includes(text) ?? false,
    })),
  isRejected: () => false,
};

function used(query: string, clauseId: string, { opened = 0, cited = 0 }): UsedPair {
  return { query, clauseId, title: clauses[clauseId]?.title ?? "", label: "第一条", opened, cited };
}

const pairs = [
  used("买断工龄怎么算", "severance", { opened: 2, cited: 2 }),
  used("买断工龄给多少", "severance", { opened: 1, cited: 1 }),
  used("工地摔断腿", "injury", { opened: 1, cited: 3 }),
];

describe("what was searched and then cited proposes words", () => {
  it("from the stretch the clause does not have to the words that tell the clause", () => {
    const [first, second] = proposeAliases(pairs, [], knowledge);
    expect([first?.lay, second?.lay].sort()).toEqual(["买断工龄", "摔断腿"]);
    expect([first, second].find((each) => each?.lay === "买断工龄")).toMatchObject({
      official: ["经济补偿", "工作的年限"],
      queries: [
        { query: "买断工龄怎么算", opened: 2, cited: 2 },
        { query: "买断工龄给多少", opened: 1, cited: 1 },
      ],
      clauses: [{ clauseId: "severance", times: 6 }],
      misses: [],
    });
  });

  it.each<[string, UsedPair[], string[]]>([
    ["a single opening proves nothing", [used("买断工龄怎么算", "severance", { opened: 1 })], []],
    ["many openings do", [used("买断工龄怎么算", "severance", { opened: 6 })], ["买断工龄"]],
    ["a word the clause itself uses is no lay word", [used("经济补偿怎么算", "severance", { cited: 5 })], []],
    [
      "what stands in the query is not proposed to it",
      [used("买断经济补偿", "severance", { cited: 3 })],
      ["买断"],
    ],
  ])("%s", (_rule, given, lays) => {
    expect(proposeAliases(given, [], knowledge).map(({ lay }) => lay)).toEqual(lays);
  });

  it("never with a word that everything leads to", () => {
    for (const { official } of proposeAliases(pairs, [], knowledge)) expect(official).not.toContain("劳动者");
  });

  it("counts searches that led nowhere for the same stretch", () => {
    const missed = [
      { query: "买断工龄", times: 7 },
      { query: "年假", times: 9 },
    ];
    const without = proposeAliases(pairs, [], knowledge).find(({ lay }) => lay === "买断工龄");
    const proposal = proposeAliases(pairs, missed, knowledge).find(({ lay }) => lay === "买断工龄");
    expect(proposal?.misses).toEqual([{ query: "买断工龄", times: 7 }]);
    expect(proposal?.score).toBeGreaterThan(without?.score ?? 0);
  });

  it("does not come back with what was turned down", () => {
    const rejecting = {
      ...knowledge,
      isRejected: (_lay: string, official: string) => official === "经济补偿",
    };
    const list = proposeAliases(pairs, [], rejecting);
    expect(list.find(({ lay }) => lay === "买断工龄")?.official).toEqual(["工作的年限"]);
    expect(proposeAliases(pairs, [], { ...knowledge, isRejected: () => true })).toEqual([]);
  });
});

it("words that follow one another are one stretch, others stay apart", () => {
  expect(
    joined([
      { text: "买断", start: 0 },
      { text: "工龄", start: 2 },
      { text: "赔偿", start: 6 },
    ]),
  ).toEqual(["买断工龄", "赔偿"]);
  expect(joined([{ text: "我", start: 0 }])).toEqual([]);
});
