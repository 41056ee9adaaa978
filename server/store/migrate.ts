import type { CreateTableBuilder, Kysely } from "kysely";
import { AppError } from "../../shared/errors.ts";
import { momentOf } from "./factMoment.ts";
import type { Tables } from "./schema.ts";

/**
 * Brings a store to the newest schema, all steps in one transaction. The steps use nothing one of SQLite and
 * PostgreSQL lacks: no sequences, triggers, partial indexes or `now()`.
 * @throws AppError `unavailable`, rule `server.newerStore`, for a store written by a newer server
 */
export async function migrateStore(db: Kysely<Tables>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.schema.createTable("schema_version").ifNotExists().addColumn("version", "integer").execute();
    const row = await trx.selectFrom("schema_version").select("version").executeTakeFirst();
    const version = row?.version ?? 0;
    if (version > steps.length) {
      throw new AppError("unavailable", "Store was written by a newer server", { rule: "server.newerStore" });
    }
    for (const step of steps.slice(version)) await step(trx);
    if (!row) await trx.insertInto("schema_version").values({ version: steps.length }).execute();
    else await trx.updateTable("schema_version").set({ version: steps.length }).execute();
  });
}

type Kind = "text" | "integer" | "bigint";
type Columns = Record<string, Kind | readonly [Kind, "null"]>;

const marks: Columns = { site: "text", audience: "text", sealed: "integer", owner: "integer" };
const written: Columns = { pos: "bigint", origin: "text", origin_seq: "bigint", at: "text" };

const steps: readonly ((db: Kysely<Tables>) => Promise<void>)[] = [
  firstSchema,
  momentsOfFacts,
  usesOfLibrary,
];

async function firstSchema(db: Kysely<Tables>): Promise<void> {
  const table = (name: string, key: string[], columns: Columns) => createTable(db, name, { key, columns });
  await table("feed", ["feed"], { pos: "bigint", epoch: "text" });
  await table("place", ["feed", "seat_number"], {
    seat_number: "integer",
    site: "text",
    extension: "text",
    sip_secret: "text",
    display_name: "text",
  });
  await table("seat", ["feed", "seat_id"], {
    seat_id: "text",
    seat_number: "integer",
    site: "text",
    public_key: "text",
    status: "text",
    last_seq: "bigint",
    enrolled_at: "text",
  });
  await table("enrolment_code", ["feed", "code_hash"], {
    code_hash: "text",
    seat_number: "integer",
    expires_at: "text",
    used_at: ["text", "null"],
  });
  await table("token", ["feed", "token_hash"], {
    token_hash: "text",
    seat_id: ["text", "null"],
    agent_id: ["text", "null"],
    expires_at: "text",
  });
  await table("mutation", ["feed", "seat_id", "seq"], {
    seat_id: "text",
    seq: "bigint",
    mid: "text",
    kind: "text",
    entity: "text",
    body: "text",
    outcome: "text",
    conflicts: "text",
    pos: ["bigint", "null"],
    at: "text",
  });
  await recordTables(db);
  await staffTables(db);
}

async function recordTables(db: Kysely<Tables>): Promise<void> {
  const table = (name: string, key: string[], columns: Columns) => createTable(db, name, { key, columns });
  await table("ticket", ["feed", "id"], {
    id: "text",
    version: "integer",
    number: "text",
    status: "text",
    taken_by: "text",
    submitted_at: "text",
    fields: "text",
    fver: "text",
    ...marks,
    ...written,
  });
  await db.schema.createIndex("ticket_number").on("ticket").columns(["feed", "number"]).execute();
  await db.schema
    .createIndex("ticket_status")
    .on("ticket")
    .columns(["feed", "status", "submitted_at"])
    .execute();
  await table("fact", ["feed", "id"], {
    id: "text",
    kind: "text",
    version: "integer",
    closed: "integer",
    ticket_id: ["text", "null"],
    body: "text",
    ...marks,
    ...written,
  });
  await db.schema.createIndex("fact_ticket").on("fact").columns(["feed", "ticket_id"]).execute();
  await table("change", ["feed", "pos"], {
    kind: "text",
    entity: "text",
    version: "integer",
    body: "text",
    marks_before: ["text", "null"],
    ...marks,
    ...written,
  });
  await db.schema.createIndex("change_entity").on("change").columns(["feed", "entity"]).execute();
  await table("conflict", ["feed", "seat_id", "seq", "field"], {
    seat_id: "text",
    seq: "bigint",
    field: "text",
    entity: "text",
    version: "integer",
    mine: "text",
    theirs: "text",
    resolved: "integer",
  });
  await db.schema.createIndex("conflict_entity").on("conflict").columns(["feed", "entity"]).execute();
}

async function staffTables(db: Kysely<Tables>): Promise<void> {
  const table = (name: string, key: string[], columns: Columns) => createTable(db, name, { key, columns });
  await table("staff", ["feed", "agent_id"], {
    agent_id: "text",
    name: "text",
    role: "text",
    site: "text",
    verifier: "text",
    disabled: "integer",
    valid_until: "text",
    version: "integer",
    pos: "bigint",
    at: "text",
  });
  await table("reference", ["feed", "kind", "id"], {
    kind: "text",
    id: "text",
    value: "text",
    version: "integer",
    pos: "bigint",
    at: "text",
  });
  await table("login_attempt", ["feed", "agent_id"], {
    agent_id: "text",
    failures: "integer",
    locked_until: ["text", "null"],
  });
  await table("audit", ["feed", "audit_id"], {
    audit_id: "text",
    at: "text",
    actor: "text",
    action: "text",
    subject: "text",
    reason: "text",
  });
}

/** Statistics ask for the facts of some days; their moment was inside the body alone. */
async function momentsOfFacts(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable("fact").addColumn("began_at", "text").execute();
  await db.schema.createIndex("fact_began").on("fact").columns(["feed", "kind", "began_at"]).execute();
  await db.schema.createIndex("ticket_submitted").on("ticket").columns(["feed", "submitted_at"]).execute();
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("fact")
      .select(["feed", "id", "kind", "body"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(1_000)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    for (const { feed, id, kind, body } of rows)
      await db
        .updateTable("fact")
        .set({ began_at: momentOf(kind, JSON.parse(body)) })
        .where("feed", "=", feed)
        .where("id", "=", id)
        .execute();
    after = last.id;
  }
}

async function usesOfLibrary(db: Kysely<Tables>): Promise<void> {
  const columns: Columns = {
    id: "text",
    site: "text",
    deed: "text",
    clause_id: "text",
    title: "text",
    label: ["text", "null"],
    used_at: "text",
  };
  await createTable(db, "library_use", { key: ["feed", "id"], columns });
  await db.schema.createIndex("library_use_at").on("library_use").columns(["feed", "used_at"]).execute();
}

async function createTable(
  db: Kysely<Tables>,
  name: string,
  { key, columns }: { key: string[]; columns: Columns },
): Promise<void> {
  let table: CreateTableBuilder<string, string> = db.schema
    .createTable(name)
    .addColumn("feed", "text", (column) => column.notNull());
  for (const [column, shape] of Object.entries(columns)) {
    const [kind, isNullable] = typeof shape === "string" ? [shape, false] : [shape[0], true];
    table = table.addColumn(column, kind, (built) => (isNullable ? built : built.notNull()));
  }
  await table.addPrimaryKeyConstraint(`${name}_key`, key).execute();
}
