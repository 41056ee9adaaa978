import { createPublicKey } from "node:crypto";
import { z } from "zod";
import { site as siteShape } from "../../shared/domain/staff.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import { type EnrolReply, syncRules } from "../../shared/sync/protocol.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import { type Db, inTransaction } from "../store/store.ts";
import { hashSecret } from "../tokens.ts";

const codeMs = 10 * 60_000;
/** Without the letters and digits people mistake for each other. */
const codeLetters = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

export type CodeWish = { by: string; seatNumber?: number | undefined; site?: string | undefined };
export type EnrolmentCode = { code: string; seatNumber: number; expiresAt: string };

/**
 * A one-time code for a seat: the wished one, or the first of the site (or of the centre) no machine occupies.
 * Good for ten minutes; only its hash is kept.
 * @throws AppError `rule_violated`, rule `enrol.noSeatFree`
 */
export async function makeEnrolmentCode(context: ServerContext, wish: CodeWish): Promise<EnrolmentCode> {
  const { store, city, clock } = context;
  const letters = [...context.random(8)].map((byte) => codeLetters[byte % codeLetters.length]).join("");
  const code = `${letters.slice(0, 4)}-${letters.slice(4)}`;
  return await inTransaction(store, async (trx) => {
    const seatNumber = await placeFor(context, trx, wish);
    const expiresAt = toInstant(clock() + codeMs);
    await trx
      .insertInto("enrolment_code")
      .values({
        feed: city,
        code_hash: codeHash(code),
        seat_number: seatNumber,
        expires_at: expiresAt,
        used_at: null,
      })
      .execute();
    await addAudit(context, trx, {
      actor: wish.by,
      action: "enrolmentCode.made",
      subject: String(seatNumber),
    });
    return { code, seatNumber, expiresAt };
  });
}

/**
 * Binds a machine's key to a seat. A machine enrolled earlier for the same seat is replaced: its token and its id
 * no longer work, what it sent stays.
 * @throws AppError `forbidden`, rule `enrol.codeRefused`; `invalid_input` for something that is no Ed25519 key
 */
export async function enrolSeat(
  context: ServerContext,
  { code, publicKey }: { code: string; publicKey: string },
): Promise<EnrolReply> {
  assertEd25519(publicKey);
  const { store, city, clock } = context;
  const now = toInstant(clock());
  return await inTransaction(store, async (trx) => {
    const used = await trx
      .updateTable("enrolment_code")
      .set({ used_at: now })
      .where("feed", "=", city)
      .where("code_hash", "=", codeHash(code))
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .returning("seat_number")
      .executeTakeFirst();
    if (!used) throw new AppError("forbidden", "Enrolment code refused", { rule: syncRules.codeRefused });
    const place = await trx
      .selectFrom("place")
      .selectAll()
      .where("feed", "=", city)
      .where("seat_number", "=", used.seat_number)
      .executeTakeFirstOrThrow();
    await replaceEarlier(trx, city, place.seat_number);
    const seatId = context.newId();
    await trx
      .insertInto("seat")
      .values({
        feed: city,
        seat_id: seatId,
        seat_number: place.seat_number,
        site: place.site,
        public_key: publicKey,
        status: "active",
        last_seq: 0,
        enrolled_at: now,
      })
      .execute();
    await addAudit(context, trx, {
      actor: seatId,
      action: "seat.enrolled",
      subject: String(place.seat_number),
    });
    return {
      seatId,
      seatNumber: place.seat_number,
      site: await siteNamed(trx, city, place.site),
      feed: city,
      extension: place.extension,
      sipSecret: place.sip_secret,
      exchange: context.exchange,
      displayName: place.display_name,
    };
  });
}

async function placeFor({ city }: ServerContext, db: Db, wish: CodeWish): Promise<number> {
  let query = db
    .selectFrom("place")
    .select("seat_number")
    .where("feed", "=", city)
    .orderBy("seat_number")
    .limit(1);
  if (wish.site !== undefined) query = query.where("site", "=", wish.site);
  if (wish.seatNumber !== undefined) query = query.where("seat_number", "=", wish.seatNumber);
  else {
    const taken = db
      .selectFrom("seat")
      .select("seat_number")
      .where("feed", "=", city)
      .where("status", "!=", "replaced");
    query = query.where("seat_number", "not in", taken);
  }
  const place = await query.executeTakeFirst();
  if (!place) throw new AppError("rule_violated", "No such seat is free", { rule: "enrol.noSeatFree" });
  return place.seat_number;
}

async function replaceEarlier(db: Db, city: string, seatNumber: number): Promise<void> {
  const earlier = await db
    .updateTable("seat")
    .set({ status: "replaced" })
    .where("feed", "=", city)
    .where("seat_number", "=", seatNumber)
    .where("status", "=", "active")
    .returning("seat_id")
    .execute();
  for (const { seat_id } of earlier)
    await db.deleteFrom("token").where("feed", "=", city).where("seat_id", "=", seat_id).execute();
}

async function siteNamed(db: Db, city: string, id: string): Promise<EnrolReply["site"]> {
  const row = await db
    .selectFrom("reference")
    .select("value")
    .where("feed", "=", city)
    .where("kind", "=", "site")
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? siteShape.parse(JSON.parse(row.value)) : { id, name: id, region: "000000", seats: 0 };
}

function codeHash(code: string): string {
  return hashSecret(code.toUpperCase().replace(/[^A-Z0-9]/g, ""));
}

function assertEd25519(publicKey: string): void {
  try {
    createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  } catch {
    throw new AppError("invalid_input", "Not an Ed25519 public key");
  }
}

export const codeWish = z.object({
  seatNumber: z.int().min(1).max(9_999).optional(),
  site: z.string().max(60).optional(),
});
