import type { Transaction } from "kysely";
import {
  newItemId,
  type ReferenceItem,
  type ReferenceRecord,
  referenceId,
  referenceRecord,
} from "../../shared/domain/administration.ts";
import { checkReference, type Surroundings } from "../../shared/domain/referenceCheck.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { ReferenceRow } from "../../shared/sync/change.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import type { ChangeRow, Tables } from "../store/schema.ts";
import { type Db, inTransaction } from "../store/store.ts";
import { appendChanges } from "../sync/feed.ts";
import { everySite } from "../sync/marks.ts";

export const referenceFeed = "reference";

/** Puts the rows a new centre begins with; what is there already stays as the administrators left it. */
export async function seedReference(context: ServerContext, rows: readonly ReferenceRow[]): Promise<void> {
  const changes = await inTransaction(context.store, async (trx) => {
    const known = await storedVersions(context, trx);
    const missing = rows.filter((row) => !known.has(keyOf(row)));
    return await writeRows(context, trx, { rows: missing, known });
  });
  context.tail.publish(referenceFeed, changes);
}

/** Topics, sites, service hours, seasons and deadline rules with their versions. */
export async function listReference({ store, city }: ServerContext): Promise<ReferenceRecord[]> {
  return await readRecords(store.db, city);
}

/**
 * Changes or adds rows, all or none, and tells every seat. `newItemId` as the id of a topic or a deadline rule asks for one.
 * @throws AppError `conflict` (`admin.changedMeanwhile`); `rule_violated` with an `admin.*` rule; details name the
 * `field` and the `item` of the list
 */
export async function changeReference(
  context: ServerContext,
  by: string,
  wishes: readonly ReferenceRecord[],
): Promise<ReferenceRecord[]> {
  const { records, changes } = await inTransaction(context.store, async (trx) => {
    const known = await storedVersions(context, trx);
    const named = wishes.map((wish) => withId(context, wish));
    const around = surroundingsOf(await readRecords(trx, context.city), named);
    const items = named.map((wish, item) => accepted({ wish, item, known, around }));
    const rows = items.map((item) => ({ kind: item.kind, id: referenceId(item), value: item.value }));
    const changes = await writeRows(context, trx, { rows, known });
    for (const row of rows)
      await addAudit(context, trx, { actor: by, action: "reference.saved", subject: keyOf(row) });
    const records = items.map((item, at) => ({ ...item, version: versionAfter(rows[at], known) }));
    return { records, changes };
  });
  context.tail.publish(referenceFeed, changes);
  return records;
}

function accepted({ wish, item, known, around }: Ask): ReferenceItem {
  const { version, ...unversioned } = wish;
  const stored = known.get(keyOf({ kind: wish.kind, id: referenceId(wish) })) ?? 0;
  if (stored !== version) {
    const isNew = version === 0;
    throw new AppError("conflict", "The row changed meanwhile", {
      rule: isNew ? "admin.idTaken" : "admin.changedMeanwhile",
      detail: isNew ? { field: "id", item } : { version: stored, item },
    });
  }
  const checked = checkReference(unversioned, around);
  if (checked.ok) return checked.value;
  throw new AppError("rule_violated", "This cannot be saved", {
    rule: checked.rule,
    detail: { ...checked.detail, item },
  });
}

type Ask = { wish: ReferenceRecord; item: number; known: Versions; around: Surroundings };

/** People name topics and deadlines in Chinese; ids are for machines. */
function withId({ random }: ServerContext, wish: ReferenceRecord): ReferenceRecord {
  const fresh = () => random(5).toString("hex");
  if (wish.kind === "topic" && wish.value.id === newItemId)
    return { ...wish, value: { ...wish.value, id: `topic-${fresh()}` } };
  if (wish.kind === "deadlineRule" && wish.value.id === newItemId)
    return { ...wish, value: { ...wish.value, id: `rule-${fresh()}` } };
  return wish;
}

function surroundingsOf(
  stored: readonly ReferenceRecord[],
  wishes: readonly ReferenceRecord[],
): Surroundings {
  const changed = new Set(wishes.map((wish) => keyOf({ kind: wish.kind, id: referenceId(wish) })));
  const left = stored.filter((row) => !changed.has(keyOf({ kind: row.kind, id: referenceId(row) })));
  const all = [...left, ...wishes];
  return {
    siteIds: new Set(all.flatMap((row) => (row.kind === "site" ? [row.value.id] : []))),
    topics: all.flatMap((row) => (row.kind === "topic" ? [row.value] : [])),
  };
}

type Versions = ReadonlyMap<string, number>;

async function storedVersions({ city }: ServerContext, db: Db): Promise<Versions> {
  const rows = await db
    .selectFrom("reference")
    .select(["kind", "id", "version"])
    .where("feed", "=", city)
    .execute();
  return new Map(rows.map((row) => [keyOf(row), row.version]));
}

function versionAfter(row: { kind: string; id: string } | undefined, known: Versions): number {
  return row ? (known.get(keyOf(row)) ?? 0) + 1 : 1;
}

/** Rows of kinds this release does not edit are left out. */
async function readRecords(db: Db, city: string): Promise<ReferenceRecord[]> {
  const rows = await db
    .selectFrom("reference")
    .selectAll()
    .where("feed", "=", city)
    .orderBy("kind")
    .orderBy("id")
    .execute();
  return rows.flatMap(({ kind, value, version }) => {
    const parsed = referenceRecord.safeParse({ kind, value: JSON.parse(value), version });
    return parsed.success ? [parsed.data] : [];
  });
}

async function writeRows(
  { city, clock }: ServerContext,
  trx: Transaction<Tables>,
  { rows, known }: { rows: readonly ReferenceRow[]; known: Versions },
): Promise<ChangeRow[]> {
  const at = toInstant(clock());
  const drafts = rows.map((row) => ({
    kind: "reference" as const,
    entity: keyOf(row),
    version: versionAfter(row, known),
    body: row,
    marks: { site: everySite, audience: "site", sealed: 0 as const, owner: 0 },
    marksBefore: null,
    origin: "server",
    originSeq: 0,
  }));
  const changes = await appendChanges(trx, referenceFeed, { drafts, at });
  for (const [index, { kind, id, value }] of rows.entries()) {
    const pos = changes[index]?.pos ?? 0;
    const written = { value: JSON.stringify(value), version: drafts[index]?.version ?? 1, pos, at };
    await trx
      .insertInto("reference")
      .values({ feed: city, kind, id, ...written })
      .onConflict((conflict) => conflict.columns(["feed", "kind", "id"]).doUpdateSet(written))
      .execute();
  }
  return changes;
}

function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind}/${id}`;
}
