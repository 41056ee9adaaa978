import { questionCharacters } from "../../../electron/backend/library/stopWords.ts";
import { inBatches, openPeerFile, pagesMegabytes } from "./encryptedTexts.ts";
import { likeSearch } from "./likeSearch.ts";
import type { Peer } from "./peer.ts";
import { jiebaCutter } from "./words.ts";

/** Read for one query before the short words are counted. */
const mostRows = 300;

/**
 * SQLite FTS5 with its trigram tokenizer: any trigram of the query may match (OR), ranked by bm25 with the title counting
 * most; sizes and positions of columns are kept, without which bm25 would be constant. Trigrams find nothing shorter than three
 * characters and silently drop it beside something longer. So words of one or two characters that stand alone in a query are
 * looked for with LIKE: among the rows found where there is anything longer, else in all texts. Where no trigram is found at
 * all, jieba's words are looked for in the same way.
 */
export function createFtsTrigram(folder: string): Peer {
  const db = openPeerFile(folder, "fts5-trigram");
  db.exec("CREATE VIRTUAL TABLE passage USING fts5(title, head, body, tokenize = 'trigram')");
  db.exec("INSERT INTO passage (passage, rank) VALUES ('rank', 'bm25(3.0, 1.5, 1.0)')");
  const add = db.prepare("INSERT INTO passage (rowid, title, head, body) VALUES (?, ?, ?, ?)");
  const matching = db.prepare(`SELECT rowid AS id, title || ' ' || head || ' ' || body AS text FROM passage
    WHERE passage MATCH ? ORDER BY rank LIMIT ?`);
  const all = likeSearch(db, { table: "passage", id: "rowid" });
  const batches = inBatches(db);
  const { ofQuery } = jiebaCutter();
  return {
    add: ({ id, title, head, body }) => batches.row(() => void add.run(id, title, head, body)),
    finish() {
      batches.end();
      db.exec("INSERT INTO passage (passage) VALUES ('optimize')");
    },
    search(query, limit) {
      const runs: string[] = query.match(/[\p{L}\p{N}]+/gu) ?? [];
      const short = runs.filter((run) => run.length < 3);
      const trigrams = trigramsOf(runs);
      if (trigrams.length === 0) return all(short, limit);
      const match = trigrams.map((trigram) => `"${trigram}"`).join(" OR ");
      const rows = matching.all(match, short.length > 0 ? mostRows : limit) as { id: number; text: string }[];
      return rows.length > 0 ? withMostOf(short, rows).slice(0, limit) : all(ofQuery(query), limit);
    },
    indexMegabytes: () => pagesMegabytes(db),
    close: () => void db.close(),
  };
}

/** Without those of question phrases, unless nothing else is left. */
function trigramsOf(runs: readonly string[]): string[] {
  const found = new Set<string>();
  for (const run of runs) for (let at = 0; at + 2 < run.length; at++) found.add(run.slice(at, at + 3));
  const saying = [...found].filter((trigram) => ![...trigram].some((each) => questionCharacters.has(each)));
  return saying.length > 0 ? saying : [...found];
}

/** Rows with most of the short words first, otherwise in their order. */
function withMostOf(short: readonly string[], rows: readonly { id: number; text: string }[]): number[] {
  return rows
    .map(({ id, text }) => ({ id, count: short.filter((word) => text.includes(word)).length }))
    .sort((a, b) => b.count - a.count)
    .map(({ id }) => id);
}
