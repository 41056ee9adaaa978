import type { CallLeg } from "../domain/call.ts";
import type { CallState } from "./machine.ts";
import type { EndCause } from "./phone.ts";

/** What the record says about the end of a call: the telephone's cause, read in the light of where the call stood. */
export function endReasonOf(state: Exclude<CallState, { name: "idle" }>, cause: EndCause): EndReason {
  if (cause === "lost") return "lost";
  if (state.name === "talking") return talkingReasons[cause];
  if (state.name === "ringing" && state.rejectedFor !== null) {
    return state.rejectedFor === "busy" ? "rejected" : "no-answer";
  }
  if (state.name === "dialling") return state.hangingUp ? "agent" : diallingReasons[cause];
  return ringingReasons[cause];
}

export type EndReason = NonNullable<CallLeg["endReason"]>;

type Known = Exclude<EndCause, "lost">;

const talkingReasons: Record<Known, EndReason> = {
  far: "caller",
  near: "agent",
  cancelled: "caller",
  elsewhere: "failed",
  noAnswer: "failed",
  rejected: "failed",
  failed: "failed",
};

const diallingReasons: Record<Known, EndReason> = {
  far: "rejected",
  near: "agent",
  cancelled: "agent",
  elsewhere: "failed",
  noAnswer: "no-answer",
  rejected: "rejected",
  failed: "failed",
};

const ringingReasons: Record<Known, EndReason> = {
  far: "abandoned",
  near: "rejected",
  cancelled: "abandoned",
  // Somebody else serves this caller; nobody gave up and nobody failed to answer.
  elsewhere: "rejected",
  noAnswer: "no-answer",
  rejected: "rejected",
  failed: "failed",
};
