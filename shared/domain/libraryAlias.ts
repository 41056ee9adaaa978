import { z } from "zod";
import type { Outcome } from "../errors.ts";
import { instant } from "./time.ts";

const word = z.string().trim().min(2).max(30);
const words = z.array(word).min(1).max(40);

/** Words of callers (`terms`) and what the law calls the same (`official`). */
export const aliasEntry = z.object({
  id: z.string().regex(/^[a-z0-9-]{2,60}$/),
  terms: words,
  official: words,
});
export type AliasEntry = z.infer<typeof aliasEntry>;

/** An entry of the centre: its own, or one that stands in for the shipped entry of the same id. */
export const storedAlias = aliasEntry.extend({
  disabled: z.boolean(),
  changedAt: instant,
  changedBy: z.string().max(40),
});
export type StoredAlias = z.infer<typeof storedAlias>;

/** How an entry stands to what was shipped. `restored` in all but name is `shipped` again. */
export type AliasOrigin = "shipped" | "changed" | "own";

export type ListedAlias = AliasEntry & {
  origin: AliasOrigin;
  disabled: boolean;
  changedAt: string | null;
  changedBy: string | null;
};

/** Shipped entries with the centre's in their places, then the centre's own, switched-off ones included. */
export function listAliases(shipped: readonly AliasEntry[], stored: readonly StoredAlias[]): ListedAlias[] {
  const changes = new Map(stored.map((entry) => [entry.id, entry]));
  const known = new Set(shipped.map(({ id }) => id));
  return [
    ...shipped.map((entry): ListedAlias => {
      const change = changes.get(entry.id);
      if (!change) return { ...entry, origin: "shipped", disabled: false, changedAt: null, changedBy: null };
      return { ...change, origin: isSameWords(entry, change) ? "shipped" : "changed" };
    }),
    ...stored.filter(({ id }) => !known.has(id)).map((entry): ListedAlias => ({ ...entry, origin: "own" })),
  ];
}

/** What the search goes by. */
export function aliasesInUse(shipped: readonly AliasEntry[], stored: readonly StoredAlias[]): AliasEntry[] {
  return listAliases(shipped, stored)
    .filter((entry) => !entry.disabled)
    .map(({ id, terms, official }) => ({ id, terms, official }));
}

/** With one entry as it would be after a change. */
export function withAlias(
  entries: readonly AliasEntry[],
  changed: AliasEntry,
  disabled: boolean,
): AliasEntry[] {
  const others = entries.filter(({ id }) => id !== changed.id);
  return disabled ? others : [...others, changed];
}

/**
 * Whether an entry may be used beside the others in use: a word of the callers has one place, so that a change of it
 * has one too.
 */
export function checkAlias(entry: AliasEntry, inUse: readonly AliasEntry[]): Outcome<AliasEntry> {
  const official = new Set(entry.official.map(folded));
  const itself = entry.terms.find((term) => official.has(folded(term)));
  if (itself !== undefined) return { ok: false, rule: "alias.termIsOfficial", detail: { term: itself } };
  const own = new Set(entry.terms.map(folded));
  for (const other of inUse) {
    const term = other.id === entry.id ? undefined : other.terms.find((each) => own.has(folded(each)));
    if (term !== undefined)
      return {
        ok: false,
        rule: "alias.termKnown",
        detail: { term, official: other.official.slice(0, 3).join("、") },
      };
  }
  return { ok: true, value: entry };
}

/** Words as somebody typed them in one line: separated by marks or line ends, each once. */
export function splitWords(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n\r,，;；、|]+/)
        .map((each) => each.trim())
        .filter(Boolean),
    ),
  ];
}

function isSameWords(a: AliasEntry, b: AliasEntry): boolean {
  return a.terms.join("\n") === b.terms.join("\n") && a.official.join("\n") === b.official.join("\n");
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
