import type { SeatRecord, SeatStep } from "../../shared/domain/administration.ts";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import { addAudit } from "../audit.ts";
import type { ServerContext } from "../context.ts";
import { inTransaction } from "../store/store.ts";

/** Every desk of the centre by number, with the machine on it and a code that waits to be used. */
export async function listSeats(context: ServerContext): Promise<SeatRecord[]> {
  const { store, city, clock } = context;
  const places = await store.db
    .selectFrom("place")
    .select(["seat_number", "site", "extension"])
    .where("feed", "=", city)
    .orderBy("seat_number")
    .execute();
  const machines = await store.db
    .selectFrom("seat")
    .select(["seat_number", "seat_id", "status", "enrolled_at"])
    .where("feed", "=", city)
    .where("status", "!=", "replaced")
    .orderBy("enrolled_at")
    .execute();
  const codes = await store.db
    .selectFrom("enrolment_code")
    .select(["seat_number", "expires_at"])
    .where("feed", "=", city)
    .where("used_at", "is", null)
    .where("expires_at", ">", toInstant(clock()))
    .orderBy("expires_at")
    .execute();
  // The last one of a desk counts: a machine enrolled after another was shut out, the code given out last.
  const machineOf = new Map(machines.map((machine) => [machine.seat_number, machine]));
  const codeOf = new Map(codes.map((code) => [code.seat_number, code.expires_at]));
  return places.map((place) => {
    const machine = machineOf.get(place.seat_number);
    return {
      seatNumber: place.seat_number,
      site: place.site,
      extension: place.extension,
      status: machine ? (machine.status === "active" ? "active" : "revoked") : "free",
      seatId: machine?.seat_id ?? null,
      enrolledAt: machine?.enrolled_at ?? null,
      codeUntil: codeOf.get(place.seat_number) ?? null,
    };
  });
}

/**
 * Takes the machine off a desk, or shuts it out. What it sent stays; what it has not sent yet stays on it.
 * @throws AppError `conflict` (`admin.seatChanged`) when another machine sits there by now
 */
export async function changeSeat(
  context: ServerContext,
  by: string,
  { seatNumber, seatId, step }: { seatNumber: number; seatId: string; step: SeatStep },
): Promise<void> {
  const { store, city } = context;
  await inTransaction(store, async (trx) => {
    const changed = await trx
      .updateTable("seat")
      .set({ status: step === "release" ? "replaced" : "revoked" })
      .where("feed", "=", city)
      .where("seat_number", "=", seatNumber)
      .where("seat_id", "=", seatId)
      .where("status", "in", step === "release" ? ["active", "revoked"] : ["active"])
      .returning("seat_id")
      .executeTakeFirst();
    if (!changed)
      throw new AppError("conflict", "Another machine is on this desk", { rule: "admin.seatChanged" });
    const action = step === "release" ? "seat.released" : "seat.revoked";
    await addAudit(context, trx, { actor: by, action, subject: String(seatNumber) });
  });
  context.polls.endAll(seatId);
}
