import { afterEach, expect, it } from "vitest";
import { libraryDocuments } from "../../../db/libraryDocuments.ts";
import { compareAliases } from "./compareAliases.ts";
import { createLibrary } from "./createLibrary.ts";
import type { EvaluationQuestion } from "./evaluationSet.ts";
import type { AliasConcept } from "./library.ts";
import { openTestLibrary, statute, type TestLibrary } from "./testLibrary.ts";

let library: TestLibrary | null = null;
afterEach(() => library?.db.close());

it("says how good the answers are with and without an entry, and which questions moved which way", () => {
  const made = openTestLibrary();
  library = made;
  made.add({
    "安置办法.md": statute("安置办法", { articles: ["解除的，支付一次性安置费用。", "其他事项。"] }),
    "伙食办法.md": statute("伙食办法", { articles: ["散伙费用。", "伙食。"] }),
  });
  const documents = libraryDocuments(made.db);
  const idOf = (title: string) =>
    documents.allVersions().find((each) => each.title === title)?.documentId ?? "";
  const answer = (title: string, label: string) => [{ documentId: idOf(title), label, title }];
  const questions: EvaluationQuestion[] = [
    { query: "散伙费给多少", source: "own", answers: answer("安置办法", "第一条") },
    { query: "散伙费用", source: "shipped", answers: answer("伙食办法", "第一条") },
    { query: "其他事项", source: "shipped", answers: answer("安置办法", "第二条") },
  ];
  const open = (aliases: AliasConcept[]) => () =>
    createLibrary({ db: made.db, aliases, today: () => "2026-11-25", clock: () => 0 });
  const steps: number[] = [];
  const measure = compareAliases({
    questions,
    open: { before: open([]), after: open([{ id: "own", terms: ["散伙费"], official: ["一次性安置费用"] }]) },
    documentOf: (versionId) => documents.version(versionId)?.documentId ?? null,
    onProgress: (done) => steps.push(done),
  });
  expect(measure).toMatchObject({ questions: 3, own: 1, better: { count: 1 } });
  expect(measure.better.listed).toEqual([
    { query: "散伙费给多少", title: "安置办法", label: "第一条", before: null, after: expect.any(Number) },
  ]);
  expect(measure.after.r10).toBeGreaterThan(measure.before.r10);
  expect(steps.at(-1)).toBe(6);
});
