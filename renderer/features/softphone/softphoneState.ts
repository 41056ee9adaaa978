import type { StoreApi } from "zustand/vanilla";
import type { AgentState, Choice } from "../../../shared/call/agentState.ts";
import type { CallState, EndedCall } from "../../../shared/call/machine.ts";
import type {
  Acd,
  CallLine,
  Phone,
  PhoneAccount,
  PhoneRule,
  RegistrationState,
  TransportState,
} from "../../../shared/call/phone.ts";
import type { CallLeg, StateInterval } from "../../../shared/domain/call.ts";
import type { Clock } from "./clock.ts";

export type SoftphoneOptions = {
  phone: Phone;
  acd: Acd;
  clock: Clock;
  /** A new UUID. */
  newId: () => string;
  recordCall: (leg: CallLeg) => Promise<void>;
  /** All or none, in one go. */
  recordIntervals: (intervals: StateInterval[]) => Promise<void>;
  todaySoFar?: Today;
  /** After so long a ringing call goes back to the queue and the agent becomes busy (无应答). */
  ringTimeoutMs?: number;
};

export type SoftphoneState = {
  line: CallLine;
  transport: TransportState;
  /** `lastRegisteredAt`: epoch ms of the last accepted REGISTER; show its age, not a word. */
  registration: { state: RegistrationState; lastRegisteredAt: number | null };
  call: CallState;
  /** The call the running wrap-up belongs to; kept until the next one ends. */
  lastCall: EndedCall | null;
  agent: AgentState;
  today: Today;
  /** `errors.<rule>` of the string catalogue. */
  problem: PhoneRule | null;
  /** Set when the microphone of this call was unplugged: the one in its place, or null for none. */
  microphone: { label: string | null } | null;
  /** Call and interval facts not yet on disk. */
  unsavedFacts: number;
};

/** Sums since the day began; means are `talkedMs / answered` and `wrapUpMs / wrapUps`. */
export type Today = { answered: number; talkedMs: number; wrapUps: number; wrapUpMs: number };

/** What a person can do. An action that means nothing now does nothing. */
export type SoftphoneActions = {
  /**
   * Starts the telephone; the agent is busy("preparing") until they choose ready. `since`: epoch ms at which the record
   * of the agent's states goes on; default: now.
   */
  signIn(account: PhoneAccount | null, since?: number): void;
  /**
   * False while a call is up, and while facts cannot be stored (`phone.factsUnsaved`): they are in this window alone.
   * Resolves when the last fact is on disk, or three seconds have shown that it is not.
   */
  signOut(): Promise<boolean>;
  /** F2. */
  answer(): void;
  /** F3: ends the call, gives up dialling, turns away a ringing call. */
  hangUp(): void;
  /** F4. */
  holdOrResume(): void;
  /** F6. */
  muteOrUnmute(): void;
  /** Hands the caller to another number; the call ends here when that one has answered, and goes on if not. */
  transfer(number: string): void;
  sendDigits(digits: string): void;
  dial(number: string): void;
  /** F10: ends the wrap-up; from busy or break: ready. */
  wrapUpDone(): void;
  /** During a call it is taken after the wrap-up, and the last choice counts. */
  choose(choice: Choice): void;
  dismissProblem(): void;
  /** Offers waiting facts again, e.g. when the channel to the backend is back. */
  retryFacts(): void;
  /** Says that the page runs: for whatever wakes it while a browser lets its timers rest. */
  stillHere(): void;
  /** The machine says that it woke from sleep. */
  woke(): void;
  /** Takes the desk down, call or no call, and hands over in the same turn how everything ended. */
  close(): void;
};

export type SoftphoneStore = StoreApi<SoftphoneState> & { actions: SoftphoneActions };
