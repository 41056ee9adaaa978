import { toInstant } from "../../shared/domain/time.ts";
import { AppError } from "../../shared/errors.ts";
import { type HelloReply, syncRules } from "../../shared/sync/protocol.ts";
import { isForked } from "../../shared/sync/sequence.ts";
import type { ServerContext } from "../context.ts";

/** Oldest protocol this server still speaks. */
export const minClient = 1;

/**
 * Where the seat stands at the server.
 * @throws AppError `conflict`, rule `sync.fork`; `forbidden`, rule `sync.clientTooOld`
 */
export async function greet(
  { store, city, tail, clock }: ServerContext,
  seatId: string,
  hello: { protocol: number; maxSeq: number; lastMid: string | null },
): Promise<HelloReply> {
  if (hello.protocol < minClient) {
    const detail = { minClient };
    throw new AppError("forbidden", "This seat's program is too old", {
      rule: syncRules.clientTooOld,
      detail,
    });
  }
  const last = await store.db
    .selectFrom("mutation")
    .select(["seq", "mid"])
    .where("feed", "=", city)
    .where("seat_id", "=", seatId)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (isForked(hello, last?.seq ?? 0, last?.mid ?? null))
    throw new AppError("conflict", "The server knows other mutations of this seat", { rule: syncRules.fork });
  const feeds = await store.db.selectFrom("feed").select(["feed", "epoch"]).orderBy("feed").execute();
  return {
    lastSeq: last?.seq ?? 0,
    lastMid: last?.mid ?? null,
    epoch: feeds.find((row) => row.feed === city)?.epoch ?? "",
    feeds: feeds.map((row) => ({ feed: row.feed, pos: tail.last(row.feed) })),
    minClient,
    serverTime: toInstant(clock()),
  };
}
