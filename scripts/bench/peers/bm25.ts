/** A field of the texts: how much an occurrence in it counts, and how much a long field is discounted. */
export type Bm25Field = { weight: number; b: number };

export type Bm25 = {
  /** Terms of one text by field, in the order of the fields. */
  add(id: number, fields: readonly (readonly string[])[]): void;
  finish(): void;
  search(terms: readonly string[], limit: number): number[];
};

const k1 = 1.2;

/** BM25F over all postings of all terms, nothing cut or rounded: idf = ln(1 + (N − n + ½) / (n + ½)). */
export function createBm25(fields: readonly Bm25Field[]): Bm25 {
  const ids: number[] = [];
  const lengths: number[][] = fields.map(() => []);
  /** By term: text number, field and frequency one after the other. */
  const counts = new Map<string, number[]>();
  const postings = new Map<string, { texts: Uint32Array; impacts: Float32Array }>();
  let scores = new Float32Array(0);
  return {
    add(id, terms) {
      const text = ids.push(id) - 1;
      fields.forEach((_, field) => {
        const list = terms[field] ?? [];
        lengths[field]?.push(list.length);
        for (const [term, frequency] of frequencies(list)) {
          const entry = counts.get(term);
          if (entry) entry.push(text, field, frequency);
          else counts.set(term, [text, field, frequency]);
        }
      });
    },
    finish() {
      const averages = lengths.map(
        (list) => list.reduce((sum, length) => sum + length, 0) / list.length || 1,
      );
      for (const [term, triples] of counts) {
        postings.set(
          term,
          impactsOf(triples, (text, field, frequency) => {
            const { weight, b } = fields[field] as Bm25Field;
            const length = lengths[field]?.[text] ?? 0;
            return (weight * frequency) / (1 - b + (b * length) / (averages[field] ?? 1));
          }),
        );
        counts.delete(term);
      }
      scores = new Float32Array(ids.length);
    },
    search(terms, limit) {
      scores.fill(0);
      for (const term of terms) {
        const list = postings.get(term);
        if (!list) continue;
        const found = list.texts.length;
        const idf = Math.log(1 + (ids.length - found + 0.5) / (found + 0.5));
        for (let at = 0; at < found; at++)
          scores[list.texts[at] as number]! += idf * (list.impacts[at] as number);
      }
      return best(scores, limit).map((text) => ids[text] as number);
    },
  };
}

function frequencies(terms: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const term of terms) found.set(term, (found.get(term) ?? 0) + 1);
  return found;
}

/** Adds up the fields of each text and saturates the sum. Triples of one text stand together. */
function impactsOf(
  triples: readonly number[],
  weigh: (text: number, field: number, frequency: number) => number,
): { texts: Uint32Array; impacts: Float32Array } {
  const sums = new Map<number, number>();
  for (let at = 0; at < triples.length; at += 3) {
    const [text, field, frequency] = triples.slice(at, at + 3) as [number, number, number];
    sums.set(text, (sums.get(text) ?? 0) + weigh(text, field, frequency));
  }
  return {
    texts: Uint32Array.from(sums.keys()),
    impacts: Float32Array.from(sums.values(), (sum) => (sum * (k1 + 1)) / (sum + k1)),
  };
}

/** Numbers of the highest scores above zero, best first; the earlier text among equals. */
function best(scores: Float32Array, limit: number): number[] {
  const found: number[] = [];
  let least = 0;
  const byScore = (a: number, b: number) => (scores[b] as number) - (scores[a] as number) || a - b;
  for (let text = 0; text < scores.length; text++) {
    if ((scores[text] as number) <= least) continue;
    found.push(text);
    if (found.length < limit * 4) continue;
    found.sort(byScore).splice(limit);
    least = scores[found.at(-1) as number] as number;
  }
  return found.sort(byScore).slice(0, limit);
}
