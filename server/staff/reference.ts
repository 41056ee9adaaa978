import { toInstant } from "../../shared/domain/time.ts";
import type { ReferenceRow } from "../../shared/sync/change.ts";
import type { ServerContext } from "../context.ts";
import { inTransaction } from "../store/store.ts";
import { appendChanges } from "../sync/feed.ts";
import { everySite } from "../sync/marks.ts";

export const referenceFeed = "reference";

/** Puts rows of reference data (topics, sites, service hours …) and tells every seat of those that changed. */
export async function saveReference(context: ServerContext, rows: readonly ReferenceRow[]): Promise<void> {
  const { store, city, tail, clock } = context;
  const changes = await inTransaction(store, async (trx) => {
    const stored = await trx.selectFrom("reference").selectAll().where("feed", "=", city).execute();
    const before = new Map(stored.map((row) => [`${row.kind}/${row.id}`, row]));
    const changed = rows.filter(
      ({ kind, id, value }) => before.get(`${kind}/${id}`)?.value !== JSON.stringify(value),
    );
    const drafts = changed.map((row) => ({
      kind: "reference" as const,
      entity: `${row.kind}/${row.id}`,
      version: (before.get(`${row.kind}/${row.id}`)?.version ?? 0) + 1,
      body: row,
      marks: { site: everySite, audience: "site", sealed: 0 as const, owner: 0 },
      marksBefore: null,
      origin: "server",
      originSeq: 0,
    }));
    const at = toInstant(clock());
    const appended = await appendChanges(trx, referenceFeed, { drafts, at });
    for (const [index, { kind, id, value }] of changed.entries()) {
      const written = {
        value: JSON.stringify(value),
        version: drafts[index]?.version ?? 1,
        pos: appended[index]?.pos ?? 0,
        at,
      };
      await trx
        .insertInto("reference")
        .values({ feed: city, kind, id, ...written })
        .onConflict((conflict) => conflict.columns(["feed", "kind", "id"]).doUpdateSet(written))
        .execute();
    }
    return appended;
  });
  tail.publish(referenceFeed, changes);
}
