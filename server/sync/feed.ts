import type { Transaction } from "kysely";
import type { ChangeKind } from "../../shared/sync/change.ts";
import type { ChangeRow, Tables } from "../store/schema.ts";
import type { Db } from "../store/store.ts";
import type { Marks } from "./marks.ts";

/** A change about to get its position. */
export type ChangeDraft = {
  kind: ChangeKind;
  entity: string;
  version: number;
  body: unknown;
  marks: Marks;
  /** Where this change moved the record out of somebody's sight. */
  marksBefore: Marks | null;
  origin: string;
  originSeq: number;
};

/**
 * Gives the drafts their positions and writes them. Call it last in a transaction: the counter row stays locked until
 * commit, so positions appear in commit order and whoever has read up to `pos` has seen everything up to it.
 * @param at server time of the change
 */
export async function appendChanges(
  trx: Transaction<Tables>,
  feed: string,
  { drafts, at }: { drafts: readonly ChangeDraft[]; at: string },
): Promise<ChangeRow[]> {
  if (drafts.length === 0) return [];
  const counter = await trx
    .updateTable("feed")
    .set((row) => ({ pos: row("pos", "+", drafts.length) }))
    .where("feed", "=", feed)
    .returning("pos")
    .executeTakeFirstOrThrow();
  const first = counter.pos - drafts.length + 1;
  const rows = drafts.map((draft, index) => toRow(draft, { feed, pos: first + index, at }));
  for (let from = 0; from < rows.length; from += 500)
    await trx
      .insertInto("change")
      .values(rows.slice(from, from + 500))
      .execute();
  return rows;
}

export async function readChanges(
  db: Db,
  feed: string,
  { after, limit }: { after: number; limit: number },
): Promise<ChangeRow[]> {
  return await db
    .selectFrom("change")
    .selectAll()
    .where("feed", "=", feed)
    .where("pos", ">", after)
    .orderBy("pos")
    .limit(limit)
    .execute();
}

/**
 * Seals the past of records that were sealed: their older changes still hold the whole text, and a seat that pulls
 * from the beginning must not read there what it may no longer see.
 */
export async function narrowHistory(
  trx: Transaction<Tables>,
  feed: string,
  { entities, marks }: { entities: readonly string[]; marks: Marks },
): Promise<void> {
  if (entities.length === 0) return;
  await trx
    .updateTable("change")
    .set({ site: marks.site, audience: marks.audience, sealed: marks.sealed })
    .where("feed", "=", feed)
    .where("entity", "in", entities)
    .execute();
}

function toRow(draft: ChangeDraft, { feed, pos, at }: { feed: string; pos: number; at: string }): ChangeRow {
  return {
    feed,
    pos,
    kind: draft.kind,
    entity: draft.entity,
    version: draft.version,
    body: JSON.stringify(draft.body),
    marks_before: draft.marksBefore && JSON.stringify(draft.marksBefore),
    ...draft.marks,
    origin: draft.origin,
    origin_seq: draft.originSeq,
    at,
  };
}
