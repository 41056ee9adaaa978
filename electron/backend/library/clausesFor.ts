import type { LibraryIndex } from "../../../db/libraryIndex.ts";
import { withoutPersonalData } from "../../../shared/domain/personalData.ts";
import { phraseTable } from "../../../shared/domain/phraseTable.ts";
import type { AliasTable } from "./aliases.ts";
import { canonicalText } from "./canonicalText.ts";
import { idfOf } from "./impact.ts";
import type { Hint, HintRequest, SearchRequest, SearchResult } from "./library.ts";
import { innerTerms, planQuery } from "./queryPlan.ts";
import { sceneWords } from "./sceneWords.ts";
import { tellingQuery, type WeighWords } from "./tellingQuery.ts";
import type { Segmenter } from "./words.ts";

export type HintParts = {
  index: LibraryIndex;
  aliasTable: AliasTable;
  segmenter: Segmenter;
  /** How many clauses the library holds. */
  passages: number;
  search: (request: SearchRequest) => SearchResult;
};

const mostHints = 3;
/** Read of one text; a pasted file must not stop the desk. */
const longestText = 4_000;
const tradeFactor = 2;
const sceneFactor = 0.15;

/** @see Library.clausesFor */
export function clausesFor(parts: HintParts, { texts, names, ...filters }: HintRequest): Hint {
  const safe = texts.map((text) => withoutPersonalData(withoutPhrases(text.slice(0, longestText)), names));
  const query = tellingQuery(safe, weighByLibrary(parts));
  if (query.length === 0) return { hits: [], query };
  const { hits } = parts.search({ ...filters, query: query.join("，"), limit: 4 * mostHints });
  const usable = hits.filter(
    ({ version }) => version.validity === "in-force" || version.validity === "unknown",
  );
  return { hits: usable.slice(0, mostHints), query };
}

/** What the agent said word for word stands in the record and is no part of the matter. */
function withoutPhrases(text: string): string {
  return phraseTable.reduce((rest, { words }) => rest.replaceAll(words, "\n"), text);
}

/** How much each concept of a text tells: its rarity in the library from 0 to 1, twice that for words of the trade. */
function weighByLibrary({ index, aliasTable, segmenter, passages }: HintParts): WeighWords {
  const rarityOf = rarityIn(index, passages);
  return (text) => {
    const { concepts } = planQuery(canonicalText(text), segmenter, aliasTable);
    const weights = concepts.map(({ typed, alternatives }): [string, number] => {
      const most = Math.max(...alternatives.map((alternative) => rarityOf(alternative.text)));
      if (sceneWords.has(typed)) return [typed, most * sceneFactor];
      const isTrade = alternatives.length > 1 || aliasTable.terms().has(typed);
      return [typed, most * (isTrade ? tradeFactor : 1)];
    });
    return new Map(weights.filter(([, weight]) => weight > 0));
  };
}

/** How rare the pairs of a phrase are among so many clauses, from 0 (everywhere, or not known at all) to 1. */
export function rarityIn(index: LibraryIndex, passages: number): (phrase: string) => number {
  const rarest = idfOf(1, Math.max(2, passages));
  const known = new Map<string, number>();
  const rarityOf = (term: string): number => {
    const before = known.get(term);
    if (before !== undefined) return before;
    const frequency = index.frequencies(term).reduce((sum, row) => sum + row.frequency, 0);
    const value = frequency === 0 ? 0 : idfOf(frequency, Math.max(frequency, passages)) / rarest;
    known.set(term, value);
    return value;
  };
  return (phrase) => {
    const terms = innerTerms(phrase);
    return terms.reduce((sum, term) => sum + rarityOf(term), 0) / Math.max(1, terms.length);
  };
}
