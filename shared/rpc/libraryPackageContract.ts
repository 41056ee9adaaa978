import { z } from "zod";
import { packageChange, packageManifest } from "../domain/libraryPackage.ts";
import { instant } from "../domain/time.ts";

const path = z.string().trim().min(1).max(4_000);

/** A package on this computer, or as it was chosen in the window. */
export const packageSource = z.union([z.object({ path }), z.object({ base64: z.string().max(40_000_000) })]);
export type PackageSource = z.infer<typeof packageSource>;

const key = z.object({
  keyId: z.string(),
  publicKey: z.string(),
  /** Eight groups of four: what two people compare. */
  fingerprint: z.string(),
});

export const packageInspection = z.object({
  /** SHA-256 of the file: an apply names it, so that only what was looked at is applied. */
  hash: z.string(),
  bytes: z.int(),
  key,
  /** Null when it may be applied, else the rule that refuses it: `package.unknownKey` or `package.older`. */
  rule: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  manifest: packageManifest.omit({ contents: true, aliases: true }),
  /** Entries of the alias table that are newer than those here. */
  aliasesHere: z.int(),
  /** What it would change in this seat's library. */
  changesHere: z.array(packageChange),
});
export type PackageInspection = z.infer<typeof packageInspection>;

export const exportedPackage = z.object({
  sequence: z.int(),
  /** Null when the file comes with the reply. */
  path: z.string().nullable(),
  name: z.string(),
  base64: z.string().nullable(),
  bytes: z.int(),
  documents: z.int(),
  clauses: z.int(),
  changes: z.array(packageChange).nullable(),
  key,
});
export type ExportedPackage = z.infer<typeof exportedPackage>;

export const packageInfo = z.object({
  current: z
    .object({
      sequence: z.int(),
      direction: z.enum(["exported", "applied"]),
      keyId: z.string(),
      madeAt: instant,
      madeBy: z.string(),
      takenAt: instant,
    })
    .nullable(),
  trusted: z.array(
    key.extend({
      source: z.enum(["own", "confirmed", "rotation"]),
      trustedAt: instant,
      trustedBy: z.string(),
    }),
  ),
});
export type PackageInfo = z.infer<typeof packageInfo>;

export const packageProgress = z.object({
  phase: z.enum(["checking", "storing", "indexing", "switching", "done"]),
  done: z.int(),
  total: z.int(),
});
export type PackageProgress = z.infer<typeof packageProgress>;

const admins = ["admin"] as const;

/** Library packages: all for administrators; what refuses a package is thrown as `rule_violated`. */
export const libraryPackageMethods = {
  "library.packageInfo": { access: admins, input: z.object({}), output: packageInfo },
  /** To a path (file or folder), or with `path: null` in the reply. `rotateKey` hands over to a new key. */
  "library.exportPackage": {
    access: admins,
    input: z.object({ path: path.nullable(), rotateKey: z.boolean() }),
    output: exportedPackage,
  },
  "library.inspectPackage": {
    access: admins,
    input: z.object({ source: packageSource }),
    output: packageInspection,
  },
  /** Resolves when the new library is in use. */
  "library.applyPackage": {
    access: admins,
    input: z.object({ source: packageSource, hash: z.string().length(64) }),
    output: z.object({ sequence: z.int(), added: z.int(), documents: z.int() }),
  },
  /** Trusts a key whose fingerprint, got by another way than the package, the administrator has entered. */
  "library.trustKey": {
    access: admins,
    input: z.object({ publicKey: z.string().max(100), fingerprint: z.string().max(200) }),
    output: packageInfo,
  },
};
