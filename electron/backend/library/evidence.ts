import type { StoredClause } from "../../../db/libraryDocuments.ts";
import { answerTest } from "./answerTypes.ts";
import { type Concept, innerTerms, type QueryPlan } from "./queryPlan.ts";
import type { PassageText } from "./segmentBuilder.ts";
import { indexTerms } from "./tokens.ts";

/** A candidate with its texts; canonical texts are what is compared, the clause is what is shown. */
export type Passage = { clause: StoredClause; text: PassageText };

/** Which typed stretch led to a passage, and by which words of it. */
export type MatchedWord = { typed: string; matched: string };

/** What a passage says about a query; shares are 0–1. */
export type Evidence = {
  /** Share of the query's concepts that the passage speaks of, by importance; the best way of saying each counts. */
  coverage: number;
  /** The part of it that rests on words typed by the caller. */
  literal: number;
  title: number;
  /** Share of the title's pairs that the query names. */
  named: number;
  run: number;
  answer: number;
  question: number;
  isFormal: boolean;
  /** Characters of the body. */
  length: number;
  matched: MatchedWord[];
};

export const evidenceWeights = { head: 0.9, titleOnly: 0.6, partial: 0.6 };

export type EvidenceOptions = {
  idf: ReadonlyMap<string, number>;
  /** idf of a term the library lacks. */
  unseenIdf: number;
};

/** Prepares a query once; the function it gives measures one passage after the other. */
export function evidenceOf(plan: QueryPlan, options: EvidenceOptions): (passage: Passage) => Evidence {
  const concepts = weighConcepts(plan.concepts, options);
  const mass = concepts.reduce((sum, concept) => sum + concept.importance, 0) || 1;
  const answers = answerTest(plan.query);
  const pairs = new Set(indexTerms(plan.query));
  const titles = new Map<string, number>();
  const namedShare = (title: string) => {
    const known = titles.get(title);
    if (known !== undefined) return known;
    const own = new Set(indexTerms(title).filter((term) => term.length > 1));
    const share = own.size === 0 ? 0 : [...own].filter((pair) => pairs.has(pair)).length / own.size;
    titles.set(title, share);
    return share;
  };
  return (passage) => {
    const { text } = passage;
    const { coverage, literal, title, matched } = cover(concepts, text);
    return {
      coverage: coverage / mass,
      literal: literal / mass,
      title: title / mass,
      named: namedShare(text.title),
      run: longestRun(plan.query, text.body),
      answer: answers?.(text.body) ?? 0,
      question: likeQuestion(pairs, passage),
      isFormal: isFormal(text.body),
      length: text.body.length,
      matched,
    };
  };
}

type WeighedConcept = Concept & {
  importance: number;
  parts: { text: string; weight: number; terms: [string, number][] }[];
};

function weighConcepts(concepts: readonly Concept[], { idf, unseenIdf }: EvidenceOptions): WeighedConcept[] {
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
  let literal = 0;
  let title = 0;
  const matched: MatchedWord[] = [];
  for (const concept of concepts) {
    const { best, own, word } = bestPart(concept, text);
    coverage += concept.importance * best;
    literal += concept.importance * own;
    title += concept.importance * inTitle(concept, text.title);
    if (word !== null) matched.push({ typed: concept.typed, matched: word });
  }
  return { coverage, literal, title, matched };
}

/** The way of saying the concept that the passage bears out best; `word` is null where only parts of it stand there. */
function bestPart(
  { parts }: WeighedConcept,
  text: PassageText,
): { best: number; own: number; word: string | null } {
  let best = 0;
  let own = 0;
  let word: string | null = null;
  for (const [at, part] of parts.entries()) {
    const found = part.weight * presence(part, text);
    if (at === 0) own = found;
    if (found <= best) continue;
    best = found;
    word = isWhole(part.text, text) ? part.text : null;
  }
  return { best, own, word };
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
  if (passage.head.includes(text)) return evidenceWeights.head;
  if (passage.title.includes(text)) return evidenceWeights.titleOnly;
  if (terms.length < 2) return 0;
  let found = 0;
  let all = 0;
  for (const [term, idf] of terms) {
    all += idf;
    if (passage.body.includes(term) || passage.head.includes(term)) found += idf;
  }
  return all === 0 ? 0 : (evidenceWeights.partial * found) / all;
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
