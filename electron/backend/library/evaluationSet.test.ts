import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { libraryDocuments } from "../../../db/libraryDocuments.ts";
import {
  chooseQuestions,
  type EvaluationQuestion,
  ownQuestions,
  readQuestions,
  shippedQuestions,
} from "./evaluationSet.ts";
import { openTestLibrary, statute, type TestLibrary } from "./testLibrary.ts";

let library: TestLibrary | null = null;
let folder = "";
afterEach(() => {
  library?.db.close();
  library = null;
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
  folder = "";
});

function openLaws(): ReturnType<typeof libraryDocuments> {
  library = openTestLibrary();
  library.add({
    "社会法/劳动示例法(2012-12-28).md": statute("中华人民共和国劳动示例法", { articles: ["甲。", "乙。"] }),
    "民法典/合同编.md": "# 中华人民共和国民法典\n\n# 合同编\n\n<!-- INFO END -->\n\n第四百六十四条 合同。\n",
  });
  return libraryDocuments(library.db);
}

describe("the shipped questions", () => {
  it.each([
    ["a file", "社会法/劳动示例法(2012-12-28).md"],
    ["a file of another edition", "社会法/劳动示例法(2018-01-01).md"],
    ["a title", "中华人民共和国劳动示例法"],
    ["a title in short", "劳动示例法"],
    ["a part of a code", "民法典/合同编.md"],
  ])("name their document by %s", (_how, name) => {
    const [question] = shippedQuestions([{ answers: [[name, "第二条"]], questions: ["问"] }], openLaws());
    expect(question).toMatchObject({ query: "问", source: "shipped", answers: [{ label: "第二条" }] });
  });

  it("are left out where the library lacks a document of the answer", () => {
    const lines = [
      { answers: [["没有的办法", "第一条"]] as [string, string][], questions: ["甲"] },
      {
        answers: [
          ["劳动示例法", "第一条"],
          ["没有的办法", "第一条"],
        ] as [string, string][],
        questions: ["乙"],
      },
    ];
    expect(shippedQuestions(lines, openLaws())).toEqual([]);
  });

  it("are read line by line, and a broken line costs only itself", () => {
    folder = mkdtempSync(join(tmpdir(), "zuoxi-questions-"));
    const good = { answers: [["劳动示例法", "第一条"]], questions: ["甲甲", "乙乙"] };
    writeFileSync(join(folder, "a.jsonl"), `${JSON.stringify(good)}\n{"answers":[]\n\n`);
    writeFileSync(join(folder, "notes.txt"), "{}");
    expect(readQuestions(folder)).toEqual([good]);
    expect(readQuestions(join(folder, "nowhere"))).toEqual([]);
  });

  it("that come with the program are about its own guides", () => {
    const lines = readQuestions(join(import.meta.dirname, "data/questions"));
    expect(lines.length).toBeGreaterThan(50);
  });
});

it("what was cited here is a question of the centre, with all clauses that answered it", () => {
  const documents = openLaws();
  const [version] = documents.allVersions();
  const pair = { query: "老板不给钱", title: version?.title ?? "", label: "第一条", cited: 1 };
  const questions = ownQuestions(
    [
      { ...pair, clauseId: `${version?.versionId}.0` },
      { ...pair, clauseId: "v000000000000000000000000.1", label: "第二条" },
      { ...pair, query: "只打开过", clauseId: `${version?.versionId}.0`, cited: 0 },
    ],
    documents,
  );
  expect(questions).toEqual([
    {
      query: "老板不给钱",
      source: "own",
      answers: [
        { documentId: version?.documentId, label: "第一条", title: pair.title },
        { documentId: version?.documentId, label: "第二条", title: pair.title },
      ],
    },
  ]);
});

describe("the questions a change is measured with", () => {
  const ask = (query: string, source: EvaluationQuestion["source"] = "shipped") => ({
    query,
    source,
    answers: [],
  });
  const others = Array.from({ length: 100 }, (_, at) => ask(`别的问题${at}`));
  const all = [...others, ask("散伙费怎么算"), ask("自己的", "own")];

  it("are first those that speak in its words, then the centre's own, then an even share", () => {
    const chosen = chooseQuestions(all, ["散伙费"], 12).map(({ query }) => query);
    expect(chosen.slice(0, 2)).toEqual(["散伙费怎么算", "自己的"]);
    expect(chosen).toHaveLength(12);
    expect(chosen.slice(2)).toEqual(Array.from({ length: 10 }, (_, at) => `别的问题${at * 10}`));
  });

  it("are all there are where that is few, and the same every time", () => {
    expect(chooseQuestions(all, ["散伙费"], 1_000)).toHaveLength(102);
    expect(chooseQuestions(all, ["散伙费"], 20)).toEqual(chooseQuestions(all, ["散伙费"], 20));
  });
});
