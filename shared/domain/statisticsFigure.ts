import type { CountedRange, FactReference, Figure } from "./statistics.ts";

/** How many facts. */
export function countOf(rows: FactReference[]): Figure {
  return figureOf({ value: rows.length, numerator: rows.length, denominator: null }, () => rows);
}

/** A sum of durations, ms. */
export function sumOf(parts: readonly { row: FactReference; ms: number }[]): Figure {
  const ms = parts.reduce((total, part) => total + part.ms, 0);
  return figureOf({ value: ms, numerator: ms, denominator: null }, () => parts.map((part) => part.row));
}

/** A quotient, times `scale`; null when nothing is divided by. */
export function quotientOf(quotient: {
  numerator: number;
  denominator: number;
  rows: () => FactReference[];
  scale?: number;
}): Figure {
  const { numerator, denominator, rows, scale = 1 } = quotient;
  const value = denominator === 0 ? null : (numerator * scale) / denominator;
  return figureOf({ value, numerator, denominator }, rows);
}

/** The duration at place ⌈percent·n/100⌉ of the sorted ones (nearest rank: always one that really happened). */
export function rankOf(parts: readonly { row: FactReference; ms: number }[], percent: number): Figure {
  const inOrder = parts.map((part) => part.ms).sort((a, b) => a - b);
  const place = Math.ceil((percent * inOrder.length) / 100);
  const counted = {
    value: inOrder[place - 1] ?? null,
    numerator: place,
    denominator: inOrder.length,
  };
  return figureOf(counted, () => parts.map((part) => part.row));
}

/** How much of a stretch lies in the range, ms. */
export function msWithin({ from, to }: { from: number; to: number }, range: CountedRange): number {
  return Math.max(0, Math.min(to, range.end) - Math.max(from, range.start));
}

export function isWithin(at: number, range: CountedRange): boolean {
  return range.start <= at && at < range.end;
}

/** Rows are put together when somebody asks: of a month's figures one is looked into, if any. */
function figureOf(counted: Omit<Figure, "rows">, rows: () => FactReference[]): Figure {
  let known: FactReference[] | null = null;
  return {
    ...counted,
    get rows() {
      known ??= once(rows());
      return known;
    },
  };
}

function once(rows: FactReference[]): FactReference[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
