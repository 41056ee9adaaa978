import type { z } from "zod";
import type { callLine } from "../domain/call.ts";

/**
 * The telephone as the desk sees it: one line, calls named by our own ids. The SIP adapter and the practice
 * phone implement it; nothing else in the product knows how a call is carried.
 *
 * Implementations:
 * - MUST return from every method at once and report what came of it as an event; no method throws or rejects.
 * - MUST report what happened, never what was asked: `held` only when the far end accepted, `answered` only when
 *   the call stands, `registered` only after a good answer of the exchange.
 * - MUST send exactly one `ended` for each `incoming` and each `dial`, and nothing about that call after it.
 * - MUST treat a method that means nothing now (a second hang-up, a mute without a call) as already done.
 * - MUST keep trying to reach the exchange until `stop`, and keep a standing call when the signalling is cut.
 * - MUST NOT put numbers, names or passwords into `rule`, `detail` or any log.
 */
export type Phone = {
  readonly line: CallLine;
  /** Connects and registers, and stays so until `stop`. The practice phone needs no account. */
  start(account: PhoneAccount | null): void;
  /** Ends calls, unregisters, closes the connection. `start` may follow. */
  stop(): void;
  /**
   * The machine slept or the network changed: whatever says it is connected may be dead. Drops the connection, makes a
   * new one and registers, at once.
   */
  reconnect(): void;
  /** Opens the microphone and answers. Without a microphone: `error phone.noMicrophone`; the call rings on. */
  answer(callId: string): void;
  reject(callId: string, reason: RejectReason): void;
  /** Ends a standing call, or gives up one being dialled. */
  hangUp(callId: string): void;
  hold(callId: string): void;
  resume(callId: string): void;
  mute(callId: string): void;
  unmute(callId: string): void;
  /**
   * Hands a standing call to another number without asking there first. When the new call stands, this one ends
   * (`ended`, `near`); when it is refused, `error phone.transferRefused` comes and the call goes on here.
   */
  transfer(callId: string, number: string): void;
  /** Digits, `*`, `#` and A–D; sent one after the other, also when called again before the last is out. */
  sendDtmf(callId: string, digits: string): void;
  /** Calls out. The caller chooses the id. */
  dial(callId: string, number: string): void;
  /** Every event, in order. Returns what ends the listening. */
  onEvent(listener: (event: PhoneEvent) => void): () => void;
};

/**
 * Tells the call distributor of the exchange what the agent does. A production exchange brings its own; each has
 * an adapter. MUST resolve only when the exchange took the state, and reject otherwise.
 */
export type Acd = { setAgentState(state: AcdState): Promise<void> };

/** ready: give me calls; notready: give me none; acw: still writing up the last one. */
export type AcdState = "ready" | "notready" | "acw";

export type CallLine = z.infer<typeof callLine>;

/** A seat's extension at the exchange. `secret` is never logged and never leaves in an event. */
export type PhoneAccount = {
  /** `wss://…` or `ws://…`. */
  url: string;
  /** SIP domain, the part after `@`. */
  domain: string;
  extension: string;
  secret: string;
  displayName: string;
};

/** busy: 486, the queue may offer the next call; noAnswer: 480, nobody sits here. */
export type RejectReason = "busy" | "noAnswer";

/**
 * Why a call is over. `far`: the other side hung up; `near`: we did; `cancelled`: the caller gave up while it
 * rang; `elsewhere`: another telephone took it; `noAnswer`: it rang too long; `rejected`: whoever was called
 * refused; `failed`: the exchange could not carry it; `lost`: line or media broke down.
 */
export type EndCause =
  | "far"
  | "near"
  | "cancelled"
  | "elsewhere"
  | "noAnswer"
  | "rejected"
  | "failed"
  | "lost";

/** `agent`: what we send; `caller`: what we should hear. */
export type MediaLeg = "agent" | "caller";

export type CallEvent =
  | { type: "incoming"; callId: string; number: string; queue: string | null; menu: string | null }
  /** The dialled side rings. */
  | { type: "progress"; callId: string }
  | { type: "answered"; callId: string }
  | { type: "held"; callId: string }
  | { type: "resumed"; callId: string }
  /** The far end refused hold or resume; everything is as it was before. */
  | { type: "rejectedReinvite"; callId: string }
  | { type: "ended"; callId: string; cause: EndCause }
  /** No sound packets on a leg for five seconds of a call that should have them. */
  | { type: "mediaSilent"; callId: string; leg: MediaLeg }
  | { type: "mediaBack"; callId: string; leg: MediaLeg }
  | { type: "quality"; callId: string; quality: Quality };

/** Of the sound we receive, over the last seconds. `lossShare` is 0…1. */
export type Quality = { lossShare: number; jitterMs: number; roundTripMs: number | null };

/** The connection that carries the signalling. */
export type TransportState = "off" | "connecting" | "connected" | "waiting";

export type RegistrationState = "off" | "registering" | "registered" | "refused" | "unreachable";

export type PhoneEvent =
  | { type: "transport"; state: TransportState }
  /** `lastRegisteredAt`: epoch ms of the last REGISTER the exchange accepted, whatever came after. */
  | { type: "registration"; state: RegistrationState; lastRegisteredAt: number | null }
  | CallEvent
  /** The microphone of a standing call was unplugged; `label` names the one now in use, null: there is none. */
  | { type: "microphone"; callId: string; label: string | null }
  | { type: "error"; rule: PhoneRule; callId?: string };

/** Names of the sentences the screen shows when the telephone has trouble. */
export type PhoneRule =
  | "phone.notConfigured"
  | "phone.unreachable"
  /** Encrypted: the browser does not say whether nobody answers or the certificate is not to be trusted. */
  | "phone.unreachableEncrypted"
  | "phone.refused"
  | "phone.noMicrophone"
  | "phone.microphoneDenied"
  | "phone.dialNoMicrophone"
  | "phone.dialMicrophoneDenied"
  /** Call facts could not be stored yet, so nobody signs out. */
  | "phone.factsUnsaved"
  | "phone.dialFailed"
  | "phone.transferRefused"
  | "phone.answerFailed";
