import type { LibraryDocuments } from "../../../../db/libraryDocuments.ts";
import { canonicalText } from "../canonicalText.ts";
import { identityOf } from "../parseDocument.ts";
import type { Answer, QuestionPair } from "./questionPairs.ts";

/** A question whose answers were found in the library. */
export type FoundQuestion = { question: string; passages: readonly number[]; source: string };

/**
 * Finds the passages that pairs name. A document is known by the path it was imported from or by its title (the newest
 * edition then); answers that this library does not hold are left out, and questions without any.
 */
export function findAnswers(pairs: readonly QuestionPair[], documents: LibraryDocuments): FoundQuestion[] {
  const locate = answerFinder(documents);
  return pairs.flatMap(({ question, answers, source }) => {
    const passages = [...new Set(answers.flatMap((answer) => locate(answer) ?? []))];
    return passages.length > 0 ? [{ question: canonicalText(question), passages, source }] : [];
  });
}

export function answerFinder(documents: LibraryDocuments): (answer: Answer) => number | null {
  const byFile = new Map<string, string>();
  const byTitle = new Map<string, { versionId: string; from: string }>();
  for (const { versionId, sourceFile, title, validFrom, replaced } of documents.allVersions()) {
    byFile.set(sourceFile, versionId);
    const name = identityOf(title);
    const from = validFrom ?? "";
    if (!replaced && from >= (byTitle.get(name)?.from ?? "")) byTitle.set(name, { versionId, from });
  }
  const labels = new Map<string, Map<string, number>>();
  return ({ file, article }) => {
    const versionId = byFile.get(file) ?? byTitle.get(identityOf(titleIn(file)))?.versionId;
    if (!versionId) return null;
    let known = labels.get(versionId);
    if (!known) {
      known = new Map();
      for (const { label, passageId } of documents.clausesOf(versionId))
        if (label !== null && !known.has(label)) known.set(label, passageId);
      labels.set(versionId, known);
    }
    return known.get(article) ?? null;
  };
}

/** `社会法/劳动合同法(2012-12-28).md` → 劳动合同法 */
function titleIn(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/\.\w+$/, "").replace(/\(\d{4}-\d{2}-\d{2}\)$/, "");
}
