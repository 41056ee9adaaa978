import type { Transaction } from "kysely";
import type { StaffRecord } from "../../shared/domain/administration.ts";
import type { Role } from "../../shared/domain/staff.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { Account } from "../../shared/sync/change.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import type { ChangeRow, StaffRow, Tables } from "../store/schema.ts";
import { inTransaction } from "../store/store.ts";
import { appendChanges } from "../sync/feed.ts";
import { type Marks, sameMarks } from "../sync/marks.ts";
import { checkPassword, makeVerifier } from "./passwords.ts";

export const accountsFeed = "accounts";

export type StaffWish = {
  agentId: string;
  name: string;
  role: Role;
  site: string;
  disabled: boolean;
  validUntil: string;
  /** Left out: the password stays. A new account needs one. */
  password?: string | undefined;
  /** The version somebody saw, 0 for an agent ID that must be new; left out, whatever is there is replaced. */
  version?: number;
  /** What the audit calls it; `staff.saved` unless told. */
  deed?: string;
};

/**
 * Makes or changes an account and tells the seats of its site; where it moved to another site, those of the old one
 * forget it. Tokens of somebody disabled or with a new password are forgotten.
 * @throws AppError `rule_violated` with a `password.*` rule or `admin.lastAdmin`; `conflict` (`admin.agentIdTaken`,
 * `admin.changedMeanwhile`)
 */
export async function saveStaff(context: ServerContext, by: string, wish: StaffWish): Promise<StaffRecord> {
  const { store, city, tail, argon } = context;
  const verifier = await verifierFor(wish, argon);
  const { record, changes } = await inTransaction(store, async (trx) => {
    const before = await trx
      .selectFrom("staff")
      .selectAll()
      .where("feed", "=", city)
      .where("agent_id", "=", wish.agentId)
      .executeTakeFirst();
    assertSeen(before, wish);
    const account = accountAfter(before, wish, verifier);
    const changes = await writeAccount(context, trx, { account, before });
    if (before?.role === "admin") await assertAdminLeft(context, trx);
    if (account.disabled || verifier !== null)
      await trx
        .deleteFrom("token")
        .where("feed", "=", city)
        .where("agent_id", "=", account.agentId)
        .execute();
    await addAudit(context, trx, { actor: by, action: wish.deed ?? "staff.saved", subject: wish.agentId });
    const { verifier: _, ...shown } = account;
    return { record: { ...shown, version: (before?.version ?? 0) + 1 }, changes };
  });
  tail.publish(accountsFeed, changes);
  return record;
}

function assertSeen(before: StaffRow | undefined, { version }: StaffWish): void {
  if (version === undefined || version === (before?.version ?? 0)) return;
  if (version === 0)
    throw new AppError("conflict", "This agent ID is taken", {
      rule: "admin.agentIdTaken",
      detail: { field: "agentId" },
    });
  throw new AppError("conflict", "The account changed meanwhile", {
    rule: "admin.changedMeanwhile",
    detail: { version: before?.version ?? 0 },
  });
}

/** Whoever leaves no administrator able to sign in has locked everybody out of this very screen. */
async function assertAdminLeft({ city, clock }: ServerContext, trx: Transaction<Tables>): Promise<void> {
  const admin = await trx
    .selectFrom("staff")
    .select("agent_id")
    .where("feed", "=", city)
    .where("role", "=", "admin")
    .where("disabled", "=", 0)
    .where("valid_until", ">", toInstant(clock()))
    .executeTakeFirst();
  if (admin) return;
  throw new AppError("rule_violated", "The last administrator stays", {
    rule: "admin.lastAdmin",
  });
}

async function verifierFor(wish: StaffWish, argon: ServerContext["argon"]): Promise<string | null> {
  if (wish.password === undefined) return null;
  const checked = checkPassword(wish.password, wish.agentId);
  if (!checked.ok) {
    const more = checked.detail ? { rule: checked.rule, detail: checked.detail } : { rule: checked.rule };
    throw new AppError("rule_violated", "Password refused", more);
  }
  return await makeVerifier(wish.password, argon);
}

function accountAfter(before: StaffRow | undefined, wish: StaffWish, verifier: string | null): Account {
  const known = verifier ?? before?.verifier;
  if (known === undefined)
    throw new AppError("rule_violated", "A new account needs a password", { rule: "password.missing" });
  const { agentId, name, role, site, disabled, validUntil } = wish;
  return { agentId, name, role, site, disabled, validUntil, verifier: known };
}

async function writeAccount(
  { city, clock }: ServerContext,
  trx: Transaction<Tables>,
  { account, before }: { account: Account; before: StaffRow | undefined },
): Promise<ChangeRow[]> {
  const version = (before?.version ?? 0) + 1;
  const at = toInstant(clock());
  const marks = siteMarks(account.site);
  const marksBefore = before && !sameMarks(siteMarks(before.site), marks) ? siteMarks(before.site) : null;
  const draft = {
    kind: "account" as const,
    entity: account.agentId,
    version,
    body: account,
    marks,
    marksBefore,
    origin: "server",
    originSeq: 0,
  };
  const changes = await appendChanges(trx, accountsFeed, { drafts: [draft], at });
  const row = {
    name: account.name,
    role: account.role,
    site: account.site,
    verifier: account.verifier,
    disabled: account.disabled ? (1 as const) : (0 as const),
    valid_until: account.validUntil,
    version,
    pos: changes[0]?.pos ?? 0,
    at,
  };
  await trx
    .insertInto("staff")
    .values({ feed: city, agent_id: account.agentId, ...row })
    .onConflict((conflict) => conflict.columns(["feed", "agent_id"]).doUpdateSet(row))
    .execute();
  return changes;
}

function siteMarks(site: string): Marks {
  return { site, audience: "site", sealed: 0, owner: 0 };
}
