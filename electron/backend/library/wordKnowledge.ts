import { libraryDocuments, type StoredClause } from "../../../db/libraryDocuments.ts";
import { libraryIndex } from "../../../db/libraryIndex.ts";
import type { Database } from "../../../db/open.ts";
import { createAliasTable } from "./aliases.ts";
import { canonicalText } from "./canonicalText.ts";
import { rarityIn } from "./clausesFor.ts";
import { librarySegmenter } from "./createLibrary.ts";
import { domainWords } from "./domainWords.ts";
import type { AliasConcept } from "./library.ts";
import type { WordKnowledge } from "./proposeAliases.ts";
import { stopWords } from "./stopWords.ts";

const leastRarity = 0.25;
/** What a word counts that is none of the trade: rare it may be, but it seldom names the matter. */
const otherWords = 0.6;
const mostWords = 12;
const longestBody = 1_500;

/** Words as this library and its alias table know them. */
export function wordKnowledge(
  db: Database,
  aliases: readonly AliasConcept[],
  isRejected: WordKnowledge["isRejected"],
): WordKnowledge {
  const table = createAliasTable(aliases, domainWords);
  const segmenter = librarySegmenter(aliases);
  const index = libraryIndex(db);
  const passages = index.segments().reduce((sum, segment) => sum + segment.passages, 0);
  const rarityOf = rarityIn(index, passages);
  const textOf = clauseTexts(db);
  return {
    isRejected,
    textOf: (clauseId) => Object.values(textOf(clauseId)).join("\n"),
    unknownWords(query) {
      const matches = table.matches(query);
      let start = 0;
      return segmenter.cut(query).flatMap((text) => {
        const at = start;
        start += text.length;
        const isKnown = stopWords.has(text) || table.terms().has(text) || !/\p{L}/u.test(text);
        const isExplained = matches.some((match) => match.start <= at && match.end >= at + text.length);
        return isKnown || isExplained ? [] : [{ text, start: at }];
      });
    },
    tellingWords(clauseId) {
      const { title, body } = textOf(clauseId);
      const words = new Set([...segmenter.cut(title), ...segmenter.cut(body)]);
      return [...words]
        .filter((text) => /^[一-龥]{2,12}$/.test(text) && !stopWords.has(text))
        .map((text) => {
          const weight = table.terms().has(text) ? 1 : otherWords;
          return { text, rarity: weight * rarityOf(text), inTitle: title.includes(text) };
        })
        .filter(({ rarity }) => rarity >= leastRarity)
        .sort((a, b) => b.rarity - a.rarity)
        .slice(0, mostWords);
    },
  };
}

/** Canonical title and beginning of a clause; empty for one that is gone. */
function clauseTexts(db: Database): (clauseId: string) => { title: string; body: string } {
  const documents = libraryDocuments(db);
  const known = new Map<string, { title: string; body: string }>();
  const read = (clauseId: string) => {
    const [versionId = "", ordinal = ""] = clauseId.split(".");
    const clause: StoredClause | null = documents.clause(versionId, Number(ordinal));
    const title = canonicalText(documents.version(versionId)?.title ?? "");
    return { title, body: canonicalText(clause?.body.slice(0, longestBody) ?? "") };
  };
  return (clauseId) => {
    const text = known.get(clauseId) ?? read(clauseId);
    known.set(clauseId, text);
    return text;
  };
}
