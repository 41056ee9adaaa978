import type { FacetCount, LibraryNarrowing } from "../../../shared/domain/libraryFacets.ts";
import type {
  Citation,
  DocumentVersion,
  ImportFileReport,
  SearchHit,
} from "../../../shared/domain/policy.ts";
import type { LocalDate } from "../../../shared/domain/time.ts";
import type { OpenedDocument, SearchPool } from "../../../shared/rpc/libraryContract.ts";
import type { SearchModel } from "./learned/searchModel.ts";

/** What the desk asks of the policy library. All calls are synchronous; a search takes a few milliseconds. */
export type Library = {
  /** Never throws, whatever is typed. `asOf` defaults to today; hits that do not apply on that day sink. */
  search(request: SearchRequest): SearchResult;
  /** The few clauses in force that answer best to what has been written down; none where nothing tells. */
  clausesFor(request: HintRequest): Hint;
  /** Up to 8 completions of what is being typed: words by pinyin or beginning, and titles. */
  suggest(query: string): string[];
  /** Up to `most` titles of documents for what is being typed. */
  titles(query: string, most: number): string[];
  /** A version as lists show it today; null for an unknown id. */
  version(versionId: string): DocumentVersion | null;
  /** What a clause is called in a list. @throws AppError `not_found` */
  nameOf(clauseId: string): { title: string; label: string | null };
  /**
   * A version with all its clauses. Given a clause, its version; given a version, that one.
   * @throws AppError `not_found` for an unknown id, `invalid_input` when neither is given.
   */
  open(request: {
    versionId?: string | undefined;
    clauseId?: string | undefined;
    asOf?: LocalDate | undefined;
  }): OpenedDocument;
  /** @throws AppError `not_found` */
  cite(request: { clauseId: string; asOf?: LocalDate | undefined; region?: string | undefined }): Citation;
  stats(): LibraryStats;
  /** Ranks by this model from the next search on; its vectors are read first. Without one by the plain sum. */
  takeModel(model: SearchModel | undefined): void;
};

export type SearchRequest = {
  query: string;
  asOf?: LocalDate | undefined;
  /** GB/T 2260 code of the caller's place; nearer rules rank first, rules of other places sink. */
  region?: string | undefined;
  narrow?: LibraryNarrowing | undefined;
  limit: number;
  /** Hits to skip; 0 when absent. */
  from?: number | undefined;
};

/** Texts as they stand in a record, and the names in it, which must not become part of a query. */
export type HintRequest = Pick<SearchRequest, "asOf" | "region"> & {
  texts: readonly string[];
  names: readonly string[];
};

/** `query` holds the clauses of the texts that were searched with. */
export type Hint = { hits: SearchHit[]; query: string[] };

export type SearchResult = {
  hits: SearchHit[];
  /** Passages that matched within the search budget; a lower bound for very common words. */
  total: number;
  tookMs: number;
  /** The query as it was understood, when pinyin or a homophone slip was resolved; else null. */
  correctedTo: string | null;
  pool: SearchPool;
  facets: FacetCount[];
};

export type LibraryStats = {
  documents: number;
  versions: number;
  clauses: number;
  newestOn: LocalDate | null;
};

/** One lay-to-official concept of the alias table. */
export type AliasConcept = { id: string; terms: string[]; official: string[] };

/** A file to import: a path relative to the chosen folder (folder names carry meaning) and its bytes. */
export type ImportFile = { name: string; bytes: Uint8Array };

export type ImportProgress = { done: number; total: number };
/** The public report plus the version the file led to (null for refused files). */
export type ImportedFile = ImportFileReport & { versionId: string | null };
