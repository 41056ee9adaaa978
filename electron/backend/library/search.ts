import type { LibraryDocuments } from "../../../db/libraryDocuments.ts";
import type { LibraryIndex } from "../../../db/libraryIndex.ts";
import type { LibraryNarrowing } from "../../../shared/domain/libraryFacets.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { AliasTable } from "./aliases.ts";
import { passageText } from "./buildIndex.ts";
import { canonicalText } from "./canonicalText.ts";
import { collect } from "./collect.ts";
import { directHits } from "./directHits.ts";
import { maskedFactors, narrowingMask } from "./facets.ts";
import { idfOf } from "./impact.ts";
import type { Lexicon } from "./lexicon.ts";
import { planQuery, type QueryPlan } from "./queryPlan.ts";
import { type LearnedScore, type Passage, type Ranked, rerank } from "./rerank.ts";
import type { Snapshot } from "./snapshot.ts";
import { indexTerms } from "./tokens.ts";
import { understand } from "./understand.ts";
import { versionFactors } from "./versionFactors.ts";
import type { Segmenter } from "./words.ts";

export type SearchParts = {
  documents: LibraryDocuments;
  index: LibraryIndex;
  snapshot: Snapshot;
  lexicon: Lexicon;
  aliases: AliasTable;
  segmenter: Segmenter;
  /** Canonical texts already made, by passage id. */
  cache: Map<number, Passage>;
  learned?: LearnedScore | undefined;
};

export type Found = {
  ranked: Ranked[];
  total: number;
  /** More matched than were ranked. */
  isCut: boolean;
  plan: QueryPlan;
  idf: ReadonlyMap<string, number>;
  correctedTo: string | null;
};

/** Longer queries are cut: nobody types them, and a pasted page must not stop the desk. */
const longestQuery = 160;
const leastDepth = 100;
const mostCached = 6_000;

/** The ranked passages for what was typed; `wanted` says how many will be looked at. */
export function findPassages(
  parts: SearchParts,
  request: {
    query: string;
    asOf: LocalDate;
    region: string | null;
    narrow?: LibraryNarrowing | undefined;
    wanted: number;
  },
): Found {
  const { snapshot, documents } = parts;
  const typed = canonicalText(request.query.slice(0, longestQuery * 2))
    .slice(0, longestQuery)
    .trim();
  const load = (passage: number) => loadPassage(parts, passage);
  const bodyOf = (passage: number) => load(passage)?.text.body ?? "";
  const understood = understand(typed, { ...parts, bodyOf });
  const plan = withSomeTerms(
    planQuery(understood.query, parts.segmenter, parts.aliases, understood.spoken),
    parts.index,
  );
  const situation = {
    asOf: request.asOf,
    region: request.region,
    query: understood.query,
    isTrade: parts.aliases.isTrade(understood.query),
  };
  const mask = narrowingMask(snapshot, request.narrow, request.asOf);
  const factors = maskedFactors(versionFactors(snapshot, situation), mask);
  const depth = Math.max(leastDepth, request.wanted);
  const collected = collect(parts.index, snapshot, plan.terms, { depth, factors });
  const ranked = rerank(collected.candidates, plan, {
    idf: collected.idf,
    unseenIdf: idfOf(0, snapshot.passages),
    load,
    factorOf: (passage) => factors[snapshot.versionAt(passage)] ?? 1,
    learned: parts.learned,
  });
  const direct = directHits(understood.query, snapshot, documents, factors).filter(
    (passage) => mask === null || mask[snapshot.versionAt(passage)] === 1,
  );
  return {
    ranked: direct.length === 0 ? ranked : withDirect(direct, ranked, load, typed),
    total: Math.max(collected.total, direct.length),
    isCut: collected.candidates.length >= depth,
    plan,
    idf: collected.idf,
    correctedTo: understood.corrected ? understood.query : null,
  };
}

/** Named passages stand above everything that merely matches. */
function withDirect(
  direct: readonly number[],
  ranked: readonly Ranked[],
  load: (passage: number) => Passage | null,
  typed: string,
): Ranked[] {
  const named = direct.flatMap((passage, at): Ranked[] => {
    const loaded = load(passage);
    const matched = { typed, matched: loaded?.clause.label ?? loaded?.text.title ?? "" };
    return loaded ? [{ ...loaded, score: 100 - at, matched: [matched] }] : [];
  });
  const seen = new Set(direct);
  return [...named, ...ranked.filter((entry) => !seen.has(entry.clause.passageId))];
}

/** A lone character is the beginning of terms; a query of nothing but question words is taken literally. */
function withSomeTerms(plan: QueryPlan, index: LibraryIndex): QueryPlan {
  if (plan.terms.size > 0) return plan;
  const literal = indexTerms(plan.query);
  const single = literal.length === 1 && [...plan.query].length <= 2 ? literal[0] : undefined;
  const terms = single === undefined ? literal : index.termsWithPrefix(single, 40);
  const concepts =
    literal.length > 0 ? [{ typed: plan.query, alternatives: [{ text: plan.query, weight: 1 }] }] : [];
  return { ...plan, concepts, terms: new Map(terms.map((term) => [term, 1])) };
}

function loadPassage({ documents, snapshot, cache }: SearchParts, passage: number): Passage | null {
  const known = cache.get(passage);
  if (known) return known;
  const clause = documents.passage(passage);
  if (!clause) return null;
  const title = snapshot.titles[snapshot.versionAt(passage)] ?? "";
  const loaded = { clause, text: passageText(clause, { title, extra: "" }) };
  // Oldest first out: Map keeps insertion order.
  if (cache.size >= mostCached)
    for (const key of [...cache.keys()].slice(0, mostCached / 4)) cache.delete(key);
  cache.set(passage, loaded);
  return loaded;
}
