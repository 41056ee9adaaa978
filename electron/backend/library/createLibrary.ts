import {
  type LibraryDocuments,
  libraryDocuments,
  type StoredClause,
  type StoredVersion,
} from "../../../db/libraryDocuments.ts";
import { type LibraryIndex, libraryIndex } from "../../../db/libraryIndex.ts";
import { libraryVectors } from "../../../db/libraryVectors.ts";
import type { Database } from "../../../db/open.ts";
import type { Citation, Clause, DocumentVersion, SearchHit } from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import { type AliasTable, createAliasTable } from "./aliases.ts";
import { citationSentence, citedTitle } from "./citationSentence.ts";
import { clausesFor } from "./clausesFor.ts";
import { domainWords } from "./domainWords.ts";
import type { Passage } from "./evidence.ts";
import { facetsOfPool } from "./facets.ts";
import { createEncoder } from "./learned/encoder.ts";
import type { SearchModel } from "./learned/searchModel.ts";
import { createVectorIndex } from "./learned/vectorIndex.ts";
import { createLexicon, type Lexicon } from "./lexicon.ts";
import type { AliasConcept, HintRequest, Library, SearchRequest, SearchResult } from "./library.ts";
import { identityOf } from "./parseDocument.ts";
import type { Ranked } from "./rank.ts";
import { reasonsOf } from "./reasons.ts";
import { type Found, findPassages, type LearnedSearch, type SearchPart, type SearchParts } from "./search.ts";
import { loadSnapshot, type Snapshot } from "./snapshot.ts";
import { type MarkedWord, markText, snippetOf } from "./snippet.ts";
import { suggestions } from "./suggestions.ts";
import { titleSuggestions } from "./titleSuggestions.ts";
import { createSegmenter, type Segmenter } from "./words.ts";

export type LibraryOptions = {
  db: Database;
  aliases: readonly AliasConcept[];
  /** The site's calendar day. */
  today: () => LocalDate;
  /** A steady clock in milliseconds, for `tookMs`. */
  clock: () => number;
  /** Parts of the search that are left out, to see what they are worth. */
  without?: ReadonlySet<SearchPart> | undefined;
  /** What was learned; without it the plain sum ranks. */
  model?: SearchModel | undefined;
};

type State = { snapshot: Snapshot; lexicon: Lexicon; cache: Map<number, Passage> };

type Parts = LibraryOptions & {
  documents: LibraryDocuments;
  index: LibraryIndex;
  aliasTable: AliasTable;
  segmenter: Segmenter;
  learned: () => LearnedSearch | undefined;
  /** @see Library.takeModel */
  takeModel: (model: SearchModel | undefined) => void;
  /** What is held in memory, loaded anew after an import. */
  state: () => State;
};

/** The policy library over one open database. Making it takes about 0.3 s (dictionary), a search a few milliseconds. */
export function createLibrary(options: LibraryOptions): Library {
  const parts = assemble(options);
  return {
    // One read transaction: an apply or a merge that commits meanwhile must not be seen halfway through a search.
    search: options.db.transaction((request: SearchRequest) => search(parts, request)),
    clausesFor: options.db.transaction((request: HintRequest) =>
      clausesFor(
        { ...parts, passages: parts.state().snapshot.passages, search: (query) => search(parts, query) },
        request,
      ),
    ),
    suggest: (query) => suggestions(query, parts.state().lexicon),
    titles: (query, most) => titleSuggestions(query, parts.state().snapshot, most),
    version: (versionId) => {
      const version = parts.documents.version(versionId);
      return version && toDocumentVersion(version, parts.state().snapshot, parts.today());
    },
    nameOf: (clauseId) => nameOf(parts.documents, clauseId),
    open: (request) => openDocument(parts, request),
    cite: (request) => cite(parts, request),
    stats: () => parts.documents.counts(),
    takeModel: parts.takeModel,
  };
}

/** The segmenter that importing and searching share: the general dictionary and all words of the trade. */
export function librarySegmenter(aliases: readonly AliasConcept[]): Segmenter {
  return createSegmenter([...domainWords, ...createAliasTable(aliases).terms()]);
}

/** The parts of a search over the library as it is now: for training and measuring, which look inside. */
export function openSearchParts(options: LibraryOptions): () => SearchParts {
  const parts = assemble(options);
  return () => searchParts(parts);
}

function searchParts(parts: Parts): SearchParts {
  const { snapshot, lexicon, cache } = parts.state();
  const { documents, index, aliasTable: aliases, segmenter } = parts;
  return {
    documents,
    index,
    snapshot,
    lexicon,
    aliases,
    segmenter,
    cache,
    learned: parts.learned(),
    without: parts.without,
  };
}

function assemble(options: LibraryOptions): Parts {
  // Reading a candidate decrypts its page; 8 MB keep what the next keystrokes touch again.
  options.db.pragma("cache_size = -8000");
  const documents = libraryDocuments(options.db);
  const index = libraryIndex(options.db);
  const aliasTable = createAliasTable(options.aliases, domainWords);
  const segmenter = createSegmenter([...domainWords, ...aliasTable.terms()]);
  let learned = options.model && learnedSearch(options.db, options.model);
  let state: State | null = null;
  const current = (): State => {
    if (state?.snapshot.generation === index.generation()) return state;
    const snapshot = loadSnapshot(documents, index);
    learned?.vectors.reload(snapshot.highest);
    const titles = new Set(snapshot.versions.map((version) => identityOf(version.title)));
    const trade = new Set([...domainWords, ...aliasTable.terms()]);
    state = { snapshot, lexicon: createLexicon(index.words(3), trade, titles), cache: new Map() };
    return state;
  };
  const takeModel = (model: SearchModel | undefined) => {
    const next = model && learnedSearch(options.db, model);
    // Its vectors are read before anybody searches with it.
    next?.vectors.reload(current().snapshot.highest);
    learned = next;
  };
  return {
    ...{ ...options, documents, index, aliasTable, segmenter, takeModel },
    learned: () => learned,
    state: current,
  };
}

function learnedSearch(db: Database, model: SearchModel): LearnedSearch {
  const vectors = createVectorIndex(libraryVectors(db), model.encoderId, model.centres);
  return { model, encoder: createEncoder(model), vectors };
}

function search(parts: Parts, { query, asOf, region, narrow, limit, from = 0 }: SearchRequest): SearchResult {
  const started = parts.clock();
  const inner = searchParts(parts);
  const { snapshot } = inner;
  const day = asOf ?? parts.today();
  const found = findPassages(inner, {
    query,
    asOf: day,
    region: region ?? null,
    narrow,
    wanted: from + limit,
  });
  const pairs = typedPairs(found);
  const hits = found.ranked
    .slice(from, from + limit)
    .map((ranked) => toHit(ranked, { query: found.plan.query, snapshot, day, pairs }));
  const { pool, facets } = facetsOfPool(snapshot, day, {
    passages: found.ranked.map(({ clause }) => clause.passageId),
    isCut: found.isCut,
    narrowing: narrow ?? {},
  });
  const { total, correctedTo } = found;
  return { hits, total, tookMs: parts.clock() - started, correctedTo, pool, facets };
}

/** Pairs of what was typed: marked in every hit, beside the words that hit matched. */
function typedPairs({ plan, idf }: Found): MarkedWord[] {
  return [...plan.terms]
    .filter(([term]) => term.length > 1 && plan.query.includes(term))
    .map(([text, weight]) => ({ text, weight: (weight * (idf.get(text) ?? 0)) / 4 }));
}

type Hitting = { query: string; snapshot: Snapshot; day: LocalDate; pairs: readonly MarkedWord[] };

function toHit(ranked: Ranked, { query, snapshot, day, pairs }: Hitting): SearchHit {
  const words = [...ranked.matched.map(({ matched }) => ({ text: matched, weight: 12 })), ...pairs];
  const version = snapshot.versions[snapshot.versionAt(ranked.clause.passageId)] as StoredVersion;
  return {
    clauseId: clauseIdOf(ranked.clause),
    label: ranked.clause.label,
    chapter: ranked.clause.chapter,
    version: toDocumentVersion(version, snapshot, day),
    title: markText(version.title, words),
    snippet: snippetOf(ranked.clause.body, words),
    score: ranked.score,
    why: reasonsOf(query, ranked),
  };
}

function openDocument(
  parts: Parts,
  {
    versionId,
    clauseId,
    asOf,
  }: { versionId?: string | undefined; clauseId?: string | undefined; asOf?: LocalDate | undefined },
) {
  const day = asOf ?? parts.today();
  const { snapshot } = parts.state();
  const clause = clauseId === undefined ? null : clauseOf(parts.documents, clauseId);
  const wanted = clause?.versionId ?? versionId;
  if (wanted === undefined) throw new AppError("invalid_input", "Neither a version nor a clause was named");
  const version = parts.documents.version(wanted);
  if (!version) throw new AppError("not_found", "No such document version");
  const versions = parts.documents
    .versionsOf(version.documentId)
    .filter((other) => !other.replaced || other.versionId === wanted)
    .sort((a, b) => ((a.validFrom ?? "") < (b.validFrom ?? "") ? 1 : -1));
  return {
    version: toDocumentVersion(version, snapshot, day),
    clauses: parts.documents.clausesOf(wanted).map(toClause),
    versions: versions.map((other) => toDocumentVersion(other, snapshot, day)),
    focusClauseId: clause ? clauseIdOf(clause) : null,
  };
}

function cite(
  parts: Parts,
  { clauseId, asOf, region }: { clauseId: string; asOf?: LocalDate | undefined; region?: string | undefined },
): Citation {
  const clause = clauseOf(parts.documents, clauseId);
  const version = parts.documents.version(clause.versionId);
  if (!version) throw new AppError("not_found", "No such document version");
  const day = asOf ?? parts.today();
  const { snapshot } = parts.state();
  return {
    documentId: version.documentId,
    versionId: version.versionId,
    contentHash: version.contentHash,
    clauseId,
    title: citedTitle(version.title),
    label: clause.label,
    promulgatedOn: version.promulgatedOn,
    asOf: day,
    region: region ?? version.region,
    sentence: citationSentence(version, clause, snapshot.validityOf(version, day)),
  };
}

function nameOf(documents: LibraryDocuments, clauseId: string): { title: string; label: string | null } {
  const clause = clauseOf(documents, clauseId);
  const version = documents.version(clause.versionId);
  if (!version) throw new AppError("not_found", "No such document version");
  return { title: version.title, label: clause.label };
}

/** `v….12`: the version and the clause's place in it. */
function clauseIdOf(clause: Pick<StoredClause, "versionId" | "ordinal">): string {
  return `${clause.versionId}.${clause.ordinal}`;
}

function clauseOf(documents: LibraryDocuments, clauseId: string): StoredClause {
  const match = /^(v[0-9a-f]{24})\.(\d{1,6})$/.exec(clauseId);
  const clause = match ? documents.clause(match[1] ?? "", Number(match[2])) : null;
  if (!clause) throw new AppError("not_found", "No such clause");
  return clause;
}

function toClause(clause: StoredClause): Clause {
  return { clauseId: clauseIdOf(clause), label: clause.label, chapter: clause.chapter, body: clause.body };
}

function toDocumentVersion(version: StoredVersion, snapshot: Snapshot, day: LocalDate): DocumentVersion {
  return {
    documentId: version.documentId,
    versionId: version.versionId,
    title: version.title,
    kind: version.kind,
    level: version.level,
    region: version.region,
    issuer: version.issuer,
    documentNumber: version.documentNumber,
    promulgatedOn: version.promulgatedOn,
    effectiveFrom: version.validFrom,
    effectiveTo: version.validTo,
    validity: snapshot.validityOf(version, day),
    contentHash: version.contentHash,
  };
}
