import { AppError } from "../../../shared/errors.ts";
import type { Handlers } from "../../../shared/rpc/dispatch.ts";
import { audit, type Context, enrolledSeat } from "../context.ts";
import { toSeatInfo } from "../seatIdentity.ts";
import { readCertificates } from "../serverCertificates.ts";
import type { SyncLoop } from "../sync/syncLoop.ts";

type SeatHandlers = Pick<Handlers, "seat.enrol" | "seat.phoneAccount" | "seat.configurePhone" | "sync.now">;

/** The seat itself: its enrolment, its telephone, and syncing by hand. */
export function seatHandlers(context: Context, sync: SyncLoop): SeatHandlers {
  return {
    "seat.enrol": async ({ serverUrl, code, certificates }, caller) => {
      const bringsTrust = certificates !== undefined;
      if (!mayEnrol(context, { serverUrl, bringsTrust, isAdmin: caller.agent?.role === "admin" })) {
        throw new AppError("forbidden", "This seat is enrolled already", { rule: "seat.alreadyEnrolled" });
      }
      await sync.enrol({
        serverUrl,
        code,
        ...(bringsTrust ? { certificates: readCertificates(certificates) } : {}),
      });
      const identity = enrolledSeat(context);
      audit(context, {
        agentId: caller.agent?.agentId ?? null,
        action: "seat.enrol",
        subject: identity.seatId,
      });
      context.emit("session.changed", {});
      context.emit("reference.changed", {});
      context.statusChanged();
      return toSeatInfo(identity);
    },
    "seat.phoneAccount": () => context.seat.phone(),
    "seat.configurePhone": (account, caller) => {
      context.seat.setPhone(account);
      audit(context, {
        agentId: caller.agent.agentId,
        action: "seat.configurePhone",
        subject: account.line === "practice" ? "practice" : account.extension,
      });
      context.emit("session.changed", {});
      return account;
    },
    "sync.now": () => {
      sync.wake();
      return {};
    },
  };
}

/**
 * Whoever points the seat at a server decides which accounts it trusts and where its tickets go. So an enrolled seat
 * is enrolled again by an administrator, or, once its own server has shut it out or found it to be an old copy,
 * with a fresh code of that same server, believed for the same reasons as before.
 */
function mayEnrol(
  context: Context,
  { serverUrl, bringsTrust, isAdmin }: { serverUrl: string; bringsTrust: boolean; isAdmin: boolean },
): boolean {
  const identity = context.seat.identity();
  if (!identity || isAdmin) return true;
  if (bringsTrust) return false;
  return context.status().server.state === "refused" && sameServer(identity.serverUrl, serverUrl);
}

function sameServer(a: string, b: string): boolean {
  return new URL(a).href === new URL(b).href;
}
