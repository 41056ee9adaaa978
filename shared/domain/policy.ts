import { z } from "zod";
import { localDate } from "./time.ts";

/** Kind of a policy document. */
export const documentKind = z.enum([
  "law",
  "regulation",
  "rule",
  "notice",
  "interpretation",
  "local",
  "guide",
  "qa",
  "form",
]);
export type DocumentKind = z.infer<typeof documentKind>;

/** 国家 / 省 / 市 / 区县: how wide a document applies. */
export const documentLevel = z.enum(["national", "province", "city", "district"]);

/** Validity of one version on a given day. */
export const validity = z.enum(["in-force", "not-yet", "expired", "superseded", "unknown"]);
export type Validity = z.infer<typeof validity>;

/** One version of a document as lists and headings show it. Dates are site days; null where the text names none. */
export const documentVersion = z.object({
  documentId: z.string(),
  versionId: z.string(),
  title: z.string(),
  kind: documentKind,
  level: documentLevel,
  /** GB/T 2260 code; `000000` is the whole country. */
  region: z.string(),
  issuer: z.string().nullable(),
  documentNumber: z.string().nullable(),
  promulgatedOn: localDate.nullable(),
  /** First day in force. */
  effectiveFrom: localDate.nullable(),
  /** First day no longer in force: the next edition's first day, or the day after the last one stated. */
  effectiveTo: localDate.nullable(),
  validity,
  /** SHA-256 of the version's normalised text: what a citation pins. */
  contentHash: z.string(),
});
export type DocumentVersion = z.infer<typeof documentVersion>;

/** One citable piece of a version: an article, a question with its answer, or a section. */
export const clause = z.object({
  clauseId: z.string(),
  /** 第五条, 问 3, or null for a preamble. */
  label: z.string().nullable(),
  chapter: z.string().nullable(),
  body: z.string(),
});
export type Clause = z.infer<typeof clause>;

/** A stretch of text; `hit` says it is to be marked. */
export const markedText = z.array(z.object({ text: z.string(), hit: z.boolean() }));
export type MarkedText = z.infer<typeof markedText>;

/** How a word of the text answers to what was typed: the word itself, an alias, by meaning, or by its sound. */
export const whyKind = z.enum(["word", "alias", "similar", "sound"]);

/**
 * `{ kind: "alias", typed: "怀孕", matched: "女职工" }`. A kind this screen does not know yet reads like a word. With
 * `percent` the whole question is near to the text in meaning, by no word in particular.
 */
export const whyReason = z.object({
  kind: whyKind.catch("word"),
  typed: z.string(),
  matched: z.string(),
  percent: z.int().min(0).max(100).optional(),
});
export type WhyReason = z.infer<typeof whyReason>;

/** One search result: a clause with its snippet and the reason it is there. */
export const searchHit = z.object({
  clauseId: z.string(),
  label: z.string().nullable(),
  chapter: z.string().nullable(),
  version: documentVersion,
  title: markedText,
  snippet: markedText,
  score: z.number(),
  /** What led here, for 为什么, the strongest first. */
  why: z.array(whyReason),
});
export type SearchHit = z.infer<typeof searchHit>;

/**
 * A citation as a record keeps it: it pins the text that was in force when the agent answered.
 * `sentence` is ready to read out: 依据《职工带薪年休假条例》第五条……
 */
export const citation = z.object({
  documentId: z.string(),
  versionId: z.string(),
  contentHash: z.string(),
  clauseId: z.string(),
  title: z.string(),
  label: z.string().nullable(),
  promulgatedOn: localDate.nullable(),
  asOf: localDate,
  region: z.string(),
  sentence: z.string(),
});
export type Citation = z.infer<typeof citation>;

/** What an import said about one file. */
export const importFileReport = z.object({
  file: z.string(),
  outcome: z.enum(["added", "new-version", "unchanged", "refused"]),
  title: z.string().nullable(),
  clauses: z.int(),
  /** `import.<rule>` in the string catalogue, for refused files and warnings. */
  rule: z.string().nullable(),
});
export type ImportFileReport = z.infer<typeof importFileReport>;
