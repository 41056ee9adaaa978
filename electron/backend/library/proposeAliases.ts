import type { AliasProposal } from "../../../shared/domain/aliasProposal.ts";

/** A query and a clause that was opened or cited after it. */
export type UsedPair = {
  query: string;
  clauseId: string;
  title: string;
  label: string | null;
  opened: number;
  cited: number;
};

export type MissedQuery = { query: string; times: number };

/** What the library knows of words. */
export type WordKnowledge = {
  /** Words of a query that neither the table explains nor are mere grammar, in their places. */
  unknownWords(query: string): { text: string; start: number }[];
  /** Canonical title and text of a clause. */
  textOf(clauseId: string): string;
  /** Words that tell a clause from others; `rarity` from 0 to 1. */
  tellingWords(clauseId: string): { text: string; rarity: number; inTitle: boolean }[];
  isRejected(lay: string, official: string): boolean;
};

/** A citation says the clause was the answer; an opening, that it looked like one. */
const weights = { cited: 1, opened: 0.3, title: 1.3, miss: 0.15 };
const least = { use: 1.5, association: 0.25 };
const most = { official: 3, evidence: 6, proposals: 60 };

/**
 * Proposes entries of the alias table from what was searched and then opened or cited. The stretch of a query that
 * stands nowhere in the clause it led to is how callers say it; the words that tell this clause from others are how the
 * law does. A pair counts the more often it came together, and the less often that word is what anything leads to.
 */
export function proposeAliases(
  pairs: readonly UsedPair[],
  misses: readonly MissedQuery[],
  knowledge: WordKnowledge,
): AliasProposal[] {
  const seen = pairs
    .map(
      (pair): SeenPair => ({
        pair,
        weight: weights.cited * pair.cited + weights.opened * pair.opened,
        stretches: stretchesOutside(pair, knowledge),
        words: knowledge.tellingWords(pair.clauseId).filter(({ text }) => !pair.query.includes(text)),
      }),
    )
    .filter(({ weight }) => weight > 0);
  const bases = basesOf(seen);
  const stretches = new Set(seen.flatMap((each) => each.stretches));
  const missed = misses.map((miss) => ({ miss, unknown: joined(knowledge.unknownWords(miss.query)) }));
  return [...stretches]
    .flatMap((lay) => {
      const behind = seen.filter((each) => each.stretches.includes(lay));
      const alike = missed.filter(({ unknown }) => unknown.some((stretch) => stretch.includes(lay)));
      return (
        proposalOf(
          lay,
          behind,
          alike.map(({ miss }) => miss),
          bases,
          knowledge,
        ) ?? []
      );
    })
    .sort((a, b) => b.score - a.score || (a.lay < b.lay ? -1 : 1))
    .slice(0, most.proposals);
}

type SeenPair = {
  pair: UsedPair;
  weight: number;
  stretches: string[];
  words: ReturnType<WordKnowledge["tellingWords"]>;
};

function stretchesOutside({ query, clauseId }: UsedPair, knowledge: WordKnowledge): string[] {
  const text = knowledge.textOf(clauseId);
  return joined(knowledge.unknownWords(query).filter((word) => !text.includes(word.text)));
}

/** Words that follow one another are one stretch: 买断 工龄. */
export function joined(words: readonly { text: string; start: number }[]): string[] {
  const stretches: { text: string; end: number }[] = [];
  for (const { text, start } of words) {
    const last = stretches.at(-1);
    if (last && last.end === start) Object.assign(last, { text: last.text + text, end: start + text.length });
    else stretches.push({ text, end: start + text.length });
  }
  return [...new Set(stretches.map(({ text }) => text))].filter(({ length }) => length >= 2 && length <= 12);
}

/** How large a share of all use each word of the law belongs to, whatever was asked. */
function basesOf(seen: readonly SeenPair[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  let all = 0;
  for (const { weight, words } of seen) {
    all += weight;
    for (const { text } of words) sums.set(text, (sums.get(text) ?? 0) + weight);
  }
  return new Map([...sums].map(([text, sum]) => [text, sum / Math.max(all, 1)]));
}

function proposalOf(
  lay: string,
  behind: readonly SeenPair[],
  misses: readonly MissedQuery[],
  bases: ReadonlyMap<string, number>,
  knowledge: WordKnowledge,
): AliasProposal | null {
  const use = behind.reduce((sum, { weight }) => sum + weight, 0);
  if (use < least.use) return null;
  const official = associated(behind, use, bases)
    .filter(({ text, association }) => association >= least.association && !knowledge.isRejected(lay, text))
    .filter(({ text }, _at, all) => !all.some((other) => other.text !== text && other.text.includes(text)))
    .slice(0, most.official);
  const [best] = official;
  if (!best) return null;
  const missedTimes = misses.reduce((sum, { times }) => sum + times, 0);
  return {
    lay,
    official: official.map(({ text }) => text),
    score: Math.log2(1 + use) * best.association * (1 + weights.miss * Math.log2(1 + missedTimes)),
    ...evidenceOf(behind),
    misses: misses.slice(0, most.evidence).map(({ query, times }) => ({ query, times })),
  };
}

function associated(behind: readonly SeenPair[], use: number, bases: ReadonlyMap<string, number>) {
  const sums = new Map<string, { together: number; rarity: number; inTitle: boolean }>();
  for (const { weight, words } of behind) {
    for (const { text, rarity, inTitle } of words) {
      const sum = sums.get(text) ?? { together: 0, rarity, inTitle };
      sums.set(text, { rarity, inTitle: sum.inTitle || inTitle, together: sum.together + weight });
    }
  }
  return [...sums]
    .map(([text, { together, rarity, inTitle }]) => {
      const share = together / use;
      // What everything leads to says nothing about this stretch; the only stretch there is proves nothing either.
      const isOwn = 1 - 0.5 * Math.min(1, bases.get(text) ?? 0);
      return { text, association: share * isOwn * rarity * (inTitle ? weights.title : 1) };
    })
    .sort(
      (a, b) => b.association - a.association || b.text.length - a.text.length || (a.text < b.text ? -1 : 1),
    );
}

function evidenceOf(behind: readonly SeenPair[]): Pick<AliasProposal, "queries" | "clauses"> {
  const queries = new Map<string, { query: string; opened: number; cited: number }>();
  const clauses = new Map<string, AliasProposal["clauses"][number]>();
  for (const { pair } of behind) {
    const { query, opened, cited, clauseId, title, label } = pair;
    const asked = queries.get(query) ?? { query, opened: 0, cited: 0 };
    queries.set(query, { query, opened: asked.opened + opened, cited: asked.cited + cited });
    const times = (clauses.get(clauseId)?.times ?? 0) + opened + cited;
    clauses.set(clauseId, { clauseId, title, label, times });
  }
  return {
    queries: [...queries.values()]
      .sort((a, b) => b.cited - a.cited || b.opened - a.opened)
      .slice(0, most.evidence),
    clauses: [...clauses.values()].sort((a, b) => b.times - a.times).slice(0, most.evidence),
  };
}
