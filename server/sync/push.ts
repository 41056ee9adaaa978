import type { Transaction } from "kysely";
import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import type { FieldConflict, MutationOutcome, WireMutation } from "../../shared/sync/mutation.ts";
import { parseMutation } from "../../shared/sync/mutation.ts";
import { type PushReply, syncRules } from "../../shared/sync/protocol.ts";
import { planPush } from "../../shared/sync/sequence.ts";
import type { ServerContext } from "../context.ts";
import type { ChangeRow, SeatRow, Tables } from "../store/schema.ts";
import { inTransaction } from "../store/store.ts";
import { type Decided, decide } from "./decide.ts";
import { appendChanges } from "./feed.ts";
import { saveLibraryUses } from "./libraryUse.ts";
import { saveConflicts, saveRecords } from "./saveRecords.ts";
import { loadWorkingSet } from "./workingSet.ts";

/**
 * Applies a seat's push: rows already known get their stored outcome, new ones are applied in order. Effects, log,
 * changes and the seat's watermark share one transaction; the reply leaves after its commit.
 * @throws AppError `conflict` with rule `sync.gap` or `sync.fork`; `forbidden` with `sync.revoked`
 */
export async function applyPush(
  context: ServerContext,
  seatId: string,
  rows: readonly WireMutation[],
): Promise<PushReply> {
  const { store, city, tail } = context;
  const { reply, changes, sealed } = await inTransaction(store, (trx) =>
    pushOnce(context, trx, { seatId, rows }),
  );
  if (sealed) tail.forget(city);
  tail.publish(city, changes);
  return reply;
}

type Pushed = { reply: PushReply; changes: ChangeRow[]; sealed: boolean };

async function pushOnce(
  context: ServerContext,
  trx: Transaction<Tables>,
  { seatId, rows }: { seatId: string; rows: readonly WireMutation[] },
): Promise<Pushed> {
  const { store, city } = context;
  const seat = await lockSeat(context, trx, seatId);
  const stored = await storedOutcomes(trx, { city, seatId, rows });
  const plan = planPush(rows, seat.last_seq, (seq) => stored.get(seq)?.mid);
  if (!plan.ok) throw refusedPush(plan);
  const known = plan.known.map(({ seq }) => outcomeOf(seq, stored.get(seq)));
  const last = seat.last_seq + plan.fresh.length;
  if (plan.fresh.length === 0) return { reply: { last, outcomes: known }, changes: [], sealed: false };

  const parsed = plan.fresh.map((row) => ({ row, mutation: parseMutation(row) }));
  const mutations = parsed.flatMap(({ mutation }) => mutation ?? []);
  const set = await loadWorkingSet(store, trx, { city, mutations });
  const desk = { seatId, seatNumber: seat.seat_number, site: seat.site };
  const decided = parsed.map((one) => ({ ...one, decision: decide(set, desk, one.mutation) }));
  const drafts = decided.flatMap(({ decision }) => decision.draft ?? []);
  const at = toInstant(context.clock());
  const changes = await appendChanges(trx, city, { drafts, at });
  const sealed = await saveRecords(trx, { city, set, changes });
  await saveConflicts(trx, { city, seatId, decided });
  await saveLibraryUses(trx, { city, decided, now: context.clock() });
  await saveLog(trx, { city, seatId, decided, changes, at });
  await trx
    .updateTable("seat")
    .set({ last_seq: last })
    .where("feed", "=", city)
    .where("seat_id", "=", seatId)
    .execute();
  const fresh = decided.map(({ row, decision }) =>
    outcomeOf(row.seq, { ...decision, outcome: decision.code }),
  );
  return { reply: { last, outcomes: [...known, ...fresh] }, changes, sealed };
}

async function lockSeat(
  { store, city }: ServerContext,
  trx: Transaction<Tables>,
  seatId: string,
): Promise<SeatRow> {
  const query = trx.selectFrom("seat").selectAll().where("feed", "=", city).where("seat_id", "=", seatId);
  const seat = await store.forUpdate(query).executeTakeFirst();
  if (seat?.status !== "active")
    throw new AppError("forbidden", "This seat was shut out", { rule: syncRules.revoked });
  return seat;
}

async function storedOutcomes(
  trx: Transaction<Tables>,
  { city, seatId, rows }: { city: string; seatId: string; rows: readonly WireMutation[] },
) {
  const stored = await trx
    .selectFrom("mutation")
    .select(["seq", "mid", "outcome", "conflicts"])
    .where("feed", "=", city)
    .where("seat_id", "=", seatId)
    .where("seq", ">=", rows[0]?.seq ?? 0)
    .where("seq", "<=", rows.at(-1)?.seq ?? 0)
    .execute();
  return new Map(
    stored.map((row) => [row.seq, { ...row, conflicts: JSON.parse(row.conflicts) as FieldConflict[] }]),
  );
}

function outcomeOf(
  seq: number,
  stored: { outcome: MutationOutcome["code"]; conflicts: FieldConflict[] } | undefined,
): MutationOutcome {
  if (!stored) throw new Error(`no outcome for seq ${seq}`);
  return { seq, code: stored.outcome, conflicts: stored.conflicts };
}

function refusedPush(plan: { rule: string; expected?: number }): AppError {
  if (plan.expected === undefined)
    return new AppError("conflict", "This seq holds another mutation", { rule: plan.rule });
  const detail = { expected: plan.expected };
  return new AppError("conflict", `gap:${plan.expected}`, { rule: plan.rule, detail });
}

async function saveLog(
  trx: Transaction<Tables>,
  { city, seatId, decided, changes, at }: LogEntries,
): Promise<void> {
  const posOf = new Map(changes.map((change) => [change.origin_seq, change.pos]));
  await trx
    .insertInto("mutation")
    .values(
      decided.map(({ row, decision }) => ({
        feed: city,
        seat_id: seatId,
        seq: row.seq,
        mid: row.mid,
        kind: row.kind,
        entity: row.entity,
        body: JSON.stringify(row),
        outcome: decision.code,
        conflicts: JSON.stringify(decision.conflicts),
        pos: posOf.get(row.seq) ?? null,
        at,
      })),
    )
    .execute();
}

type LogEntries = { city: string; seatId: string; decided: Decided[]; changes: ChangeRow[]; at: string };
