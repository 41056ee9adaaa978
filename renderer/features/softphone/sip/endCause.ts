import type { EndCause } from "../../../../shared/call/phone.ts";

/** Reads the Reason header (RFC 3326) of a CANCEL: `SIP;cause=200;text="Call completed elsewhere"`. */
export function causeOfCancel(reason: string | undefined): EndCause {
  const status = Number(/(?:^|[\s,])SIP\s*;.*?cause\s*=\s*(\d{3})/i.exec(reason ?? "")?.[1]);
  if (status === 200) return "elsewhere";
  return status === 408 || status === 480 ? "noAnswer" : "cancelled";
}

/** Reads the final answer to a call we made (RFC 3261 §21). */
export function causeOfStatus(status: number): EndCause {
  if (status === 486 || status === 600 || status === 603) return "rejected";
  if (status === 408 || status === 480) return "noAnswer";
  return status === 487 ? "near" : "failed";
}

/** Digits and `+` of a caller's number; empty for a hidden one. */
export function callerNumber(user: string | undefined): string {
  const digits = (user ?? "").replace(/[^0-9+]/g, "").slice(0, 40);
  return /[0-9]/.test(digits) ? digits : "";
}
