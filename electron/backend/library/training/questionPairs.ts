import { z } from "zod";

/** A question and the articles that answer it, as pairs files name them. */
export type QuestionPair = {
  question: string;
  answers: readonly Answer[];
  /** Questions written for the same line or judged together. */
  source: string;
};
/** `file` is a path below the corpus folder or a document's title; `article` its label (第三十八条). */
export type Answer = { file: string; article: string };

const line = z.object({
  answers: z.array(z.tuple([z.string().min(1), z.string().min(1)])).min(1),
  questions: z.array(z.string().min(1).max(400)).min(1),
});

const judged = z.array(
  z.object({
    query: z.string(),
    relevant: z.array(
      z.object({ file: z.string(), article: z.string().nullish(), grade: z.number().optional() }),
    ),
  }),
);

/**
 * Pairs of one file: JSON lines `{"answers": [[file, article], …], "questions": […]}`, or a JSON list of judged
 * queries `[{query, relevant: [{file, article, grade?}]}]` of which what answers (grade 2 and up) is taken.
 * @throws Error with the line that cannot be read
 */
export function readPairs(name: string, text: string): QuestionPair[] {
  return text.trimStart().startsWith("[") ? fromJudged(name, text) : fromLines(name, text);
}

function fromLines(name: string, text: string): QuestionPair[] {
  return text.split("\n").flatMap((row, at) => {
    if (row.trim() === "") return [];
    const parsed = line.safeParse(jsonOf(row, `${name}:${at + 1}`));
    if (!parsed.success)
      throw new Error(`${name}:${at + 1}: ${parsed.error.issues[0]?.message ?? "not a pair"}`);
    const answers = parsed.data.answers.map(([file, article]) => ({ file, article }));
    return parsed.data.questions.map((question) => ({ question, answers, source: name }));
  });
}

function fromJudged(name: string, text: string): QuestionPair[] {
  return judged.parse(jsonOf(text, name)).flatMap(({ query, relevant }) => {
    const answers = relevant.flatMap(({ file, article, grade = 2 }) =>
      article && grade >= 2 ? [{ file, article }] : [],
    );
    return answers.length > 0 ? [{ question: query, answers, source: name }] : [];
  });
}

function jsonOf(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${where}: not JSON`);
  }
}
