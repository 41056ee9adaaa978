import { beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../../../db/migrate.ts";
import { migrations } from "../../../../db/migrations/index.ts";
import { openSeatDatabase } from "../../../../db/open.ts";
import { modelReport, verdictOf } from "../../../../shared/domain/searchModel.ts";
import { createLibrary, librarySegmenter } from "../createLibrary.ts";
import { importFiles } from "../importFiles.ts";
import { readModel, type SearchModel, writeModel } from "../learned/searchModel.ts";
import { ownQuestions } from "./ownQuestions.ts";
import { type Retrained, type RetrainOptions, retrain } from "./retrain.ts";
import { importTiny, tinyPairs, tinyParts, tinyQuestions, tinyUses, trainTiny } from "./tinyModel.ts";

const db = openSeatDatabase({ file: ":memory:", key: Buffer.alloc(32, 3) });
migrate(db, migrations);
let options: RetrainOptions;
let made: Retrained;
const told: number[] = [];

beforeAll(async () => {
  importTiny(db);
  const shipped = readModel(await trainTiny(db));
  const parts = tinyParts(db);
  // Nobody asked about the last three trades: what was kept aside is about them.
  const pairs = tinyPairs(db).slice(0, 84);
  options = {
    ...{ parts, shipped, current: null, today: "2026-11-25", seed: 1 },
    own: ownQuestions(pairs, parts.documents),
    shippedQuestions: tinyQuestions(db),
    pause: () => {},
    tell: (share) => told.push(share),
  };
  made = retrain(options);
}, 120_000);

describe("a model taught from the centre's use", () => {
  test("answers what people say of rules that the measured copies had not been taught", () => {
    const { own } = made.report;
    expect(own.questions).toBe(84);
    expect(own.after.mrr10).toBeGreaterThan(own.before.mrr10 + 0.3);
    expect(own.differences.mrr10.low).toBeGreaterThan(0.2);
    expect(own.better.count).toBeGreaterThan(40);
    expect(own.better.listed[0]).toMatchObject({ after: 1 });
  });

  test("forgets nothing: shipped questions that were not shown again keep their answers", () => {
    const { shipped, anchors } = made.report;
    expect(shipped?.questions).toBeGreaterThanOrEqual(6);
    expect(anchors).toBeGreaterThan(60);
    expect(shipped?.after.mrr10).toBeGreaterThan((shipped?.before.mrr10 ?? 1) - 0.05);
    expect(verdictOf(made.report)).toBe("better");
  });

  test("has a report that fits the contract, and a card that says what it was made from", () => {
    expect(modelReport.parse({ ...made.report, tookMs: 1 })).toEqual({ ...made.report, tookMs: 1 });
    expect(made.report).toMatchObject({ queries: 84, clauses: 42, cited: 84, opened: 84 });
    expect(made.model.card).toMatchObject({ madeOn: "2026-11-25", questions: 84 + made.report.anchors });
    expect(told.toSorted((a, b) => a - b)).toEqual(told);
    expect(told.at(-1)).toBeLessThanOrEqual(1);
  });

  test("keeps the vocabulary, and finds in the desk's own search what the shipped one does not", () => {
    const model = readModel(writeModel(made.model));
    expect(model.entries).toEqual(options.shipped.entries);
    expect(model.encoderId).not.toBe(options.shipped.encoderId);
    // What callers say may lie further from its rule than any shipped question: never asked to be nearer than those.
    expect(model.leastNear).toBeGreaterThan(0);
    expect(model.leastNear).toBeLessThanOrEqual(options.shipped.leastNear);
    const rightWith = (search: SearchModel) => {
      importFiles({ db, segmenter: librarySegmenter([]), model: search, files: [], total: 0 });
      const library = createLibrary({
        ...{ db, aliases: [], model: search },
        ...{ today: () => "2026-11-25", clock: () => 0 },
      });
      const first = (query: string) => library.search({ query, limit: 1 }).hits[0];
      return tinyUses.filter(({ query, title, label }) => {
        const hit = first(`请问${query}`);
        return hit?.version.title === title && hit.label === label;
      }).length;
    };
    expect(rightWith(options.shipped)).toBeLessThan(10);
    expect(rightWith(model)).toBeGreaterThan(30);
  });

  test("is the same to the byte when it is made again", () => {
    expect(Buffer.compare(writeModel(retrain(options).model), writeModel(made.model))).toBe(0);
  }, 60_000);
});
