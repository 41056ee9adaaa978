import type { PhoneAccount } from "../../../shared/rpc/contract.ts";
import type { EnrolReply } from "../../../shared/sync/protocol.ts";
import type { SeatIdentity } from "../seatIdentity.ts";
import { newSeatKey } from "./seatKey.ts";
import { askToEnrol } from "./serverLink.ts";
import type { SyncParts } from "./syncParts.ts";

export type Enrolment = {
  serverUrl: string;
  code: string;
  /** PEM; trusted from the first word on and kept. Without them what is trusted already stands. */
  certificates?: readonly string[];
};

/**
 * Trades a one-time code for an identity and stores it with the telephone's account. What an earlier enrolment had not
 * brought to the server moves along, numbered anew; what the old server told is forgotten, since this one says it all
 * again.
 */
export async function enrolSeat(
  parts: SyncParts,
  { serverUrl, code, certificates }: Enrolment,
  signal: AbortSignal,
): Promise<SeatIdentity> {
  const { publicKey, privateKey } = newSeatKey();
  const wire = certificates ? parts.wire.trusting(certificates) : parts.wire;
  const question = { serverUrl, code: code.trim(), publicKey };
  const reply = await askToEnrol(wire.fetch, question, signal).finally(
    () => wire !== parts.wire && wire.close(),
  );
  const { seatId, seatNumber, site, feed } = reply;
  const identity: SeatIdentity = { seatId, seatNumber, site, feed, serverUrl, privateKey };
  const { desk, repositories, seat } = parts;
  desk.transaction("sync.enrolSeat", () => {
    const before = seat.identity();
    if (before && before.seatId !== seatId) repositories.outbox.moveToSeat(before.seatId, seatId);
    repositories.cursors.forgetAll();
    repositories.tickets.forgetServerStates();
    seat.setPhone(phoneOf(reply));
    if (certificates) seat.setServerCertificates(certificates);
    seat.setIdentity(identity);
  });
  return identity;
}

function phoneOf({ exchange, extension, sipSecret, displayName }: EnrolReply): PhoneAccount {
  if (exchange === null) return { line: "practice" };
  return { line: "exchange", ...exchange, extension, secret: sipSecret, displayName };
}
