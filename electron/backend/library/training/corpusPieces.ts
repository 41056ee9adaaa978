import type { LibraryDocuments } from "../../../../db/libraryDocuments.ts";
import { indexedTitle, passageText } from "../buildIndex.ts";
import { characterEntry, isModelWord, modelWords } from "../learned/modelWords.ts";
import { stopWords } from "../stopWords.ts";
import { isIdeograph } from "../tokens.ts";

/**
 * All texts of a library as rows of numbers. A piece is one word of a text with its characters; a vocabulary entry is a
 * word or a character that the model has a vector for.
 */
export type CorpusPieces = {
  /** Vocabulary entries in the order of their numbers. */
  entries: string[];
  /** How many passages hold the entry. */
  frequencies: Uint32Array;
  /** Number of passages; they are numbered from 0 here, in the order of their ids. */
  passages: number;
  passageIds: Int32Array;
  /** Which version a passage belongs to, and where each version's passages begin. */
  versionOf: Int32Array;
  versionCount: number;
  body: PieceRows;
  /** Chapter and heading of a passage. */
  head: PieceRows;
  title: PieceRows;
  pieces: PieceTable;
};

/** Rows of piece numbers: row r is items[starts[r]…starts[r+1]]. */
export type PieceRows = { starts: Int32Array; items: Int32Array };
/** For each piece its word entry (-1 for none) and its character entries. */
export type PieceTable = { word: Int32Array; starts: Int32Array; characters: Int32Array };

type Reader = { known: Map<string, number>; texts: string[] };

/** Which entries to have: chosen by how many passages and questions hold them, or those of a model that is there. */
export type Vocabulary = ({ leastFrequency: number } | { entries: readonly string[] }) & {
  /** Called between two stretches of work. */
  pause?: () => void;
};

/** Questions take part in the vocabulary: what callers say must have a vector even where no law says it. */
export function readCorpus(
  documents: LibraryDocuments,
  questions: readonly string[],
  vocabulary: Vocabulary,
): CorpusPieces & { piecesOf(text: string): number[] } {
  const reader: Reader = { known: new Map(), texts: [] };
  const [body, head, title] = [rowsBuilder(), rowsBuilder(), rowsBuilder()];
  const passageIds: number[] = [];
  const versionOf: number[] = [];
  const versionNumbers = new Map<string, number>();
  const titles = new Map<string, { title: string; extra: string }>();
  for (let next = 1; ; ) {
    const clauses = documents.passagesFrom(next, 2_000);
    if (clauses.length === 0) break;
    for (const clause of clauses) {
      let named = titles.get(clause.versionId);
      if (!named) {
        const version = documents.storedVersion(clause.versionId);
        if (!version) throw new Error("A clause without its version");
        named = indexedTitle(version);
        titles.set(clause.versionId, named);
        versionNumbers.set(clause.versionId, versionNumbers.size);
        title.add(piecesOf(reader, `${named.title} ${named.extra}`));
      }
      const text = passageText(clause, named);
      body.add(piecesOf(reader, text.body));
      head.add(piecesOf(reader, text.head));
      passageIds.push(clause.passageId);
      versionOf.push(versionNumbers.get(clause.versionId) ?? 0);
    }
    next = (clauses.at(-1)?.passageId ?? next) + 1;
    vocabulary.pause?.();
  }
  const rows = { body: body.rows(), head: head.rows(), title: title.rows() };
  const asked = rowsBuilder();
  for (const question of questions) asked.add(piecesOf(reader, question));
  const chosen = chooseEntries(reader.texts, [rows.body, asked.rows()], vocabulary);
  return {
    ...chosen,
    piecesOf: (text) => piecesOf(reader, text).filter((piece) => piece < chosen.pieces.word.length),
    passages: passageIds.length,
    passageIds: Int32Array.from(passageIds),
    versionOf: Int32Array.from(versionOf),
    versionCount: versionNumbers.size,
    ...rows,
  };
}

/** Numbers of the words of a text in their order; punctuation is passed over. */
function piecesOf({ known, texts }: Reader, text: string): number[] {
  const pieces: number[] = [];
  for (const word of modelWords(text)) {
    if (!/[\p{L}\p{N}]/u.test(word)) continue;
    let piece = known.get(word);
    if (piece === undefined) {
      piece = texts.length;
      known.set(word, piece);
      texts.push(word);
    }
    pieces.push(piece);
  }
  return pieces;
}

function rowsBuilder() {
  const starts = [0];
  let items = new Int32Array(1 << 16);
  let size = 0;
  return {
    add(row: readonly number[]) {
      if (size + row.length > items.length) {
        const grown = new Int32Array(Math.max(items.length * 2, size + row.length));
        grown.set(items);
        items = grown;
      }
      items.set(row, size);
      size += row.length;
      starts.push(size);
    },
    rows: (): PieceRows => ({ starts: Int32Array.from(starts), items: items.slice(0, size) }),
  };
}

/** Entries that stand in enough passages (a question counts as one), most frequent first, and what each piece is made of. */
function chooseEntries(
  texts: readonly string[],
  sources: readonly PieceRows[],
  vocabulary: Vocabulary,
): { entries: string[]; frequencies: Uint32Array; pieces: PieceTable } {
  const own = texts.map((text) => partsOf(text));
  const counts = countEntries(own, sources);
  const chosen: (readonly [string, number])[] =
    "entries" in vocabulary
      ? vocabulary.entries.map((entry) => [entry, counts.get(entry) ?? 0])
      : [...counts]
          .filter(([, count]) => count >= vocabulary.leastFrequency)
          .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const numbers = new Map(chosen.map(([entry], number) => [entry, number]));
  return {
    entries: chosen.map(([entry]) => entry),
    frequencies: Uint32Array.from(chosen, ([, count]) => count),
    pieces: pieceTable(own, numbers),
  };
}

/** In how many rows each entry stands. */
function countEntries(parts: readonly Parts[], sources: readonly PieceRows[]): Map<string, number> {
  const counts = new Map<string, { rows: number; last: number }>();
  let row = 0;
  const count = (entry: string) => {
    const known = counts.get(entry);
    if (!known) counts.set(entry, { rows: 1, last: row });
    else if (known.last !== row) {
      known.rows += 1;
      known.last = row;
    }
  };
  for (const { starts, items } of sources) {
    for (let at = 0; at + 1 < starts.length; at++) {
      row += 1;
      for (const piece of items.subarray(starts[at], starts[at + 1])) {
        const { word, characters } = parts[piece] as Parts;
        if (word !== null) count(word);
        for (const character of characters) count(character);
      }
    }
  }
  return new Map([...counts].map(([entry, { rows }]) => [entry, rows]));
}

type Parts = { word: string | null; characters: string[] };

function partsOf(text: string): Parts {
  const characters = [...text]
    .filter((character) => isIdeograph(character.charCodeAt(0)))
    .map(characterEntry);
  return { word: isModelWord(text) && !stopWords.has(text) ? text : null, characters };
}

function pieceTable(parts: readonly Parts[], numbers: ReadonlyMap<string, number>): PieceTable {
  const starts = [0];
  const characters: number[] = [];
  for (const part of parts) {
    for (const character of part.characters) {
      const number = numbers.get(character);
      if (number !== undefined) characters.push(number);
    }
    starts.push(characters.length);
  }
  return {
    word: Int32Array.from(parts, ({ word }) => (word === null ? -1 : (numbers.get(word) ?? -1))),
    starts: Int32Array.from(starts),
    characters: Int32Array.from(characters),
  };
}
