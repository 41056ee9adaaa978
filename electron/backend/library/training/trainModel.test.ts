import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../../../db/migrate.ts";
import { migrations } from "../../../../db/migrations/index.ts";
import { type Database, openSeatDatabase } from "../../../../db/open.ts";
import { createLibrary, librarySegmenter, openSearchParts } from "../createLibrary.ts";
import { importFiles } from "../importFiles.ts";
import { createEncoder } from "../learned/encoder.ts";
import { readModel, type SearchModel, writeModel } from "../learned/searchModel.ts";
import { statute } from "../testLibrary.ts";
import { findAnswers } from "./questionSet.ts";
import { trainModel } from "./trainModel.ts";

/** Rules about ten matters, and a word by which people know each without one word of the rule. */
const matters = [
  ["年度休假", "职工连续工作满规定期间的享受带薪年度休假", "歇班"],
  ["经济补偿", "用人单位解除契约应当支付经济补偿", "炒鱿鱼"],
  ["工伤认定", "职工因事故受到伤害应当申请工伤认定", "摔坏"],
  ["生育津贴", "女职工生育享受产假和生育津贴", "坐月子"],
  ["失业保险金", "失业人员领取失业保险金", "下岗"],
  ["养老保险", "参加基本养老保险的个人按月领取养老金", "变老"],
  ["劳动仲裁", "发生劳动争议可以申请调解仲裁", "吵架"],
  ["医疗期", "职工患病停止工作治病休息的期限为医疗期", "躺床"],
  ["加班报酬", "延长工作时间应当支付加班报酬", "熬夜"],
  ["试用期", "同一用人单位只能约定一次试用期", "刚来"],
] as const;
const said = (word: string) => [`${word}行么`, `想${word}咋弄`, `那边不给${word}`, `因为${word}闹心`];

let folder = "";
let db: Database;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zuoxi-training-"));
  db = openSeatDatabase({ file: join(folder, "library.db"), key: Buffer.alloc(32, 3) });
  migrate(db, migrations);
  const files = matters.map(([name, rule]) => ({
    name: `${name}办法.md`,
    bytes: Buffer.from(
      statute(`${name}办法`, {
        articles: [
          `为了规范${name}，制定本办法。`,
          `${rule}，具体标准由有关部门规定并向社会公布。`,
          `违反${name}规定的，责令限期改正并处罚款。`,
        ],
      }),
    ),
  }));
  importFiles({ db, segmenter: librarySegmenter([]), files, total: files.length });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function train(threads: number): Promise<Omit<SearchModel, "encoderId">> {
  const parts = openSearchParts({ db, aliases: [], today: () => "2026-11-25", clock: () => 0 })();
  const pairs = matters.flatMap(([name, , word]) =>
    said(word).map((question) => ({
      question,
      answers: [{ file: `${name}办法.md`, article: "第二条" }],
      source: "asked",
    })),
  );
  return trainModel({
    parts,
    questions: findAnswers(pairs, parts.documents),
    realSources: new Set(["asked"]),
    today: "2026-11-25",
    textSteps: 3,
    questionEpochs: 40,
    folds: 2,
    measuresTransfer: true,
    threads,
    rankedQuestions: 100,
    seed: 1,
    tell: () => {},
  });
}

describe("a trained search model", () => {
  let file: Buffer;
  beforeAll(async () => {
    file = writeModel(await train(1));
  }, 120_000);

  test("is the same to the byte with the same seed, on one thread or two", async () => {
    expect(Buffer.compare(writeModel(await train(2)), file)).toBe(0);
  }, 120_000);

  test("finds by what people say, though the rule has none of the words", () => {
    const model = readModel(file);
    importFiles({ db, segmenter: librarySegmenter([]), model, files: [], total: 0 });
    const library = createLibrary({ db, aliases: [], model, today: () => "2026-11-25", clock: () => 0 });
    const plain = createLibrary({ db, aliases: [], today: () => "2026-11-25", clock: () => 0 });
    const firstFor = (search: typeof library, query: string) =>
      search.search({ query, limit: 5 }).hits.map((hit) => `${hit.version.title}${hit.label}`)[0];
    const right = (search: typeof library) =>
      matters.filter(([name, , word]) => firstFor(search, `又${word}了`) === `${name}办法第二条`).length;
    expect(right(library)).toBeGreaterThanOrEqual(9);
    expect(right(plain)).toBeLessThan(4);
  });

  test("shows nothing that holds none of the words and lies further away than the model says", () => {
    const model = readModel(file);
    expect(model.leastNear).toBeGreaterThan(0);
    const hits = (leastNear: number) => {
      const options = { db, aliases: [], model: { ...model, leastNear } };
      const library = createLibrary({ ...options, today: () => "2026-11-25", clock: () => 0 });
      return matters.flatMap(([, , word]) => library.search({ query: `又${word}了`, limit: 5 }).hits).length;
    };
    expect(hits(1.01)).toBeLessThan(hits(model.leastNear) / 2);
  });

  test("says on its card what was measured on questions held out from training", () => {
    const { card } = readModel(file);
    expect(Object.keys(card.figures)).toEqual([
      "real questions, random folds",
      "real questions, grouped folds",
      "real questions, grouped among themselves",
    ]);
    expect(card).toMatchObject({ madeOn: "2026-11-25", passages: 30, questions: 40 });
  });

  test("gives a text the same vector whoever encodes it", () => {
    const encoder = createEncoder(readModel(file));
    const fields = { title: "年度休假办法", head: "", body: "职工享受带薪年度休假" };
    expect(encoder.passage(fields)).toEqual(encoder.passage({ ...fields }));
    expect(Math.hypot(...encoder.question("想歇班几天"))).toBeCloseTo(1, 5);
    expect([...encoder.question("zzz😀")].every((value) => value === 0)).toBe(true);
  });
});
