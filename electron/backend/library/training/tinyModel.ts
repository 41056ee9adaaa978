import type { Database } from "../../../../db/open.ts";
import { librarySegmenter, openSearchParts } from "../createLibrary.ts";
import { importFiles } from "../importFiles.ts";
import { type SearchModel, writeModel } from "../learned/searchModel.ts";
import { statute } from "../testLibrary.ts";
import type { UsedPair } from "./ownQuestions.ts";
import { answerFinder, findAnswers } from "./questionSet.ts";
import { trainModel } from "./trainModel.ts";

// For tests: a library of sixty rules about ten trades, what people call the matters of the rules, and a model of it.

const trades = ["工地", "餐馆", "学校", "医院", "商场", "车队", "银行", "快递", "保洁", "码头"] as const;

/** What a rule says, how the shipped questions ask for it, and what people say without one word of the rule. */
const matters = [
  ["解除契约应当支付一次性补偿", "离开补偿", "散摊子"],
  ["延长劳动时间应当另付报酬", "延长报酬", "点灯熬油"],
  ["受到事故伤害应当申请认定", "伤害认定", "磕碰着"],
  ["生育期间享受津贴", "生育津贴", "抱娃娃"],
  ["连续劳动满一年享受带薪年度休假", "年度休假", "蹲家歇着"],
  ["失去岗位可以领取失业保险", "失业领取", "没饭碗"],
] as const;

export const tinyFiles = [
  ...trades.map((trade) => ({
    name: `${trade}用工办法.md`,
    text: statute(`${trade}用工办法`, {
      articles: matters.map(([rule]) => `${trade}从业人员${rule}，具体标准由有关部门规定并向社会公布。`),
    }),
  })),
  // The words of people stand in the texts too, of other things: what searches by words alone finds.
  {
    name: "民俗条例.md",
    text: statute("民俗条例", {
      articles: matters.flatMap(([, , said]) => [
        `旧时${said}之俗，各村不一。`,
        `记${said}二三事，以存其真。`,
      ]),
    }),
  },
];

const numerals = ["一", "二", "三", "四", "五", "六"];

/** Queries as agents type them and the rule they were answered by. */
export const tinyUses = trades.flatMap((trade) =>
  matters.flatMap(([, , said], at) =>
    [`${trade}${said}咋办`, `${said}，在${trade}`].map((query) => ({
      query,
      title: `${trade}用工办法`,
      label: `第${numerals[at]}条`,
    })),
  ),
);

/** The same as the log of the library's use gives them. */
export function tinyPairs(db: Database): UsedPair[] {
  const { documents } = tinyParts(db);
  const locate = answerFinder(documents);
  return tinyUses.map(({ query, title, label }) => {
    const clause = documents.passage(locate({ file: title, article: label }) ?? 0);
    return { query, title, label, clauseId: `${clause?.versionId}.${clause?.ordinal}`, opened: 1, cited: 1 };
  });
}

const asked = trades.flatMap((trade) =>
  matters.flatMap(([, question], at) =>
    [`${trade}${question}`, `${question}怎么定，${trade}的`].map((text) => ({
      question: text,
      answers: [{ file: `${trade}用工办法.md`, article: `第${numerals[at]}条` }],
      source: "shipped",
    })),
  ),
);

export function importTiny(db: Database): void {
  const files = tinyFiles.map(({ name, text }) => ({ name, bytes: Buffer.from(text) }));
  importFiles({ db, segmenter: librarySegmenter([]), files, total: files.length });
}

export function tinyParts(db: Database) {
  return openSearchParts({ db, aliases: [], today: () => "2026-11-25", clock: () => 0 })();
}

/** Shipped questions about the tiny library. */
export function tinyQuestions(db: Database) {
  return findAnswers(asked, tinyParts(db).documents);
}

/** A model of the tiny library that knows its shipped questions and nothing of what people say. */
export async function trainTiny(db: Database): Promise<Buffer> {
  const model: Omit<SearchModel, "encoderId"> = await trainModel({
    parts: tinyParts(db),
    questions: tinyQuestions(db),
    realSources: new Set(["shipped"]),
    today: "2026-11-25",
    ...{ textSteps: 6, questionEpochs: 20, folds: 2, measuresTransfer: false, threads: 1 },
    ...{ rankedQuestions: 200, seed: 1, tell: () => {} },
  });
  return writeModel(model);
}
