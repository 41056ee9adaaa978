import type { LibraryDocuments } from "../../../db/libraryDocuments.ts";
import type { LibraryIndex } from "../../../db/libraryIndex.ts";
import type { LibraryNarrowing } from "../../../shared/domain/libraryFacets.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { AliasTable } from "./aliases.ts";
import { passageText } from "./buildIndex.ts";
import { canonicalText } from "./canonicalText.ts";
import { collect } from "./collect.ts";
import { directHits } from "./directHits.ts";
import { evidenceOf, type Passage } from "./evidence.ts";
import { maskedFactors, narrowingMask } from "./facets.ts";
import type { FeatureContext } from "./features.ts";
import { idfOf } from "./impact.ts";
import type { Encoder } from "./learned/encoder.ts";
import type { RankingWeights, SearchModel } from "./learned/searchModel.ts";
import type { VectorIndex } from "./learned/vectorIndex.ts";
import type { Lexicon } from "./lexicon.ts";
import { planQuery, type QueryPlan } from "./queryPlan.ts";
import { type PoolPassage, plainScore, type Ranked, rankPool } from "./rank.ts";
import type { Snapshot } from "./snapshot.ts";
import { indexTerms } from "./tokens.ts";
import { understand } from "./understand.ts";
import { regimeNamedIn, tradeSideOf, versionFactors } from "./versionFactors.ts";
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
  /** What was learned; absent where no model is at hand. */
  learned?: LearnedSearch | undefined;
  /** Parts that are left out, to see what they are worth. */
  without?: ReadonlySet<SearchPart> | undefined;
};

/** What a search can do without: resolving sounds, counting lapsed texts less, nearness of meaning, and what was learned at all. */
export type SearchPart = "sound" | "validity" | "nearness" | "ranking";

export type LearnedSearch = {
  model: Pick<SearchModel, "ranking" | "leastNear" | "popular">;
  encoder: Encoder;
  vectors: VectorIndex;
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
/** Candidates by words, by vectors, and how many of both together are read and compared. */
const depths = { words: 200, vectors: 120, pool: 120 };
/** What nearness counts beside the first stage when the pool is cut. */
const nearnessInPool = 2;
const mostCached = 1_500;

export type Asked = {
  query: string;
  asOf: LocalDate;
  region: string | null;
  narrow?: LibraryNarrowing | undefined;
  wanted: number;
};

/** What was typed, understood and planned, with what each version counts for it. */
export type Prepared = {
  plan: QueryPlan;
  typed: string;
  corrected: boolean;
  factors: Float32Array;
  /** 1 for every version that the narrowing leaves; null where nothing is narrowed. */
  mask: Uint8Array | null;
  context: FeatureContext;
};

/** The ranked passages for what was typed; `wanted` says how many will be looked at. */
export function findPassages(parts: SearchParts, request: Asked): Found {
  const { snapshot, documents } = parts;
  const prepared = prepare(parts, request);
  const { plan, factors, mask, typed } = prepared;
  const { pool, total, idf, isCut } = gatherPool(parts, prepared, request.wanted);
  const ranked = rankPool(pool, prepared.context, rankingOf(parts), {
    isNearnessLeftOut: parts.without?.has("nearness") ?? false,
  });
  const direct = directHits(plan.query, snapshot, documents, factors).filter(
    (passage) => mask === null || mask[snapshot.versionAt(passage)] === 1,
  );
  return {
    ranked:
      direct.length === 0
        ? ranked
        : withDirect(direct, ranked, (passage) => loadPassage(parts, passage), typed),
    total: Math.max(total, direct.length),
    isCut,
    plan,
    idf,
    correctedTo: prepared.corrected ? plan.query : null,
  };
}

function rankingOf({ learned, without }: SearchParts): RankingWeights | null {
  return without?.has("ranking") ? null : (learned?.model.ranking ?? null);
}

export function prepare(parts: SearchParts, request: Omit<Asked, "wanted">): Prepared {
  const { snapshot, aliases } = parts;
  const typed = canonicalText(request.query.slice(0, longestQuery * 2))
    .slice(0, longestQuery)
    .trim();
  const bodyOf = (passage: number) => loadPassage(parts, passage)?.text.body ?? "";
  const understood = parts.without?.has("sound")
    ? { query: typed, corrected: false, spoken: [] }
    : understand(typed, { ...parts, bodyOf });
  const plan = withSomeTerms(
    planQuery(understood.query, parts.segmenter, aliases, understood.spoken),
    parts.index,
  );
  const isTrade = aliases.isTrade(understood.query);
  const regime = regimeNamedIn(understood.query);
  const { asOf, region } = request;
  const mask = narrowingMask(snapshot, request.narrow, asOf);
  const factors = versionFactors(snapshot, {
    ...{ asOf, region, query: understood.query, isTrade },
    ignoresValidity: parts.without?.has("validity") ?? false,
  });
  return {
    plan: { ...plan, query: understood.query },
    typed,
    corrected: understood.corrected,
    factors: maskedFactors(factors, mask),
    mask,
    context: {
      versions: snapshot.versions,
      validityOf: (version) => snapshot.validityOf(version, asOf),
      tradeOf: (version) => (isTrade ? tradeSideOf(version.title, regime) : 0),
      popularityOf: popularity(snapshot, parts.learned?.model.popular),
      queryLength: understood.query.length,
    },
  };
}

const nothingPopular: SearchModel["popular"] = {};
/** For each snapshot the popularity of its versions; a new table makes it anew. */
const popularities = new WeakMap<Snapshot, { table: object; values: Float32Array }>();

function popularity(
  snapshot: Snapshot,
  table: SearchModel["popular"] = nothingPopular,
): (version: number) => number {
  let known = popularities.get(snapshot);
  if (known?.table !== table) {
    const values = Float32Array.from(snapshot.names, (name) => Math.log(1 + (table[name] ?? 0)));
    known = { table, values };
    popularities.set(snapshot, known);
  }
  const { values } = known;
  return (version) => values[version] ?? 0;
}

export type Pool = {
  pool: PoolPassage[];
  total: number;
  /** More matched than are in the pool. */
  isCut: boolean;
  idf: ReadonlyMap<string, number>;
};

/** The candidates worth reading: by words and, with a model, by nearness of meaning. */
export function gatherPool(
  parts: SearchParts,
  { plan, factors }: Pick<Prepared, "plan" | "factors">,
  wanted: number,
): Pool {
  const { snapshot, learned } = parts;
  const factorOf = (passage: number) => factors[snapshot.versionAt(passage)] ?? 1;
  const question = parts.without?.has("nearness") ? undefined : learned?.encoder.question(plan.query);
  const weightOf = (passage: number) => (snapshot.isDead(passage) ? 0 : factorOf(passage));
  const near = question
    ? (learned?.vectors.nearest(question, { wanted: depths.vectors, weightOf }) ?? [])
    : [];
  const depth = question ? depths.words : Math.max(leastDepth, wanted);
  const leastNear = learned?.model.leastNear ?? 0;
  const named = near.filter(({ passage, cosine }) => passage <= snapshot.highest && cosine >= leastNear);
  const collected = collect(parts.index, snapshot, plan.terms, {
    depth,
    factors,
    named: named.map(({ passage }) => passage),
  });
  const strongest = collected.candidates[0]?.score || 1;
  const cosines = new Map(near.map(({ passage, cosine }) => [passage, cosine]));
  const all = [...collected.candidates, ...collected.named].map(({ passage, score }) => {
    const cosine = cosines.get(passage) ?? (question ? (learned?.vectors.cosine(question, passage) ?? 0) : 0);
    return {
      passage,
      first: score,
      cosine,
      rough: score / strongest + nearnessInPool * cosine * factorOf(passage),
    };
  });
  const kept = question
    ? all.sort((a, b) => b.rough - a.rough || a.passage - b.passage).slice(0, Math.max(depths.pool, wanted))
    : all;
  const measure = evidenceOf(plan, { idf: collected.idf, unseenIdf: idfOf(0, snapshot.passages) });
  const pool = kept.flatMap(({ passage, first, cosine }): PoolPassage[] => {
    const loaded = loadPassage(parts, passage);
    if (!loaded) return [];
    const evidence = measure(loaded);
    const factor = factorOf(passage);
    const plain = plainScore(evidence, first / strongest, factor);
    return [
      { passage, first, cosine, factor, plain, evidence, version: snapshot.versionAt(passage), loaded },
    ];
  });
  const isCut = collected.candidates.length >= depth;
  return { pool, total: collected.total, isCut, idf: collected.idf };
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
    return loaded ? [{ ...loaded, score: 100 - at, cosine: 0, coverage: 1, matched: [matched] }] : [];
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
