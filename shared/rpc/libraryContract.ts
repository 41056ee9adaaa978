import { z } from "zod";
import { facetCount, libraryNarrowing } from "../domain/libraryFacets.ts";
import { favourite, hotClause } from "../domain/libraryUse.ts";
import { citation, clause, documentVersion, importFileReport, searchHit } from "../domain/policy.ts";
import { localDate } from "../domain/time.ts";

const region = z.string().regex(/^[0-9]{6}$/);

const openedDocument = z.object({
  version: documentVersion,
  clauses: z.array(clause),
  versions: z.array(documentVersion),
  focusClauseId: z.string().nullable(),
});
export type OpenedDocument = z.infer<typeof openedDocument>;

/** What the counts of the facets are counted over: the best passages, or all that matched when those were fewer. */
export const searchPool = z.object({ clauses: z.int(), documents: z.int(), isCut: z.boolean() });
export type SearchPool = z.infer<typeof searchPool>;

export const suggestion = z.object({
  /** `recent`: asked before by this agent; `word`: a completion; `title`: a document. */
  kind: z.enum(["recent", "word", "title"]),
  text: z.string(),
});
export type Suggestion = z.infer<typeof suggestion>;

/** What the empty box shows without asking anybody. */
export const libraryHome = z.object({
  recent: z.array(z.string()),
  favourites: z.array(favourite),
  /** Opened and cited at this seat today. */
  hotToday: z.array(hotClause),
  /** The same of the last hour: stands in for the team's while the server is away. */
  lastHour: z.array(hotClause),
});
export type LibraryHome = z.infer<typeof libraryHome>;

const signedIn = "signed-in" as const;
const admins = ["admin"] as const;
const none = z.object({});

/** The policy library as a desk asks it. */
export const libraryMethods = {
  "library.search": {
    access: signedIn,
    input: z.object({
      query: z.string().max(200_000),
      asOf: localDate.optional(),
      region: region.optional(),
      /** Documents that do not fit are left out before the best are chosen. */
      narrow: libraryNarrowing.optional(),
      limit: z.int().min(1).max(100),
    }),
    output: z.object({
      hits: z.array(searchHit),
      tookMs: z.number(),
      correctedTo: z.string().nullable(),
      pool: searchPool,
      facets: z.array(facetCount),
    }),
  },
  /** The search box was emptied: what stood in it was asked and is over. */
  "library.emptied": { access: signedIn, input: none, output: none },
  "library.suggest": {
    access: signedIn,
    input: z.object({ query: z.string().max(200) }),
    output: z.array(suggestion),
  },
  "library.open": {
    access: signedIn,
    input: z.object({
      versionId: z.string().optional(),
      clauseId: z.string().optional(),
      asOf: localDate.optional(),
    }),
    output: openedDocument,
  },
  "library.cite": {
    access: signedIn,
    input: z.object({ clauseId: z.string(), asOf: localDate.optional(), region: region.optional() }),
    output: citation,
  },
  "library.home": { access: signedIn, input: none, output: libraryHome },
  /** What the team opened and cited in the last hour; `server: false` when it cannot be asked now. */
  "library.team": {
    access: signedIn,
    input: none,
    output: z.object({ server: z.boolean(), clauses: z.array(hotClause) }),
  },
  /** A clause, or without one the document: put among the agent's favourites or taken out. */
  "library.star": {
    access: signedIn,
    input: z.object({ versionId: z.string(), clauseId: z.string().nullable(), starred: z.boolean() }),
    output: z.array(favourite),
  },
  "library.importPath": {
    access: admins,
    input: z.object({ path: z.string().max(4_000) }),
    output: z.object({ jobId: z.string() }),
  },
  "library.importFiles": {
    access: admins,
    input: z.object({
      files: z.array(z.object({ name: z.string().max(300), base64: z.string().max(20_000_000) })).max(50),
    }),
    output: z.object({ jobId: z.string() }),
  },
  "library.importReport": {
    access: admins,
    input: z.object({ jobId: z.string() }),
    output: z.array(importFileReport),
  },
};
