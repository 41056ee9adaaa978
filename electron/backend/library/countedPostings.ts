import type { Database, Statement } from "../../../db/open.ts";

/** Reads postings themselves, not only their number or size. */
const readsPostings = /^\s*SELECT[^()]*\bpostings\b[^()]*\bFROM search_term\b/;

/**
 * For tests and benches: the same database, counting the postings that any statement prepared through it hands out – whoever
 * asks for them.
 */
export function countPostings(db: Database): { db: Database; taken(): number } {
  let count = 0;
  const counting = Object.create(db) as Database;
  counting.prepare = ((sql: string) => {
    const statement = db.prepare(sql) as Statement;
    if (!readsPostings.test(sql)) return statement;
    const all = statement.all.bind(statement);
    statement.all = (...parameters) => {
      const rows = all(...parameters);
      for (const { frequency } of rows as { frequency: number }[]) count += frequency;
      return rows;
    };
    return statement;
  }) as Database["prepare"];
  return {
    db: counting,
    taken() {
      const taken = count;
      count = 0;
      return taken;
    },
  };
}
