import { z } from "zod";
import { instant } from "./time.ts";

export const callDirection = z.enum(["inbound", "outbound"]);
export const callLine = z.enum(["exchange", "practice"]);

/**
 * One call leg as a fact: inserted when it rings, closed once by the same seat. Statistics are recomputed from
 * these rows alone, so nothing in them is ever changed after `endedAt` is set.
 */
export const callLeg = z.object({
  callId: z.uuid(),
  line: callLine,
  direction: callDirection,
  /** The far end's number as dialled or presented, digits and `+` only; empty when hidden. */
  number: z.string().max(40),
  queue: z.string().max(80).nullable(),
  menu: z.string().max(80).nullable(),
  ringingAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  heldMs: z.int().min(0),
  /** Who or what ended it. */
  endReason: z.enum(["caller", "agent", "abandoned", "rejected", "no-answer", "failed", "lost"]).nullable(),
});
export type CallLeg = z.infer<typeof callLeg>;

/** Agent states of ARCHITECTURE; 断线 (`lost`) is set by the system only. */
export const agentStateName = z.enum([
  "signed-out",
  "ready",
  "ringing",
  "talking",
  "wrap-up",
  "busy",
  "break",
  "lost",
]);
export type AgentStateName = z.infer<typeof agentStateName>;

/** One stretch of one agent state; intervals of an agent neither overlap nor leave gaps while signed in. */
export const stateInterval = z.object({
  intervalId: z.uuid(),
  state: agentStateName,
  reason: z.string().max(40).nullable(),
  callId: z.uuid().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
export type StateInterval = z.infer<typeof stateInterval>;
