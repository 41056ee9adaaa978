import type { AliasMeasure, ChangedQuestion, SearchQuality } from "../../../shared/domain/aliasMeasure.ts";
import type { EvaluationQuestion } from "./evaluationSet.ts";
import type { Library } from "./library.ts";
import { quality, type Ranking } from "./searchMeasures.ts";

const depth = 10;
const mostListed = 20;

type Judged = Ranking & { threshold: number; place: number | null };

export type CompareOptions = {
  questions: readonly EvaluationQuestion[];
  /** One at a time, since both share the segmenter: the second table adds its words to it. */
  open: { before: () => Library; after: () => Library };
  documentOf: (versionId: string) => string | null;
  onProgress: (done: number, total: number) => void;
};

/** Asks every question of the library as it is and as it would be, and says how the answers moved. */
export function compareAliases({ questions, open, documentOf, onProgress }: CompareOptions): AliasMeasure {
  const total = questions.length * 2;
  const run = (library: Library, done: number): Judged[] =>
    questions.map((question, at) => {
      if (at % 25 === 0) onProgress(done + at, total);
      return judge(library, question, documentOf);
    });
  const before = run(open.before(), 0);
  const after = run(open.after(), questions.length);
  onProgress(total, total);
  const moved = questions.map((question, at) => moveOf(question, before[at]?.place, after[at]?.place));
  const better = moved.filter((each) => gainOf(each) > 0);
  const worse = moved.filter((each) => gainOf(each) < 0);
  return {
    questions: questions.length,
    own: questions.filter(({ source }) => source === "own").length,
    before: qualityOf(before),
    after: qualityOf(after),
    better: { count: better.length, listed: byGain(better).slice(0, mostListed) },
    worse: { count: worse.length, listed: byGain(worse).slice(0, mostListed) },
  };
}

function judge(
  library: Library,
  { query, answers }: EvaluationQuestion,
  documentOf: CompareOptions["documentOf"],
): Judged {
  const open = [...answers];
  const { hits } = library.search({ query, limit: depth });
  const grades = hits.map(({ version, label }) => {
    const documentId = documentOf(version.versionId);
    const at = open.findIndex((answer) => answer.documentId === documentId && answer.label === label);
    if (at >= 0) open.splice(at, 1);
    return at >= 0 ? 1 : 0;
  });
  const first = grades.indexOf(1);
  return { grades, ideal: answers.map(() => 1), threshold: 1, place: first < 0 ? null : first + 1 };
}

function qualityOf(judged: readonly Judged[]): SearchQuality {
  const { mrr10, r10, ndcg5 } = quality(judged);
  return { mrr10, r10, ndcg5 };
}

function moveOf(
  { query, answers }: EvaluationQuestion,
  before: number | null = null,
  after: number | null = null,
): ChangedQuestion {
  const [answer] = answers;
  return { query, title: answer?.title ?? "", label: answer?.label ?? null, before, after };
}

/** In reciprocal ranks: from second to first is worth more than from tenth to ninth. */
function gainOf({ before, after }: ChangedQuestion): number {
  return (after === null ? 0 : 1 / after) - (before === null ? 0 : 1 / before);
}

function byGain(moved: readonly ChangedQuestion[]): ChangedQuestion[] {
  return [...moved].sort((a, b) => Math.abs(gainOf(b)) - Math.abs(gainOf(a)));
}
