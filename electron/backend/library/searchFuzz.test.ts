import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countPostings } from "./countedPostings.ts";
import { createLibrary } from "./createLibrary.ts";
import aliases from "./data/aliases.json" with { type: "json" };
import { hostileQueries } from "./hostileQueries.ts";
import { libraryModel } from "./learned/libraryModel.ts";
import type { Library } from "./library.ts";
import { openTestLibrary, statute, type TestLibrary } from "./testLibrary.ts";

/** `npm run test:long` asks for the full number. */
const count = process.env.ZUOXI_LONG ? 10_000 : 360;
/** What `collect.ts` reads for one query, and what `absence.ts` reads to find slips of the ear. */
const mostPostings = 60_000 + 20_000;

let store: TestLibrary;
let library: Library;
let taken: () => number;

/**
 * Articles full of the commonest words, so that reading everything that matches would go far beyond the bounds. The pairs of
 * 工商认定, which sounds like 工伤认定, stand in each of them, but never the word.
 */
const article =
  "国家机关和人民政府有关部门依照法律行政法规的规定对用人单位应当进行劳动工作管理。工资保险条例办法，工商认可，商认定。";
const documents = 80;
const articles = 90;

beforeAll(() => {
  store = openTestLibrary();
  const texts = Array.from({ length: articles }, (_, at) => `${article}第${at}项年休假、产假、加班费。`);
  store.add(
    Object.fromEntries(
      Array.from({ length: documents }, (_, at) => [
        `${at}.md`,
        statute(`第${at}号常用词办法`, { articles: texts }),
      ]),
    ),
  );
  const counted = countPostings(store.db);
  taken = counted.taken;
  library = createLibrary({
    db: counted.db,
    aliases,
    model: libraryModel(store.db),
    today: () => "2026-11-22",
    clock: () => 0,
  });
});
afterAll(() => store.db.close());

describe("a search for whatever is typed or pasted", () => {
  it(
    `never throws and reads a bounded number of postings, ${count} hostile queries long`,
    () => {
      const beyond = [];
      for (const { family, query } of hostileQueries(12_333, count)) {
        taken();
        const { hits } = library.search({ query, limit: 20 });
        expect(hits.length).toBeLessThanOrEqual(20);
        const postings = taken();
        if (postings > mostPostings) beyond.push({ family, postings, query: query.slice(0, 60) });
        expect(library.suggest(query).length).toBeLessThanOrEqual(8);
      }
      expect(beyond).toEqual([]);
    },
    count * 50,
  );

  it.each([
    ["of words that stand everywhere", article.repeat(3)],
    ["of slips whose every pair stands everywhere", "工商认定".repeat(30)],
  ])("reads up to the bounds and no further for a query %s", (_, query) => {
    const pairs = new Set(Array.from(query, (_unit, at) => query.slice(at, at + 2)));
    expect(pairs.size * documents * articles).toBeGreaterThan(27_000);
    taken();
    library.search({ query, limit: 20 });
    expect(taken()).toBeLessThanOrEqual(mostPostings);
  });
});
