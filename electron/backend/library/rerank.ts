import type { StoredClause } from "../../../db/libraryDocuments.ts";
import { answerTest } from "./answerTypes.ts";
import type { Candidate } from "./collect.ts";
import { type Concept, innerTerms, type QueryPlan } from "./queryPlan.ts";
import type { PassageText } from "./segmentBuilder.ts";
import { indexTerms } from "./tokens.ts";

/** A candidate with its texts; canonical texts are what is compared, the clause is what is shown. */
export type Passage = { clause: StoredClause; text: PassageText };

export type Ranked = Passage & { score: number; matched: { typed: string; matched: string }[] };

/** A learned score of a passage for this query, to be added with its own weight; absent until a model ships. */
export type LearnedScore = { prepare(query: string): (passage: number) => number; weight: number };

export type RerankOptions = {
  idf: ReadonlyMap<string, number>;
  /** idf of a term the library lacks. */
  unseenIdf: number;
  load: (passage: number) => Passage | null;
  /** Validity, region and kind of the version the passage belongs to. */
  factorOf: (passage: number) => number;
  learned?: LearnedScore | undefined;
};

export const rankWeights = {
  coverage: 1,
  first: 1,
  title: 0.25,
  run: 0.15,
  head: 0.9,
  titleOnly: 0.6,
  partial: 0.6,
  formal: 0.85,
  answer: 0.2,
  question: 0.5,
};

type WeighedConcept = Concept & {
  importance: number;
  parts: { text: string; weight: number; terms: [string, number][] }[];
};

/**
 * Orders the first stage's candidates anew: what share of the concepts a passage speaks of (the best alias of each
 * counts), how strong the first stage found it, whether the title is meant, and how much of the query stands there word for word.
 */
export function rerank(candidates: readonly Candidate[], plan: QueryPlan, options: RerankOptions): Ranked[] {
  const concepts = weighConcepts(plan.concepts, options);
  const mass = concepts.reduce((sum, concept) => sum + concept.importance, 0) || 1;
  const strongest = candidates[0]?.score || 1;
  const answers = answerTest(plan.query);
  const pairs = new Set(indexTerms(plan.query));
  const learned = options.learned?.prepare(plan.query);
  const ranked: Ranked[] = [];
  for (const candidate of candidates) {
    const passage = options.load(candidate.passage);
    if (!passage) continue;
    const { coverage, title, matched } = cover(concepts, passage.text);
    const factor = options.factorOf(candidate.passage);
    const formal = isFormal(passage.text.body) ? rankWeights.formal : 1;
    const score =
      rankWeights.coverage * (coverage / mass) * factor +
      (rankWeights.first * candidate.score) / strongest +
      rankWeights.title * (title / mass) * factor +
      rankWeights.run * longestRun(plan.query, passage.text.body) * factor +
      (answers?.(passage.text.body) ?? 0) * rankWeights.answer * factor +
      rankWeights.question * likeQuestion(pairs, passage) * factor +
      (learned ? (options.learned?.weight ?? 0) * learned(candidate.passage) : 0);
    ranked.push({ ...passage, score: score * formal, matched });
  }
  return ranked.sort((a, b) => b.score - a.score || a.clause.passageId - b.clause.passageId);
}

function weighConcepts(concepts: readonly Concept[], { idf, unseenIdf }: RerankOptions): WeighedConcept[] {
  return concepts.map((concept) => {
    const parts = concept.alternatives.map(({ text, weight }) => {
      const terms = innerTerms(text).map((term): [string, number] => [term, idf.get(term) ?? 0]);
      return { text, weight, terms };
    });
    const means = parts.map(
      ({ terms }) => terms.reduce((sum, [, value]) => sum + value, 0) / Math.max(1, terms.length),
    );
    const importance = Math.max(...means);
    return { ...concept, parts, importance: importance || unseenIdf };
  });
}

function cover(concepts: readonly WeighedConcept[], text: PassageText) {
  let coverage = 0;
  let title = 0;
  const matched: { typed: string; matched: string }[] = [];
  for (const concept of concepts) {
    const { best, word } = bestPart(concept, text);
    coverage += concept.importance * best;
    title += concept.importance * inTitle(concept, text.title);
    if (word !== null) matched.push({ typed: concept.typed, matched: word });
  }
  return { coverage, title, matched };
}

/** The way of saying the concept that the passage bears out best; `word` is null where only parts of it stand there. */
function bestPart({ parts }: WeighedConcept, text: PassageText): { best: number; word: string | null } {
  let best = 0;
  let word: string | null = null;
  for (const part of parts) {
    const found = part.weight * presence(part, text);
    if (found <= best) continue;
    best = found;
    word = isWhole(part.text, text) ? part.text : null;
  }
  return { best, word };
}

function isWhole(word: string, { body, head, title }: PassageText): boolean {
  return body.includes(word) || head.includes(word) || title.includes(word);
}

function inTitle({ parts }: WeighedConcept, title: string): number {
  return Math.max(0, ...parts.map((part) => (title.includes(part.text) ? part.weight : 0)));
}

/** 1 where the phrase stands in the body, less for heading and title, a share of half for parts of it. */
function presence(
  { text, terms }: { text: string; terms: [string, number][] },
  passage: PassageText,
): number {
  if (passage.body.includes(text)) return 1;
  if (passage.head.includes(text)) return rankWeights.head;
  if (passage.title.includes(text)) return rankWeights.titleOnly;
  if (terms.length < 2) return 0;
  let found = 0;
  let all = 0;
  for (const [term, idf] of terms) {
    all += idf;
    if (passage.body.includes(term) || passage.head.includes(term)) found += idf;
  }
  return all === 0 ? 0 : (rankWeights.partial * found) / all;
}

/** How much of the query, question words and all, stands in the question that a sheet answers here. */
function likeQuestion(pairs: ReadonlySet<string>, { clause, text }: Passage): number {
  if (pairs.size === 0 || !clause.label?.startsWith("问")) return 0;
  const end = text.body.indexOf("\n");
  const asked = indexTerms(end < 0 ? text.body : text.body.slice(0, end));
  return new Set(asked.filter((pair) => pairs.has(pair))).size / pairs.size;
}

/** Purpose and closing articles name everything a text is about and answer nothing. */
function isFormal(body: string): boolean {
  return /^为.{0,160}制定本/s.test(body) || /^本.{1,12}自.{2,14}起(?:施行|实施)/.test(body);
}

/** The longest stretch of the query (from 3 characters) that stands in the text, as a share of the query. */
function longestRun(query: string, text: string): number {
  const longest = 24;
  const typed = query.slice(0, 60);
  let best = 0;
  for (let start = 0; start + Math.max(3, best + 1) <= typed.length; start++) {
    let length = Math.max(3, best + 1);
    while (
      start + length <= typed.length &&
      length <= longest &&
      text.includes(typed.slice(start, start + length))
    ) {
      best = length;
      length += 1;
    }
  }
  return best / Math.max(typed.length, 4);
}
