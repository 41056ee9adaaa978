import type { CallFacts, CallState, EndedCall } from "../../../shared/call/machine.ts";
import { type PhoneNumber, parsePhone } from "../../../shared/domain/phoneNumber.ts";
import type { Text } from "../../ui/text.ts";

/** The call the panel speaks of: the one that is up, or the one just over. */
export function shownCall(call: CallState, lastCall: EndedCall | null): CallFacts | EndedCall | null {
  return call.name === "idle" ? lastCall : call.facts;
}

/** The state of the call in the agent's words. */
export function callWord(text: Text, call: CallState): string {
  switch (call.name) {
    case "idle":
      return text.call.idle;
    case "dialling":
      return call.farRings ? text.call.farRings : text.call.dialling;
    case "talking":
      return call.hold === "no" ? text.call.talking : text.call[call.hold];
    default:
      return text.call[call.name];
  }
}

/** Number and place as an agent reads them. An unknown area code is said so and never guessed. */
export function describeNumber(
  text: Text,
  number: string,
): { phone: PhoneNumber; display: string; place: string } {
  const phone = parsePhone(number);
  const display = phone.kind === "hidden" ? text.call.hidden : phone.display;
  const kind = phone.kind === "hidden" || phone.kind === "unknown" ? "" : text.phoneKinds[phone.kind];
  const region = phone.region ?? (phone.unknownAreaCode ? text.call.unknownPlace : "");
  return { phone, display, place: [kind, region].filter(Boolean).join(" · ") };
}
