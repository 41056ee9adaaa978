/** What the words of a stretch of text say, each word once: a word of the trade or a rare one says more. */
export type WeighWords = (text: string) => ReadonlyMap<string, number>;

/** About as much as one thought: what a longer query adds only dilutes it. */
const longestQuery = 60;
/** One word of the trade, or two others that are not everywhere. */
const leastWeight = 0.8;
/** What is added says at least this share of what the first clause says. */
const leastShare = 0.4;
/** What is asked is the matter more often than what happened before. */
const asked = 1.3;
const question =
  /[吗么]$|怎么|如何|多少|多久|多长|能不能|能否|可不可以|可以不|算不算|是不是|该不该|要不要|合法|[谁哪]|几[天年个倍]/;

/**
 * The query hidden in what an agent has written down: the clauses whose words say most, each word counting once, until
 * they make up a query; in the order in which they were written. Of a narrative of half a page one sentence matters,
 * and it is seldom the first. Empty when nothing written says anything.
 */
export function tellingQuery(texts: readonly string[], weigh: WeighWords): string[] {
  const clauses = texts
    .flatMap(clausesOf)
    .map((text, at): WrittenClause => ({ text, at, words: weigh(text) }))
    .filter(({ words }) => words.size > 0);
  if (lengthOf(clauses) <= longestQuery) return wholeQuery(clauses);
  const chosen: WrittenClause[] = [];
  const said = new Set<string>();
  let length = 0;
  let least = leastWeight;
  for (;;) {
    const best = mostTelling(clauses, chosen, said);
    if (!best || gainOf(best, said) < least) break;
    if (chosen.length === 0) least = Math.max(leastWeight, leastShare * gainOf(best, said));
    if (chosen.length > 0 && length + best.text.length > longestQuery) break;
    chosen.push(best);
    length += best.text.length;
    for (const word of best.words.keys()) said.add(word);
  }
  return chosen.sort((a, b) => a.at - b.at).map(({ text }) => text.slice(0, 2 * longestQuery));
}

type WrittenClause = { text: string; at: number; words: ReadonlyMap<string, number> };

function clausesOf(text: string): string[] {
  return text
    .split(/[，。；！？、,;!?\n\r…]+/)
    .map((clause) => clause.trim())
    .filter((clause) => clause.length >= 2);
}

function mostTelling(
  clauses: readonly WrittenClause[],
  chosen: readonly WrittenClause[],
  said: ReadonlySet<string>,
): WrittenClause | undefined {
  let best: WrittenClause | undefined;
  let most = 0;
  for (const clause of clauses) {
    if (chosen.includes(clause)) continue;
    // Among clauses that say as much the shorter is the clearer query.
    const worth = gainOf(clause, said) / (1 + clause.text.length / 60);
    if (worth <= most) continue;
    most = worth;
    best = clause;
  }
  return best;
}

function gainOf({ text, words }: WrittenClause, said: ReadonlySet<string>): number {
  let gain = 0;
  for (const [word, weight] of words) if (!said.has(word)) gain += weight;
  return question.test(text) ? gain * asked : gain;
}

/** What is short is a query already; only clauses that say next to nothing are left out. */
function wholeQuery(clauses: readonly WrittenClause[]): string[] {
  const gains = clauses.map((clause) => gainOf(clause, new Set()));
  if (Math.max(0, ...gains) < leastWeight) return [];
  return clauses.filter((_clause, at) => (gains[at] ?? 0) >= leastWeight / 2).map(({ text }) => text);
}

function lengthOf(clauses: readonly WrittenClause[]): number {
  return clauses.reduce((sum, { text }) => sum + text.length, 0);
}
