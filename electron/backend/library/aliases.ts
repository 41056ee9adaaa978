import { canonicalText } from "./canonicalText.ts";
import { everydayTradeWords, everydayWords } from "./everydayWords.ts";
import type { AliasConcept } from "./library.ts";

/** A stretch of a query that the alias table knows, with the words of the law for it. */
export type AliasMatch = { start: number; end: number; officials: readonly string[] };

export type AliasTable = {
  /**
   * Known stretches, longest first at each place. A stretch inside an official word is part of that word (工伤 in
   * 工伤认定) and left out; one inside a longer lay phrase counts as well (年假 in 年假跨年).
   */
  matches(query: string): AliasMatch[];
  /** True when a word of the trade, a caller's or an official one, stands in the query. */
  isTrade(query: string): boolean;
  /** All words of the trade in canonical form, callers' and official ones. */
  terms(): ReadonlySet<string>;
};

/** Reads the table once; queries and terms are compared in canonical form. */
export function createAliasTable(
  concepts: readonly AliasConcept[],
  tradeWords: Iterable<string> = [],
): AliasTable {
  const table = new Map<string, Set<string>>();
  const everyday = new Map<string, Set<string>>();
  const officials = new Set<string>(tradeWords);
  for (const { terms, official } of concepts) {
    const words = official.map(canonicalText).filter((word) => word !== "");
    for (const word of words) officials.add(word);
    for (const term of terms) link(table, term, words);
  }
  for (const [lay, official] of everydayWords) link(table, lay, official);
  for (const [lay, official] of everydayTradeWords) link(everyday, lay, official);
  const terms = new Set([...table.keys(), ...officials]);
  const longest = Math.max(0, ...[...terms, ...everyday.keys()].map((term) => term.length));
  const isTrade = (query: string) => namesTrade(terms, longest, query);
  return {
    matches: (query) =>
      findMatches({ table, everyday: isTrade(query) ? everyday : none, officials, longest }, query),
    isTrade,
    terms: () => terms,
  };
}

const none: ReadonlyMap<string, ReadonlySet<string>> = new Map();

function link(table: Map<string, Set<string>>, lay: string, official: readonly string[]): void {
  const term = canonicalText(lay);
  if (term.length < 2) return;
  const known = table.get(term) ?? new Set<string>();
  for (const word of official) if (word !== term) known.add(word);
  table.set(term, known);
}

type Table = {
  table: ReadonlyMap<string, ReadonlySet<string>>;
  /** Words that mean something else outside the trade. */
  everyday: ReadonlyMap<string, ReadonlySet<string>>;
  officials: ReadonlySet<string>;
  longest: number;
};

function findMatches({ table, everyday, officials, longest }: Table, query: string): AliasMatch[] {
  const found: AliasMatch[] = [];
  const official: { start: number; end: number }[] = [];
  for (let start = 0; start < query.length; start++) {
    for (let length = Math.min(longest, query.length - start); length >= 2; length--) {
      const text = query.slice(start, start + length);
      const known = table.get(text) ?? everyday.get(text);
      if (known) found.push({ start, end: start + length, officials: [...known] });
      if (officials.has(text)) official.push({ start, end: start + length });
    }
  }
  return found.filter(
    (match) =>
      !official.some(
        (span) =>
          span.start <= match.start &&
          span.end >= match.end &&
          span.end - span.start > match.end - match.start,
      ),
  );
}

function namesTrade(terms: ReadonlySet<string>, longest: number, query: string): boolean {
  for (let start = 0; start < query.length; start++) {
    for (let length = 2; length <= Math.min(longest, query.length - start); length++) {
      if (terms.has(query.slice(start, start + length))) return true;
    }
  }
  return false;
}
