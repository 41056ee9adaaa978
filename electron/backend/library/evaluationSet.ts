import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { LibraryDocuments } from "../../../db/libraryDocuments.ts";
import { canonicalText } from "./canonicalText.ts";
import { identityOf } from "./parseDocument.ts";

/** A question with the clauses that answer it, by document and label: editions may come and go. */
export type EvaluationQuestion = {
  query: string;
  source: "own" | "shipped";
  answers: { documentId: string; label: string | null; title: string }[];
};

/** One line of the shipped questions: articles by document (a title or a file) and label, and who asks for them. */
export const questionLine = z.object({
  answers: z.array(z.tuple([z.string(), z.string()])).min(1),
  questions: z.array(z.string().min(2).max(300)).min(1),
});
export type QuestionLine = z.infer<typeof questionLine>;

/** A query of the centre and the clause it was answered with. */
export type OwnPair = { query: string; clauseId: string; title: string; label: string | null; cited: number };

/** All lines of a folder of `.jsonl` files; a line that is none is passed over. */
export function readQuestions(folder: string): QuestionLine[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith(".jsonl"))
    .sort()
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
    .flatMap((line) => {
      const parsed = questionLine.safeParse(asJson(line));
      return parsed.success ? [parsed.data] : [];
    });
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The shipped questions about documents that this library holds. */
export function shippedQuestions(
  lines: readonly QuestionLine[],
  documents: LibraryDocuments,
): EvaluationQuestion[] {
  const find = documentFinder(documents);
  return lines.flatMap(({ answers, questions }) => {
    const found = answers.flatMap(([name, label]) => {
      const document = find(name);
      return document ? [{ ...document, label }] : [];
    });
    // Half an answer would call the other half wrong.
    if (found.length < answers.length) return [];
    return questions.map((query): EvaluationQuestion => ({ query, source: "shipped", answers: found }));
  });
}

type FoundDocument = { documentId: string; title: string };

function documentFinder(documents: LibraryDocuments): (name: string) => FoundDocument | undefined {
  const known = new Map<string, FoundDocument>();
  for (const { documentId, title, sourceFile } of documents.allVersions()) {
    known.set(identityOf(title), { documentId, title });
    if (sourceFile !== "") known.set(basename(sourceFile), { documentId, title });
  }
  return (name) => {
    const title = basename(name)
      .replace(/\.(?:md|txt|html?)$/, "")
      .replace(/[(（][\d-]+[)）]$/, "");
    const folder = basename(dirname(name));
    return (
      known.get(basename(name)) ?? known.get(identityOf(title)) ?? known.get(identityOf(`${folder}${title}`))
    );
  };
}

/** What agents of the centre searched and then cited. */
export function ownQuestions(pairs: readonly OwnPair[], documents: LibraryDocuments): EvaluationQuestion[] {
  const byTitle = new Map(documents.allVersions().map(({ title, documentId }) => [title, documentId]));
  const questions = new Map<string, EvaluationQuestion>();
  for (const { query, clauseId, title, label, cited } of pairs) {
    const documentId = documents.version(clauseId.split(".")[0] ?? "")?.documentId ?? byTitle.get(title);
    if (cited === 0 || documentId === undefined) continue;
    const question = questions.get(query) ?? { query, source: "own", answers: [] };
    question.answers.push({ documentId, label, title });
    questions.set(query, question);
  }
  return [...questions.values()];
}

/**
 * The questions to measure a change with: all that speak in its words, since only those can move much, then the centre's
 * own, and of the others an even share, so that harm done elsewhere shows.
 */
export function chooseQuestions(
  questions: readonly EvaluationQuestion[],
  words: readonly string[],
  most: number,
): EvaluationQuestion[] {
  const changed = words.map(canonicalText).filter((word) => word !== "");
  const touched: EvaluationQuestion[] = [];
  const own: EvaluationQuestion[] = [];
  const others: EvaluationQuestion[] = [];
  for (const question of questions) {
    const query = canonicalText(question.query);
    if (changed.some((word) => query.includes(word))) touched.push(question);
    else (question.source === "own" ? own : others).push(question);
  }
  const first = [...evenly(touched, most), ...evenly(own, most)].slice(0, most);
  return [...first, ...evenly(others, most - first.length)];
}

/** So many of a list, spread evenly over it: the same ones every time. */
function evenly<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, at) => list[Math.floor((at * list.length) / most)] as T);
}
