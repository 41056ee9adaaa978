import { expect, test } from "vitest";
import { libraryDocuments } from "../../../../db/libraryDocuments.ts";
import { openTestLibrary, statute } from "../testLibrary.ts";
import { ownQuestions, type UsedPair } from "./ownQuestions.ts";

const library = openTestLibrary();
const wording = (days: number) =>
  statute("年假办法", {
    header: ["2010年1月1日 某部令第1号公布"],
    articles: [`职工享受${days}天年休假。`, "未休的支付报酬。"],
  });
library.add({ "年假办法.md": wording(10) });
const documents = libraryDocuments(library.db);
const clauseOf = (label: string) => {
  const version = documents.allVersions()[0];
  const clause = documents.clausesOf(version?.versionId ?? "").find((each) => each.label === label);
  return { clauseId: `${clause?.versionId}.${clause?.ordinal}`, title: "年假办法", label };
};
const [first, second] = [clauseOf("第一条"), clauseOf("第二条")];
const pair = (query: string, clause: typeof first, cited: number, opened: number): UsedPair => ({
  ...{ query, cited, opened },
  ...clause,
});
const labelsOf = (passages: readonly number[]) => passages.map((each) => documents.passage(each)?.label);

test("what was cited is the answer, and what was only opened beside it says nothing", () => {
  const [question] = ownQuestions([pair("年假", first, 1, 2), pair("年假", second, 0, 5)], documents);
  expect(labelsOf(question?.passages ?? [])).toEqual(["第一条"]);
  expect(question).toMatchObject({ question: "年假", cited: 1, opened: 2 });
});

test("what was opened where nothing was cited is the answer with less weight; no query weighs more than three", () => {
  const weights = ownQuestions(
    [pair("一次打开", first, 0, 1), pair("一次引用", first, 1, 1), pair("常常引用", second, 40, 60)],
    documents,
  ).map(({ weight }) => weight);
  expect(weights).toEqual([0.3, 1.3, 3]);
});

test("a clause whose wording was corrected is the corrected one; one that is gone is left out", () => {
  library.add({ "年假办法.md": wording(20) });
  const gone = { clauseId: `v${"0".repeat(24)}.1`, title: "没有的办法", label: "第一条" };
  const [question, ...more] = ownQuestions([pair("年假", first, 1, 1), pair("别的", gone, 1, 1)], documents);
  expect(more).toEqual([]);
  const [passage = 0] = question?.passages ?? [];
  expect(documents.passage(passage)?.body).toContain("20天");
});
