import { verify } from "@node-rs/argon2";
import type { Account } from "../../../db/accounts.ts";
import type { StaffMember } from "../../../shared/domain/staff.ts";
import { toInstant } from "../../../shared/domain/time.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { isCertificateRule } from "../../../shared/sync/certificateTrouble.ts";
import { audit, type Context, enrolledSeat } from "../context.ts";
import { toSeatInfo } from "../seatIdentity.ts";

type SessionHandlers = Pick<
  Handlers,
  "session.info" | "session.signIn" | "session.signOut" | "session.signInAtServer"
>;

/** Five wrong passwords close an agent ID for a quarter of an hour. */
const maxFailures = 5;
const lockMinutes = 15;

/** Log-in against the accounts received last; works with the server down. */
export function sessionHandlers(context: Context): SessionHandlers {
  return {
    "session.info": (_input, caller) => {
      const identity = context.seat.identity();
      return {
        version: context.version,
        door: context.door,
        seat: identity && toSeatInfo(identity),
        agent: caller.agent,
        notices: noticesOf(context),
      };
    },
    "session.signIn": async ({ agentId, password }, caller) => {
      const agent = await signIn(context, agentId, password);
      context.sessions.begin(caller.clientKey, agent);
      context.staff.begin(caller.clientKey, agent, password);
      context.emit("session.changed", {});
      return agent;
    },
    "session.signOut": (_input, caller) => {
      context.sessions.end(caller.clientKey);
      context.staff.forget(caller.clientKey);
      context.emit("session.changed", {});
      noteSignOut(context, caller.agent.agentId);
      return {};
    },
    "session.signInAtServer": async ({ password }, caller) => {
      await context.staff.signIn(caller.clientKey, caller.agent.agentId, password);
      return {};
    },
  };
}

/** A disk that takes no line in the audit must not keep a person signed in. */
function noteSignOut(context: Context, agentId: string): void {
  try {
    audit(context, { agentId, action: "session.signOut", subject: agentId });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.warn({ rule: error.rule ?? error.code }, "a sign-out is missing from the audit");
  }
}

/** What the log-in screen should say beforehand; ids of the string catalogue. */
function noticesOf(context: Context): string[] {
  if (!context.seat.identity()) return [];
  const { server, storage } = context.status();
  const notices: string[] = [];
  if (context.repositories.accounts.count() === 0) notices.push("noAccounts");
  else if (isCertificateRule(server.rule)) notices.push("certificate");
  else if (server.state === "offline") notices.push("offline");
  if (storage.keySource === "demo-key-file") notices.push("demo", "keyFile");
  return notices;
}

async function signIn(context: Context, agentId: string, password: string): Promise<StaffMember> {
  enrolledSeat(context);
  if (context.repositories.accounts.count() === 0) {
    throw new AppError("unavailable", "No accounts received yet", { rule: "session.noAccounts" });
  }
  const left = takeAttempt(context, agentId);
  const account = context.repositories.accounts.find(agentId);
  // An unknown agent ID costs the same time and gets the same answer as a wrong password.
  const verifier = account?.verifier ?? nobodysVerifier;
  const isRight = await verify(verifier, password).catch(() => false);
  if (!account || !isRight) throw refuse(context, agentId, left);
  context.repositories.loginAttempts.clear(agentId);
  checkUsable(context, account);
  audit(context, { agentId, action: "session.signIn", subject: agentId });
  return toStaffMember(account);
}

/**
 * Counts the try before the password is looked at, so that tries in parallel or a killed host win nothing.
 * @returns how many tries are left after this one
 */
function takeAttempt(context: Context, agentId: string): number {
  const { loginAttempts } = context.repositories;
  return context.desk.transaction("session.takeAttempt", () => {
    const { failures, lockedUntil } = loginAttempts.of(agentId);
    const lockedMs = lockedUntil === null ? 0 : Date.parse(lockedUntil) - context.clock();
    if (lockedMs > 0) throw locked(Math.ceil(lockedMs / 60_000));
    const count = (lockedUntil === null ? failures : 0) + 1;
    const until = count >= maxFailures ? toInstant(context.clock() + lockMinutes * 60_000) : null;
    loginAttempts.put(agentId, { failures: count, lockedUntil: until });
    return maxFailures - count;
  });
}

function refuse(context: Context, agentId: string, left: number): AppError {
  if (left > 0) {
    return new AppError("unauthenticated", "Agent ID or password is wrong", {
      rule: "session.wrongPassword",
      detail: { left },
    });
  }
  audit(context, { agentId: null, action: "session.lock", subject: agentId });
  return locked(lockMinutes);
}

function locked(minutes: number): AppError {
  return new AppError("unauthenticated", "Too many wrong passwords", {
    rule: "session.locked",
    detail: { minutes },
  });
}

/** Said only to somebody who knew the password. */
function checkUsable(context: Context, account: Account): void {
  if (account.disabled)
    throw new AppError("forbidden", "This account is disabled", { rule: "session.disabled" });
  if (Date.parse(account.validUntil) <= context.clock())
    throw new AppError("forbidden", "This account has expired", { rule: "session.accountExpired" });
}

export function toStaffMember({ agentId, name, role, site }: Account): StaffMember {
  return { agentId, name, role, site };
}

/** A verifier at the centre's cost (argon2id, 64 MiB, 3 passes) of random bytes nobody kept. */
const nobodysVerifier =
  "$argon2id$v=19$m=65536,t=3,p=1$Psnk+gqCrxGIIcC1M3frsQ$D5/kN59qxUKAH8SMaKeOAKbfeZ0YmX8cWnYNzr6DZd4";
