import { z } from "zod";
import { aliasMeasure } from "../domain/aliasMeasure.ts";
import { aliasProposal, libraryMiss } from "../domain/aliasProposal.ts";
import { aliasEntry } from "../domain/libraryAlias.ts";
import { instant } from "../domain/time.ts";

export const listedAlias = aliasEntry.extend({
  origin: z.enum(["shipped", "changed", "own"]),
  disabled: z.boolean(),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
  /** Searches of the last 90 days at this seat in which a word of the callers stood. */
  uses: z.int(),
});
export type AliasRow = z.infer<typeof listedAlias>;

/** An entry as it is to be; without an id a new one of the centre. */
export const aliasChange = aliasEntry.omit({ id: true }).extend({
  id: aliasEntry.shape.id.nullable(),
  disabled: z.boolean(),
});
export type AliasChange = z.infer<typeof aliasChange>;

export const measureProgress = z.object({ done: z.int(), total: z.int() });

const admins = ["admin"] as const;
const none = z.object({});

/** The table from callers' words to those of the law: what the centre changes in it is felt by the next search. */
export const libraryAliasMethods = {
  "library.aliases": { access: admins, input: none, output: z.array(listedAlias) },
  "library.saveAlias": { access: admins, input: aliasChange, output: z.object({ id: z.string() }) },
  /** Puts the words of a shipped entry back as they were shipped, and in use. */
  "library.restoreAlias": { access: admins, input: aliasEntry.pick({ id: true }), output: none },
  /** Search quality with and without the change; resolves when it is measured. One at a time: a second ends the first. */
  "library.measureAlias": { access: admins, input: aliasChange, output: aliasMeasure },
  "library.stopMeasuring": { access: admins, input: none, output: none },
  "library.aliasProposals": { access: admins, input: none, output: z.array(aliasProposal) },
  /** These words are not proposed again for that stretch. */
  "library.rejectAlias": {
    access: admins,
    input: z.object({ lay: z.string().min(1).max(60), official: z.array(z.string().max(60)).min(1).max(20) }),
    output: none,
  },
  "library.misses": {
    access: admins,
    input: z.object({ days: z.int().min(1).max(90) }),
    output: z.array(libraryMiss),
  },
};
