/**
 * BM25F with fixed average lengths (in index terms), so that an impact never depends on what else is in the library
 * and segments can be joined without recomputing anything.
 */
export const fields = {
  title: { weight: 3, b: 0.3, average: 18 },
  head: { weight: 1.5, b: 0.3, average: 10 },
  body: { weight: 1, b: 0.75, average: 130 },
} as const;
const k1 = 1.2;

export type FieldName = keyof typeof fields;

/** What one occurrence in a field of this length adds to the weighted frequency. */
export function occurrenceWeight(field: FieldName, length: number): number {
  const { weight, b, average } = fields[field];
  return weight / (1 - b + (b * length) / average);
}

/** Saturated weighted frequency as a byte, 1–255. */
export function impactOf(weightedFrequency: number): number {
  return Math.max(1, Math.round((255 * weightedFrequency) / (k1 + weightedFrequency)));
}

/** The idf that goes with the impacts at query time. */
export function idfOf(frequency: number, passages: number): number {
  return Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
}
