import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { openSeatDatabase } from "../../db/open.ts";
import { openSqliteStore } from "../../server/store/sqlite.ts";

/** What is written down of a day: every fact by its id as JSON, tickets by number, and the rows that carried them. */
export type Books = { facts: Map<string, unknown>; tickets: Map<string, unknown>; rows: Row[] };

/** One change of the seat in its order, with what the server made of it. */
export type Row = { seq: number; mid: string; kind: string; entity: string; outcome: string | null };

/** Reads a seat's file from beside the running seat. */
export function seatBooks(folder: string, name: string): Books {
  return withSeat(folder, name, (db) => {
    const bodies = (sql: string) => db.prepare<[], { id: string; body: string }>(sql).all();
    const facts = [
      ...bodies("SELECT call_id AS id, body FROM call_leg"),
      ...bodies("SELECT interval_id AS id, body FROM state_interval"),
      ...bodies("SELECT record_id AS id, body FROM consultation"),
    ];
    const sent = db
      .prepare<[], { number: string; fields: string }>(
        `SELECT json_extract(fields, '$.number') AS number, fields FROM outbox
         WHERE kind = 'ticket.create' ORDER BY seq`,
      )
      .all();
    const rows = db.prepare<[], Row>("SELECT seq, mid, kind, entity, outcome FROM outbox ORDER BY seq").all();
    return {
      facts: new Map(facts.map(({ id, body }) => [id, JSON.parse(body)])),
      tickets: new Map(sent.map(({ number, fields }) => [number, JSON.parse(fields)])),
      rows,
    };
  });
}

/** Rows the seat has not been acknowledged for, counted in its file. */
export function waitingRows(folder: string, name: string): number {
  return withSeat(
    folder,
    name,
    (db) =>
      db.prepare<[], { n: number }>("SELECT count(*) AS n FROM outbox WHERE outcome IS NULL").get()?.n ?? 0,
  );
}

/** Reads a server's store; the server must have stopped. */
export async function serverBooks(folder: string): Promise<Books> {
  const store = await openSqliteStore(join(folder, "server", "server.db"));
  try {
    const { db } = store;
    const facts = await db.selectFrom("fact").select(["id", "body"]).where("kind", "!=", "step").execute();
    const tickets = await db.selectFrom("ticket").select(["number", "fields"]).execute();
    const rows = await db
      .selectFrom("mutation")
      .select(["seq", "mid", "kind", "entity", "outcome"])
      // As they arrived; what changes no record has no position in the feed.
      .orderBy(sql`rowid`)
      .execute();
    return {
      facts: new Map(facts.map(({ id, body }) => [id, JSON.parse(body)])),
      tickets: new Map(tickets.map(({ number, fields }) => [number, JSON.parse(fields)])),
      rows,
    };
  } finally {
    await store.close();
  }
}

function withSeat<T>(folder: string, name: string, read: (db: ReturnType<typeof openSeatDatabase>) => T): T {
  const key = Buffer.from(readFileSync(join(folder, `${name}.key`), "utf8"), "hex");
  const db = openSeatDatabase({ file: join(folder, name, "seat.db"), key, readonly: true });
  try {
    return read(db);
  } finally {
    db.close();
  }
}
