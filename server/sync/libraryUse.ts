import type { Transaction } from "kysely";
import { toInstant } from "../../shared/domain/time.ts";
import type { LibraryHotReply } from "../../shared/sync/protocol.ts";
import type { ServerContext } from "../context.ts";
import type { Tables } from "../store/schema.ts";
import type { Decided } from "./decide.ts";

const countedMs = 3_600_000;
/** Nobody asks for more than the last hour; the rest of the day is for whoever looks into the store. */
const keptMs = 86_400_000;
const mostClauses = 10;

/**
 * Keeps what seats opened and cited in the library. A row that comes again under another enrolment is the same row.
 * A seat that was away tells old uses late and one with a fast clock tells them early: neither counts as of now.
 */
export async function saveLibraryUses(
  trx: Transaction<Tables>,
  { city, decided, now }: { city: string; decided: readonly Decided[]; now: number },
): Promise<void> {
  const latest = toInstant(now);
  const oldest = toInstant(now - keptMs);
  const rows = decided.flatMap(({ mutation, decision }) => {
    if (mutation?.kind !== "libraryUse.add" || decision.code !== "ok") return [];
    const { useId, site, deed, clauseId, title, label, usedAt } = mutation.fields;
    if (usedAt < oldest) return [];
    const used = usedAt > latest ? latest : usedAt;
    return [{ feed: city, id: useId, site, deed, clause_id: clauseId, title, label, used_at: used }];
  });
  if (rows.length === 0) return;
  await trx.deleteFrom("library_use").where("feed", "=", city).where("used_at", "<", oldest).execute();
  await trx
    .insertInto("library_use")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["feed", "id"]).doNothing())
    .execute();
}

/** What the seat's own site opened and cited in the last hour: the most cited, then the most opened first. */
export async function hotClauses(
  { store, city, clock }: ServerContext,
  { site }: { site: string },
): Promise<LibraryHotReply> {
  const rows = await store.db
    .selectFrom("library_use")
    .select((column) => [
      "clause_id",
      column.fn.max("title").as("title"),
      column.fn.max("label").as("label"),
      column.fn.max("used_at").as("last_at"),
      column.fn.sum<number>(column.case().when("deed", "=", "opened").then(1).else(0).end()).as("opened"),
      column.fn.sum<number>(column.case().when("deed", "=", "cited").then(1).else(0).end()).as("cited"),
    ])
    .where("feed", "=", city)
    .where("site", "=", site)
    .where("used_at", ">=", toInstant(clock() - countedMs))
    .groupBy("clause_id")
    .orderBy("cited", "desc")
    .orderBy("opened", "desc")
    .orderBy("last_at", "desc")
    .limit(mostClauses)
    .execute();
  return {
    clauses: rows.map(({ clause_id, title, label, last_at, opened, cited }) => ({
      clauseId: clause_id,
      title,
      label,
      opened: Number(opened),
      cited: Number(cited),
      lastAt: last_at,
    })),
  };
}
