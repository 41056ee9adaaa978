import { createHash } from "node:crypto";
import { toInstant } from "../shared/domain/time.ts";
import type { ServerContext } from "./context.ts";

/** A token lasts one long shift. */
const shiftMs = 12 * 3_600_000;

export type TokenOwner = { seatId: string } | { agentId: string };

/** Makes an opaque 256-bit token; the store keeps only its hash. */
export async function issueToken(
  context: ServerContext,
  owner: TokenOwner,
): Promise<{ token: string; expiresAt: string }> {
  const { store, city, clock, random } = context;
  const token = random(32).toString("base64url");
  const expiresAt = toInstant(clock() + shiftMs);
  await store.db
    .deleteFrom("token")
    .where("feed", "=", city)
    .where("expires_at", "<=", toInstant(clock()))
    .execute();
  await store.db
    .insertInto("token")
    .values({
      feed: city,
      token_hash: hashSecret(token),
      seat_id: "seatId" in owner ? owner.seatId : null,
      agent_id: "agentId" in owner ? owner.agentId : null,
      expires_at: expiresAt,
    })
    .execute();
  return { token, expiresAt };
}

/** The owner of a token that has not expired, or null. */
export async function ownerOf(
  { store, city, clock }: ServerContext,
  token: string,
): Promise<{ seatId: string | null; agentId: string | null } | null> {
  const row = await store.db
    .selectFrom("token")
    .select(["seat_id", "agent_id", "expires_at"])
    .where("feed", "=", city)
    .where("token_hash", "=", hashSecret(token))
    .executeTakeFirst();
  if (!row || row.expires_at <= toInstant(clock())) return null;
  return { seatId: row.seat_id, agentId: row.agent_id };
}

/** Tokens and codes are random, so a plain hash is enough; it is looked up by equality of the hash. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
