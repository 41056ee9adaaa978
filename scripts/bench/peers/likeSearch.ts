import type { Database } from "../../../db/open.ts";

/** SQLite takes no deeper expressions. */
const mostWords = 24;

/** Texts that hold any of the words, those with most of them first, words in the title counting twice; short ones first. */
export function likeSearch(
  db: Database,
  { table, id }: { table: string; id: string },
): (words: readonly string[], limit: number) => number[] {
  const each = "(title LIKE ? ESCAPE '\\') * 2 + (head LIKE ? ESCAPE '\\' OR body LIKE ? ESCAPE '\\')";
  return (words, limit) => {
    if (words.length === 0) return [];
    const taken = words.slice(0, mostWords);
    const patterns = taken.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
    const score = taken.map(() => each).join(" + ");
    const rows = db
      .prepare(
        `SELECT id FROM (SELECT ${id} AS id, ${score} AS score, length(body) AS size FROM ${table})
         WHERE score > 0 ORDER BY score DESC, size LIMIT ?`,
      )
      .all(...patterns.flatMap((pattern) => [pattern, pattern, pattern]), limit);
    return (rows as { id: number }[]).map((row) => row.id);
  };
}
