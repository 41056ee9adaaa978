import { canonicalText } from "./canonicalText.ts";
import type { AliasConcept } from "./library.ts";

/** A stretch of a query that the alias table knows, with the words of the law for it. */
export type AliasMatch = { start: number; end: number; officials: readonly string[] };

export type AliasTable = {
  /** Every known stretch, longest first at each place; stretches may lie inside one another. */
  matches(query: string): AliasMatch[];
  /** All words of the trade in canonical form, callers' and official ones. */
  terms(): ReadonlySet<string>;
  /** Official words alone. */
  officials(): ReadonlySet<string>;
};

/** Reads the table once; queries and terms are compared in canonical form. */
export function createAliasTable(concepts: readonly AliasConcept[]): AliasTable {
  const table = new Map<string, Set<string>>();
  const officials = new Set<string>();
  for (const concept of concepts) {
    const words = concept.official.map(canonicalText).filter((word) => word !== "");
    for (const word of words) officials.add(word);
    for (const term of concept.terms.map(canonicalText)) {
      if (term.length < 2) continue;
      const known = table.get(term) ?? new Set<string>();
      for (const word of words) if (word !== term) known.add(word);
      table.set(term, known);
    }
  }
  const longest = Math.max(0, ...[...table.keys()].map((term) => term.length));
  const terms = new Set([...table.keys(), ...officials]);
  return {
    matches: (query) => findMatches(table, longest, query),
    terms: () => terms,
    officials: () => officials,
  };
}

function findMatches(
  table: ReadonlyMap<string, ReadonlySet<string>>,
  longest: number,
  query: string,
): AliasMatch[] {
  const found: AliasMatch[] = [];
  for (let start = 0; start < query.length; start++) {
    for (let length = Math.min(longest, query.length - start); length >= 2; length--) {
      const officials = table.get(query.slice(start, start + length));
      if (officials) found.push({ start, end: start + length, officials: [...officials] });
    }
  }
  return found;
}
