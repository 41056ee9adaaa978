import type { PhoneAccount } from "../../../shared/rpc/contract.ts";
import type { EnrolReply } from "../../../shared/sync/protocol.ts";
import type { SeatIdentity } from "../seatIdentity.ts";
import { newSeatKey } from "./seatKey.ts";
import { askToEnrol } from "./serverLink.ts";
import type { SyncParts } from "./syncParts.ts";

/**
 * Trades a one-time code for an identity and stores it with the telephone's account. What an earlier enrolment had not
 * brought to the server moves along, numbered anew; what the old server told is forgotten, since this one says it all
 * again.
 */
export async function enrolSeat(
  parts: SyncParts,
  { serverUrl, code }: { serverUrl: string; code: string },
  signal: AbortSignal,
): Promise<SeatIdentity> {
  const { publicKey, privateKey } = newSeatKey();
  const reply = await askToEnrol(parts.fetch, { serverUrl, code: code.trim(), publicKey }, signal);
  const { seatId, seatNumber, site, feed } = reply;
  const identity: SeatIdentity = { seatId, seatNumber, site, feed, serverUrl, privateKey };
  const { desk, repositories, seat } = parts;
  desk.transaction("sync.enrolSeat", () => {
    const before = seat.identity();
    if (before && before.seatId !== seatId) repositories.outbox.moveToSeat(before.seatId, seatId);
    repositories.cursors.forgetAll();
    repositories.tickets.forgetServerStates();
    seat.setPhone(phoneOf(reply));
    seat.setIdentity(identity);
  });
  return identity;
}

function phoneOf({ exchange, extension, sipSecret, displayName }: EnrolReply): PhoneAccount {
  if (exchange === null) return { line: "practice" };
  return { line: "exchange", ...exchange, extension, secret: sipSecret, displayName };
}
