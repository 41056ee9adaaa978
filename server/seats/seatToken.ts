import { createPublicKey, verify } from "node:crypto";
import { AppError } from "../../shared/errors.ts";
import { syncRules, tokenMessage } from "../../shared/sync/protocol.ts";
import type { ServerContext } from "../context.ts";
import { issueToken, ownerOf } from "../tokens.ts";

const nonceMs = 60_000;
const nonceLimit = 10_000;

export type SeatCredentials = { seatId: string; seatNumber: number; site: string };

/** Nonces handed out and not yet used; they live in memory, because a seat simply asks again. */
export type Nonces = {
  give(seatId: string): string;
  /** True once, for the seat it was given to, within a minute. */
  take(nonce: string, seatId: string): boolean;
};

export function createNonces({ clock, random }: Pick<ServerContext, "clock" | "random">): Nonces {
  const given = new Map<string, { seatId: string; until: number }>();
  return {
    give: (seatId) => {
      const oldest = given.size >= nonceLimit ? given.keys().next().value : undefined;
      if (oldest !== undefined) given.delete(oldest);
      const nonce = random(32).toString("base64url");
      given.set(nonce, { seatId, until: clock() + nonceMs });
      return nonce;
    },
    take: (nonce, seatId) => {
      const entry = given.get(nonce);
      given.delete(nonce);
      return entry !== undefined && entry.seatId === seatId && entry.until > clock();
    },
  };
}

/**
 * A token for the seat that signed the nonce with its key.
 * @throws AppError `unauthenticated`, rule `sync.token`; `forbidden`, rule `sync.revoked`
 */
export async function tokenForSeat(
  context: ServerContext,
  nonces: Nonces,
  ask: { seatId: string; nonce: string; signature: string },
): Promise<{ token: string; expiresAt: string }> {
  const isFresh = nonces.take(ask.nonce, ask.seatId);
  const seat = await seatRow(context, ask.seatId);
  if (!seat || !isFresh || !isSigned(seat.public_key, ask))
    throw new AppError("unauthenticated", "Signature refused", { rule: syncRules.token });
  if (seat.status !== "active") throw revoked();
  return await issueToken(context, { seatId: ask.seatId });
}

/**
 * The seat behind an `Authorization` header.
 * @throws AppError `unauthenticated`, rule `sync.token`; `forbidden`, rule `sync.revoked`
 */
export async function seatOf(context: ServerContext, bearer: string | undefined): Promise<SeatCredentials> {
  const token = bearer?.startsWith("Bearer ") ? bearer.slice(7) : "";
  const owner = token === "" ? null : await ownerOf(context, token);
  const seat = owner?.seatId ? await seatRow(context, owner.seatId) : undefined;
  if (!seat) throw new AppError("unauthenticated", "Token refused", { rule: syncRules.token });
  if (seat.status !== "active") throw revoked();
  return { seatId: seat.seat_id, seatNumber: seat.seat_number, site: seat.site };
}

async function seatRow({ store, city }: ServerContext, seatId: string) {
  return await store.db
    .selectFrom("seat")
    .selectAll()
    .where("feed", "=", city)
    .where("seat_id", "=", seatId)
    .executeTakeFirst();
}

function isSigned(publicKey: string, ask: { seatId: string; nonce: string; signature: string }): boolean {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  const message = Buffer.from(tokenMessage(ask.seatId, ask.nonce));
  return verify(null, message, key, Buffer.from(ask.signature, "base64url"));
}

function revoked(): AppError {
  return new AppError("forbidden", "This seat was shut out", { rule: syncRules.revoked });
}
