import { z } from "zod";
import { errorCodes } from "../errors.ts";

/** Messages on a channel: JSON-safe values only, so WebSocket text and structured clone behave alike. */
export const wireError = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  rule: z.string().optional(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

export const request = z.object({ id: z.int().min(0), method: z.string().max(80), input: z.unknown() });
export type Request = z.infer<typeof request>;

export const reply = z.union([
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), error: wireError }),
]);
export type Reply = z.infer<typeof reply>;

export const eventMessage = z.object({ event: z.string(), payload: z.unknown() });
export type EventMessage = z.infer<typeof eventMessage>;

export const fromHost = z.union([reply, eventMessage]);
