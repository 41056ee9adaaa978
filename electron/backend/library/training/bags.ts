import type { PieceRows, PieceTable } from "./corpusPieces.ts";

/** Many bags of vocabulary entries one after the other: bag b is entries[starts[b]…starts[b+1]]. */
export type Bags = { starts: Int32Array; entries: Int32Array; count: number };

export type BagBuilder = ReturnType<typeof bagBuilder>;

/**
 * Collects bags. Within a bag words count by occurrence and characters once per field; `field()` begins the next field,
 * `close()` ends the bag. Reused from step to step: `reset` forgets the bags and keeps the memory.
 */
export function bagBuilder({ word, starts: characterStarts, characters }: PieceTable, entryCount: number) {
  let entries = new Int32Array(1 << 16);
  const starts: number[] = [0];
  let size = 0;
  const seen = new Int32Array(entryCount);
  let mark = 0;
  const push = (entry: number) => {
    if (size === entries.length) {
      const grown = new Int32Array(entries.length * 2);
      grown.set(entries);
      entries = grown;
    }
    entries[size++] = entry;
  };
  return {
    reset() {
      size = 0;
      starts.length = 1;
    },
    field() {
      mark += 1;
    },
    piece(piece: number) {
      const entry = word[piece] as number;
      if (entry >= 0) push(entry);
      for (let at = characterStarts[piece] as number; at < (characterStarts[piece + 1] as number); at++) {
        const character = characters[at] as number;
        if (seen[character] === mark) continue;
        seen[character] = mark;
        push(character);
      }
    },
    /** All pieces of a row as one field; those in [from, to) are left out. */
    row({ starts: rowStarts, items }: PieceRows, row: number, from = -1, to = -1) {
      mark += 1;
      for (let at = rowStarts[row] as number; at < (rowStarts[row + 1] as number); at++) {
        if (at < from || at >= to) this.piece(items[at] as number);
      }
    },
    close(): number {
      starts.push(size);
      return starts.length - 2;
    },
    bags: (): Bags => ({ starts: Int32Array.from(starts), entries, count: starts.length - 1 }),
  };
}
