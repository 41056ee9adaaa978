import { type Invitation, Inviter, type Session, type URI, UserAgent } from "sip.js";
import type { Acd, Phone, PhoneEvent } from "../../../../shared/call/phone.ts";
import type { Clock } from "../clock.ts";
import { audioSessionFactory } from "./audioSession.ts";
import { connectSip, type SipConnection } from "./connection.ts";
import { callerNumber } from "./endCause.ts";
import type { AudioDevices } from "./microphoneWatch.ts";
import { createSipCall, type SipCall } from "./sipCall.ts";
import type { OpenMicrophone, PlayRemote } from "./sound.ts";

/** The telephone on a real exchange: any that speaks SIP over WebSocket (RFC 7118). */
export function createSipPhone(options: SipPhoneOptions): { phone: Phone; acd: Acd } {
  const { clock, random, newId } = options;
  const listeners = new Set<(event: PhoneEvent) => void>();
  const calls = new Map<string, SipCall>();
  const callOf = new WeakMap<Session, SipCall>();
  let connection: SipConnection | null = null;
  const onOnline = () => connection?.renew();

  function tell(event: PhoneEvent) {
    for (const listener of [...listeners]) listener(event);
  }

  function addCall(callId: string, session: Invitation | Inviter): SipCall {
    const call = createSipCall({
      callId,
      session,
      clock,
      random,
      tell,
      openMicrophone: options.openMicrophone,
      devices: options.devices,
      playRemote: options.playRemote,
      isConnected: () => connection?.userAgent.isConnected() ?? false,
      onOver: () => {
        if (calls.get(callId)?.owesBye() !== true) calls.delete(callId);
      },
    });
    calls.set(callId, call);
    callOf.set(session, call);
    return call;
  }

  function onInvite(invitation: Invitation) {
    const callId = newId();
    addCall(callId, invitation);
    const { request } = invitation;
    const number = callerNumber((invitation.assertedIdentity ?? invitation.remoteIdentity).uri.user);
    const queue = request.getHeader("X-Queue")?.trim().slice(0, 80) ?? null;
    const menu = request.getHeader("X-Menu")?.trim().slice(0, 80) ?? null;
    tell({ type: "incoming", callId, number, queue, menu });
  }

  function onBack() {
    for (const [callId, call] of calls) {
      const wasOver = call.owesBye();
      call.onSignallingBack();
      if (wasOver) calls.delete(callId);
    }
  }

  const phone: Phone = {
    line: "exchange",
    start(account) {
      if (connection !== null) return;
      try {
        if (account === null) throw new Error("No account");
        const microphoneOf = (session: Session) =>
          callOf.get(session)?.microphone() ?? Promise.reject(new Error("No call"));
        connection = connectSip({
          account,
          clock,
          random,
          audioFactory: audioSessionFactory(microphoneOf),
          tell,
          onInvite,
          onLost() {
            for (const call of [...calls.values()]) call.onSignallingLost();
          },
          onBack,
        });
        globalThis.addEventListener?.("online", onOnline);
      } catch {
        // The address of the exchange or the extension cannot be read; nothing to retry.
        tell({ type: "error", rule: "phone.notConfigured" });
      }
    },
    stop() {
      if (connection === null) return;
      globalThis.removeEventListener?.("online", onOnline);
      for (const call of [...calls.values()]) call.hangUp();
      calls.clear();
      const closing = connection;
      connection = null;
      void closing.close();
      tell({ type: "registration", state: "off", lastRegisteredAt: null });
      tell({ type: "transport", state: "off" });
    },
    reconnect: () => connection?.renew(),
    answer: (callId) => calls.get(callId)?.answer(),
    reject: (callId, reason) => calls.get(callId)?.reject(reason),
    hangUp: (callId) => calls.get(callId)?.hangUp(),
    hold: (callId) => calls.get(callId)?.hold(),
    resume: (callId) => calls.get(callId)?.resume(),
    mute: (callId) => calls.get(callId)?.setMuted(true),
    unmute: (callId) => calls.get(callId)?.setMuted(false),
    transfer(callId, number) {
      const target = addressOf(connection, number);
      if (target) calls.get(callId)?.transfer(target);
      else tell({ type: "error", rule: "phone.transferRefused", callId });
    },
    sendDtmf: (callId, digits) => calls.get(callId)?.sendDigits(digits),
    dial(callId, number) {
      const target = addressOf(connection, number);
      if (connection === null || target === undefined) {
        tell({ type: "error", rule: "phone.dialFailed" });
        return tell({ type: "ended", callId, cause: "failed" });
      }
      addCall(callId, new Inviter(connection.userAgent, target, { earlyMedia: true })).invite();
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const noLine = () => Promise.reject(new Error("No line"));
  return { phone, acd: { setAgentState: (state) => connection?.sendAgentState(state) ?? noLine() } };
}

export type SipPhoneOptions = {
  clock: Clock;
  /** 0 ≤ x < 1. */
  random: () => number;
  newId: () => string;
  openMicrophone: OpenMicrophone;
  /** `navigator.mediaDevices`; a page that makes its own sound has none. */
  devices?: AudioDevices | undefined;
  playRemote: PlayRemote;
};

function addressOf(connection: SipConnection | null, number: string): URI | undefined {
  const domain = connection?.userAgent.configuration.uri.host ?? "";
  return UserAgent.makeURI(`sip:${encodeURIComponent(number)}@${domain}`);
}
