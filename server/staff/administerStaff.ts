import type {
  NewStaff,
  StaffChange,
  StaffRecord,
  StaffWithPassword,
} from "../../shared/domain/administration.ts";
import { AppError } from "../../shared/errors.ts";
import type { ServerContext } from "../context.ts";
import type { StaffRow } from "../store/schema.ts";
import { saveStaff } from "./accounts.ts";
import { makePassword } from "./passwords.ts";

/** Everybody with an agent ID, by agent ID. */
export async function listStaff({ store, city }: ServerContext): Promise<StaffRecord[]> {
  const rows = await store.db
    .selectFrom("staff")
    .selectAll()
    .where("feed", "=", city)
    .orderBy("agent_id")
    .execute();
  return rows.map(toRecord);
}

/**
 * A new agent ID with a password made for it.
 * @throws AppError `conflict` (`admin.agentIdTaken`); `rule_violated` (`admin.unknownSite`)
 */
export async function createStaff(
  context: ServerContext,
  by: string,
  wish: NewStaff,
): Promise<StaffWithPassword> {
  await assertSite(context, wish.site);
  const password = makePassword(context.random, wish.agentId);
  const record = await saveStaff(context, by, {
    ...wish,
    disabled: false,
    password,
    version: 0,
    deed: "staff.created",
  });
  return { record, password };
}

/**
 * Name, role, site, end of validity, and whether the person may sign in.
 * @throws AppError `not_found`; `conflict` (`admin.changedMeanwhile`); `rule_violated` (`admin.lastAdmin`,
 * `admin.unknownSite`)
 */
export async function changeStaff(
  context: ServerContext,
  by: string,
  wish: StaffChange,
): Promise<StaffRecord> {
  const before = await staffRow(context, wish.agentId);
  if (before.site !== wish.site) await assertSite(context, wish.site);
  return await saveStaff(context, by, { ...wish, deed: deedOf(before, wish) });
}

/** @throws AppError `not_found`; `conflict` (`admin.changedMeanwhile`) */
export async function resetPassword(
  context: ServerContext,
  by: string,
  { agentId, version }: { agentId: string; version: number },
): Promise<StaffWithPassword> {
  const { version: _, ...now } = toRecord(await staffRow(context, agentId));
  const password = makePassword(context.random, agentId);
  const record = await saveStaff(context, by, { ...now, password, version, deed: "staff.passwordReset" });
  await context.store.db
    .deleteFrom("login_attempt")
    .where("feed", "=", context.city)
    .where("agent_id", "=", agentId)
    .execute();
  return { record, password };
}

function deedOf(before: StaffRow, wish: StaffChange): string {
  if (wish.disabled !== (before.disabled === 1)) return wish.disabled ? "staff.disabled" : "staff.enabled";
  return wish.role === before.role ? "staff.changed" : `staff.role:${wish.role}`;
}

async function staffRow({ store, city }: ServerContext, agentId: string): Promise<StaffRow> {
  const row = await store.db
    .selectFrom("staff")
    .selectAll()
    .where("feed", "=", city)
    .where("agent_id", "=", agentId)
    .executeTakeFirst();
  if (row) return row;
  throw new AppError("not_found", "No such agent ID", { rule: "admin.noSuchPerson" });
}

async function assertSite({ store, city }: ServerContext, site: string): Promise<void> {
  const row = await store.db
    .selectFrom("reference")
    .select("id")
    .where("feed", "=", city)
    .where("kind", "=", "site")
    .where("id", "=", site)
    .executeTakeFirst();
  if (row) return;
  throw new AppError("rule_violated", "No such site", {
    rule: "admin.unknownSite",
    detail: { field: "site" },
  });
}

function toRecord(row: StaffRow): StaffRecord {
  return {
    agentId: row.agent_id,
    name: row.name,
    role: row.role,
    site: row.site,
    disabled: row.disabled === 1,
    validUntil: row.valid_until,
    version: row.version,
  };
}
