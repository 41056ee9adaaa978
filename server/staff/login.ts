import type { StaffMember } from "../../shared/domain/staff.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import type { StaffRow } from "../store/schema.ts";
import { inTransaction } from "../store/store.ts";
import { issueToken, ownerOf } from "../tokens.ts";
import { makeVerifier, matches } from "./passwords.ts";

/** Five wrong passwords close an account for a quarter of an hour, at the server as at the seat. */
const failuresAllowed = 5;
const lockMs = 15 * 60_000;

export type SignedIn = { token: string; expiresAt: string; agent: StaffMember };

/**
 * Checks a password and gives a token for one shift.
 * @throws AppError `unauthenticated`: `login.wrongPassword`, `login.locked`, `login.disabled`, `login.expired`
 */
export async function signIn(
  context: ServerContext,
  { agentId, password }: { agentId: string; password: string },
): Promise<SignedIn> {
  const staff = await staffRow(context, agentId);
  await assertNotLocked(context, agentId);
  // Somebody unknown costs as much time as somebody known, so that the answer's delay tells nothing.
  const isRight = staff ? await matches(staff.verifier, password) : await spendTime(context, password);
  if (!staff || !isRight) throw await countFailure(context, agentId, staff !== undefined);
  if (staff.disabled === 1) throw refused("login.disabled");
  if (staff.valid_until <= toInstant(context.clock())) throw refused("login.expired");
  await context.store.db
    .deleteFrom("login_attempt")
    .where("feed", "=", context.city)
    .where("agent_id", "=", agentId)
    .execute();
  await addAudit(context, context.store.db, { actor: agentId, action: "login.ok", subject: agentId });
  return { ...(await issueToken(context, { agentId })), agent: toMember(staff) };
}

/**
 * The person behind an `Authorization` header.
 * @throws AppError `unauthenticated`, rule `login.token`
 */
export async function staffOf(context: ServerContext, bearer: string | undefined): Promise<StaffMember> {
  const token = bearer?.startsWith("Bearer ") ? bearer.slice(7) : "";
  const owner = token === "" ? null : await ownerOf(context, token);
  const staff = owner?.agentId ? await staffRow(context, owner.agentId) : undefined;
  if (!staff || staff.disabled === 1) throw refused("login.token");
  return toMember(staff);
}

async function assertNotLocked({ store, city, clock }: ServerContext, agentId: string): Promise<void> {
  const attempt = await store.db
    .selectFrom("login_attempt")
    .select("locked_until")
    .where("feed", "=", city)
    .where("agent_id", "=", agentId)
    .executeTakeFirst();
  if (attempt?.locked_until && attempt.locked_until > toInstant(clock()))
    throw refused("login.locked", { until: attempt.locked_until });
}

async function countFailure(context: ServerContext, agentId: string, isKnown: boolean): Promise<AppError> {
  if (!isKnown) return refused("login.wrongPassword");
  const { store, city, clock } = context;
  return await inTransaction(store, async (trx) => {
    const attempt = await trx
      .selectFrom("login_attempt")
      .selectAll()
      .where("feed", "=", city)
      .where("agent_id", "=", agentId)
      .executeTakeFirst();
    const isOver = attempt?.locked_until != null && attempt.locked_until <= toInstant(clock());
    const failures = (isOver ? 0 : (attempt?.failures ?? 0)) + 1;
    const lockedUntil = failures >= failuresAllowed ? toInstant(clock() + lockMs) : null;
    const row = { failures, locked_until: lockedUntil };
    await trx
      .insertInto("login_attempt")
      .values({ feed: city, agent_id: agentId, ...row })
      .onConflict((conflict) => conflict.columns(["feed", "agent_id"]).doUpdateSet(row))
      .execute();
    const action = lockedUntil ? "login.locked" : "login.failed";
    await addAudit(context, trx, { actor: agentId, action, subject: agentId });
    return lockedUntil ? refused("login.locked", { until: lockedUntil }) : refused("login.wrongPassword");
  });
}

async function spendTime({ argon }: ServerContext, password: string): Promise<false> {
  await makeVerifier(password, argon);
  return false;
}

async function staffRow({ store, city }: ServerContext, agentId: string): Promise<StaffRow | undefined> {
  return await store.db
    .selectFrom("staff")
    .selectAll()
    .where("feed", "=", city)
    .where("agent_id", "=", agentId)
    .executeTakeFirst();
}

function toMember(row: StaffRow): StaffMember {
  return { agentId: row.agent_id, name: row.name, role: row.role, site: row.site };
}

function refused(rule: string, detail: Record<string, string> = {}): AppError {
  return new AppError("unauthenticated", "Sign-in refused", { rule, detail });
}
