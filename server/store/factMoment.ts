import { z } from "zod";
import { instant } from "../../shared/domain/time.ts";

const moments = z.object({
  call: z.object({ ringingAt: instant }).transform((body) => body.ringingAt),
  interval: z.object({ startedAt: instant }).transform((body) => body.startedAt),
  consultation: z.object({ filedAt: instant }).transform((body) => body.filedAt),
});

/** The moment a fact counts from; null for a step, which belongs to its ticket. */
export function momentOf(kind: string, body: unknown): string | null {
  if (kind !== "call" && kind !== "interval" && kind !== "consultation") return null;
  return moments.shape[kind].safeParse(body).data ?? null;
}
