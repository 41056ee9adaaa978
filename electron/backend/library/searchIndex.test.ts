import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { libraryDocuments } from "../../../db/libraryDocuments.ts";
import { libraryIndex } from "../../../db/libraryIndex.ts";
import { buildIndex, isIndexBehind } from "./buildIndex.ts";
import { canonicalText } from "./canonicalText.ts";
import { collect } from "./collect.ts";
import { librarySegmenter } from "./createLibrary.ts";
import { idfOf, impactOf, occurrenceWeight } from "./impact.ts";
import { shippedModel } from "./learned/libraryModel.ts";
import { eachPosting, encodePosting, joinPostings } from "./postings.ts";
import { loadSnapshot } from "./snapshot.ts";
import { openTestLibrary, statute } from "./testLibrary.ts";
import { indexTerms } from "./tokens.ts";

const character = fc.constantFrom(..."劳动合同工资年休假天98%，。 甲乙");
const sentence = fc.array(character, { minLength: 1, maxLength: 30 }).map((list) => `甲${list.join("")}`);
const texts = fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });

describe("the index", () => {
  it("scores every passage as reading all of them would, however many segments there are", () => {
    fc.assert(
      fc.property(texts, fc.array(character, { minLength: 2, maxLength: 6 }), (documents, typed) => {
        const library = openTestLibrary();
        // One import a document: more than eight segments of which some get merged.
        const rounds = [...documents, ...documents.map((articles) => [...articles, "丙"])];
        rounds.forEach(
          (articles, at) =>
            void library.add({ [`${at}.md`]: statute(`标题${"甲".repeat(at + 1)}`, { articles }) }),
        );
        const index = libraryIndex(library.db);
        const snapshot = loadSnapshot(libraryDocuments(library.db), index);
        const terms = new Map(indexTerms(canonicalText(typed.join(""))).map((term) => [term, 1]));
        const found = collect(index, snapshot, terms, {
          depth: 1_000,
          factors: new Float32Array(snapshot.versions.length).fill(1),
        });
        const scores = new Map(found.candidates.map(({ passage, score }) => [passage, score]));
        const expected = readingAll(library, [...terms.keys()]);
        expect([...scores.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [passage, score] of expected) expect(scores.get(passage)).toBeCloseTo(score, 4);
        expect(index.segments().length).toBeLessThanOrEqual(8);
        library.db.close();
      }),
      { seed: 7, numRuns: 25 },
    );
  });

  it("is made up for after an import that ended too early", () => {
    const library = openTestLibrary();
    library.add({ "a.md": statute("甲法", { articles: ["产假九十八天。"] }) });
    library.db.exec("DELETE FROM search_segment; INSERT INTO search_term VALUES ('半截', 99, 1, x'0101')");
    expect(isIndexBehind(library.db, shippedModel())).toBe(true);
    library.add({});
    expect(isIndexBehind(library.db, shippedModel())).toBe(false);
    expect(library.search({ query: "产假", limit: 1 }).hits).toHaveLength(1);
    expect(library.db.prepare("SELECT count(*) FROM search_term WHERE term = '半截'").pluck().get()).toBe(0);
    library.db.close();
  });

  it("is the same however often it is built", () => {
    const library = openTestLibrary();
    library.add({ "a.md": statute("甲法", { articles: ["产假九十八天。", "工资。"] }) });
    const all = () =>
      library.db.prepare("SELECT term, frequency, hex(postings) FROM search_term ORDER BY term").all();
    const before = all();
    const [documents, index] = [libraryDocuments(library.db), libraryIndex(library.db)];
    buildIndex({ db: library.db, documents, index, segmenter: librarySegmenter([]), rest: () => {} });
    expect(all()).toEqual(before);
    library.db.close();
  });
});

describe("postings", () => {
  const list = fc
    .uniqueArray(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { maxLength: 50 })
    .map((ids) => ids.sort((a, b) => a - b));

  it("come back as they were packed", () => {
    fc.assert(
      fc.property(list, (ids) => {
        const bytes = pack(ids);
        const read: number[] = [];
        eachPosting(bytes, (passage, impact) => {
          expect(impact).toBe((passage % 255) + 1);
          read.push(passage);
        });
        expect(read).toEqual(ids);
      }),
      { seed: 8 },
    );
  });

  it("of several segments are joined in order without the dead", () => {
    fc.assert(
      fc.property(list, (ids) => {
        const [even, odd] = [ids.filter((id) => id % 2 === 0), ids.filter((id) => id % 2 === 1)];
        const joined = joinPostings([pack(even), pack(odd)], (passage) => passage % 3 === 0);
        const alive = ids.filter((id) => id % 3 !== 0);
        expect(joined).toEqual({ postings: pack(alive), frequency: alive.length });
      }),
      { seed: 9 },
    );
  });
});

function pack(ids: readonly number[]): Uint8Array {
  const target = new Uint8Array(ids.length * 6);
  let at = 0;
  let last = 0;
  for (const id of ids) {
    at = encodePosting(target, at, id - last, (id % 255) + 1);
    last = id;
  }
  return target.slice(0, at);
}

/** The definition of the score, from the stored clauses alone. */
function readingAll(
  library: ReturnType<typeof openTestLibrary>,
  terms: readonly string[],
): Map<number, number> {
  const documents = libraryDocuments(library.db);
  const versions = documents.allVersions().filter((version) => !version.replaced);
  const passages = versions.flatMap((version) => {
    const title = indexTerms(canonicalText(version.title));
    return documents.clausesOf(version.versionId).map((clause) => ({
      id: clause.passageId,
      title,
      body: indexTerms(canonicalText(clause.body)),
    }));
  });
  const scores = new Map<number, number>();
  for (const term of terms) {
    const frequency = passages.filter(
      ({ title, body }) => title.includes(term) || body.includes(term),
    ).length;
    for (const { id, title, body } of passages) {
      const count = (list: readonly string[]) => list.filter((other) => other === term).length;
      const weighted =
        count(title) * occurrenceWeight("title", title.length) +
        count(body) * occurrenceWeight("body", body.length);
      if (weighted === 0) continue;
      const score = (impactOf(weighted) / 255) * idfOf(frequency, Math.max(frequency, passages.length));
      scores.set(id, (scores.get(id) ?? 0) + score);
    }
  }
  return scores;
}
