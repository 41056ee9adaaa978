import type { CallEffect } from "../../../shared/call/machine.ts";
import type { Phone } from "../../../shared/call/phone.ts";

/** Carries out one order of the call machine. */
export function runOnPhone(phone: Phone, effect: PhoneOrder) {
  switch (effect.type) {
    case "phone.answer":
      return phone.answer(effect.callId);
    case "phone.reject":
      return phone.reject(effect.callId, effect.reason);
    case "phone.hangUp":
      return phone.hangUp(effect.callId);
    case "phone.hold":
      return phone.hold(effect.callId);
    case "phone.resume":
      return phone.resume(effect.callId);
    case "phone.mute":
      return phone.mute(effect.callId);
    case "phone.unmute":
      return phone.unmute(effect.callId);
    case "phone.digits":
      return phone.sendDtmf(effect.callId, effect.digits);
    case "phone.dial":
      return phone.dial(effect.callId, effect.number);
  }
}

type PhoneOrder = Extract<CallEffect, { type: `phone.${string}` }>;
