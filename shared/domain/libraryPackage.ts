import { z } from "zod";
import { storedAlias } from "./libraryAlias.ts";
import { documentVersion } from "./policy.ts";
import { instant, localDate } from "./time.ts";

/** One line of the change list: a title that is new, or one with a new wording or edition. */
export const packageChange = z.object({ kind: z.enum(["added", "changed"]), title: z.string() });
export type PackageChange = z.infer<typeof packageChange>;

/** What a package says of itself; all of it is signed. */
export const packageManifest = z.object({
  /** The library's version: rises by one with every export of the centre. */
  sequence: z.int().min(1),
  madeAt: instant,
  /** Agent ID of the administrator. */
  madeBy: z.string(),
  documents: z.int(),
  versions: z.int(),
  clauses: z.int(),
  /** Length of the documents before compression. */
  bodyBytes: z.int().min(0).max(1_000_000_000),
  /** Version id, title and SHA-256 of every document's line in the body. */
  contents: z.array(z.tuple([z.string(), z.string(), z.string()])),
  /** Against the package before it, as its maker knew that one; null for a first package. */
  changes: z.array(packageChange).nullable(),
  /** Rotation: the key (32 bytes, base64) that signs from now on in place of this one. */
  nextKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .nullable(),
  /** The centre's entries of the alias table. Older programs neither write nor look for them. */
  aliases: z.array(storedAlias).max(10_000).optional(),
});
export type PackageManifest = z.infer<typeof packageManifest>;

/** One document version inside a package. */
export const packageDocument = z.object({
  ...documentVersion.pick({
    versionId: true,
    title: true,
    kind: true,
    level: true,
    region: true,
    issuer: true,
    documentNumber: true,
    promulgatedOn: true,
    effectiveFrom: true,
  }).shape,
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
  identity: z.string().min(1),
  statedUntil: localDate.nullable(),
  topic: z.string().nullable(),
  aliases: z.array(z.string()),
  sourceFile: z.string(),
  /** Label, chapter, body. */
  clauses: z.array(z.tuple([z.string().nullable(), z.string().nullable(), z.string()])).min(1),
  /** Identity of a document that this one ends, and the day. */
  repeals: z.array(z.tuple([z.string(), localDate])),
});
export type PackageDocument = z.infer<typeof packageDocument>;

/** How two lists of versions differ, for people: titles in the order of the new list. */
export function packageChanges(
  before: readonly (readonly [string, string])[],
  after: readonly (readonly [string, string])[],
): PackageChange[] {
  const known = new Set(before.map(([versionId]) => versionId));
  const titles = new Set(before.map(([, title]) => title));
  return after
    .filter(([versionId]) => !known.has(versionId))
    .map(([, title]) => ({ kind: titles.has(title) ? "changed" : "added", title }));
}
