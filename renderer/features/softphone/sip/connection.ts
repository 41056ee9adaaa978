import { type Invitation, Messager, Registerer, UserAgent } from "sip.js";
import type { AcdState, PhoneAccount, PhoneEvent, PhoneRule } from "../../../../shared/call/phone.ts";
import type { Clock } from "../clock.ts";
import type { audioSessionFactory } from "./audioSession.ts";

type Factory = ReturnType<typeof audioSessionFactory>;

/**
 * Keeps one extension connected and registered until `close`. SIP.js leaves this to us: it shows `Registered` while
 * the socket is gone and never notices a peer that just stopped answering. So every REGISTER has a deadline, and an
 * outage ends with a new connection and a new REGISTER, at moments that differ from seat to seat.
 * Throws when the account is not a usable address.
 */
export function connectSip(options: ConnectionOptions): SipConnection {
  const { account, clock, random, tell } = options;
  const userAgent = createUserAgent(options);
  let registerer = createRegisterer(userAgent);
  let closed = false;
  let started = false;
  let registered = false;
  let hadRegistered = false;
  let attempts = 0;
  let lastRegisteredAt: number | null = null;
  /** Said once per outage, not once per try. */
  let toldRule: PhoneRule | null = null;
  /** Answers to an attempt that was given up mean nothing any more. */
  let attempt = 0;
  let renewing = false;
  /** Ends the wait for the exchange's word on a state: it cannot come over a connection that is gone. */
  const unanswered = new Set<() => void>();
  let cancelNext = () => {};
  let cancelDeadline = () => {};
  const unreachable = /^wss:/i.test(account.url) ? "phone.unreachableEncrypted" : "phone.unreachable";

  function report(state: "registering" | "registered" | "refused" | "unreachable") {
    registered = state === "registered";
    tell({ type: "registration", state, lastRegisteredAt });
    const rule = state === "refused" ? "phone.refused" : state === "unreachable" ? unreachable : null;
    if (rule !== null && rule !== toldRule) tell({ type: "error", rule });
    if (rule !== null || registered) toldRule = rule;
  }

  function open() {
    cancelNext();
    if (closed || userAgent.isConnected()) return;
    tell({ type: "transport", state: "connecting" });
    if (!started) report("registering");
    const opening = started ? userAgent.reconnect() : userAgent.start();
    started = true;
    attempt += 1;
    const mine = attempt;
    opening.then(
      () => mine === attempt && onOpen(),
      () => mine === attempt && onLost(),
    );
  }

  function onOpen() {
    if (closed) return;
    tell({ type: "transport", state: "connected" });
    register();
  }

  function onLost() {
    cancelDeadline();
    cancelNext();
    for (const giveUp of unanswered) giveUp();
    if (closed) return;
    tell({ type: "transport", state: "waiting" });
    report(renewing ? "registering" : "unreachable");
    options.onLost();
    const backoffMs = Math.min(firstRetryMs * 2 ** attempts, lastRetryMs);
    attempts = Math.min(attempts + 1, 10);
    cancelNext = clock.after(backoffMs * (0.5 + random()), open);
  }

  function register() {
    cancelNext();
    if (closed || !userAgent.isConnected()) return;
    cancelDeadline();
    cancelDeadline = clock.after(answerWithinMs, () => void userAgent.transport.disconnect().catch(onLost));
    const requestDelegate = {
      onAccept: onRegistered,
      onReject: (response: { message: { statusCode?: number | undefined } }) =>
        onRefused(response.message.statusCode ?? 500),
    };
    registerer.register({ requestDelegate }).catch(() => {
      // The last REGISTER went down with its connection and is still waited for: leave it behind.
      registerer = createRegisterer(userAgent);
      void registerer.register({ requestDelegate });
    });
  }

  function onRegistered() {
    cancelDeadline();
    if (closed) return;
    attempts = 0;
    lastRegisteredAt = clock.now();
    const isBack = hadRegistered && !registered;
    hadRegistered = true;
    report("registered");
    cancelNext = clock.after(refreshMs * (0.8 + 0.2 * random()), register);
    if (isBack) options.onBack();
  }

  function onRefused(status: number) {
    cancelDeadline();
    if (closed) return;
    const isRefusal = status === 401 || status === 403 || status === 404 || status === 407;
    report(isRefusal ? "refused" : "unreachable");
    const pauseMs = Math.max(isRefusal ? refusedRetryMs : lastRetryMs, (registerer.retryAfter ?? 0) * 1000);
    cancelNext = clock.after(pauseMs * (0.8 + 0.4 * random()), register);
  }

  function sendAgentState(state: AcdState): Promise<void> {
    if (!registered) return Promise.reject(noLine());
    return new Promise<void>((resolve, reject) => {
      function settle() {
        cancelPatience();
        unanswered.delete(giveUp);
      }
      function giveUp() {
        settle();
        reject(noLine());
      }
      const cancelPatience = clock.after(answerWithinMs, giveUp);
      unanswered.add(giveUp);
      void sendMessage(userAgent, account.domain, state).then(resolve, reject).finally(settle);
    });
  }

  userAgent.delegate = { onInvite: options.onInvite, onDisconnect: onLost };
  open();

  return {
    userAgent,
    isRegistered: () => registered,
    renew() {
      if (closed || !started) return;
      attempts = 0;
      attempt += 1;
      renewing = true;
      // Tells the loss at once, if there was a connection; a socket that is dead takes its time to close behind us.
      userAgent.transport.disconnect().catch(() => {});
      renewing = false;
      cancelDeadline();
      open();
    },
    sendAgentState,
    async close() {
      closed = true;
      cancelNext();
      cancelDeadline();
      if (registered) await unregister(registerer, clock);
      await userAgent.stop();
    },
  };
}

export type SipConnection = {
  userAgent: UserAgent;
  isRegistered(): boolean;
  /** The machine woke or the network is back: trust nothing, connect and register anew without waiting. */
  renew(): void;
  /**
   * MESSAGE to `sip:acd@domain`, the development exchange's way. Rejects when it is refused, not answered in time, or
   * the connection is lost meanwhile: SIP.js alone would wait half a minute, and the next state behind it.
   */
  sendAgentState(state: AcdState): Promise<void>;
  close(): Promise<void>;
};

type ConnectionOptions = {
  account: PhoneAccount;
  clock: Clock;
  random: () => number;
  audioFactory: Factory;
  tell: (event: PhoneEvent) => void;
  onInvite: (invitation: Invitation) => void;
  onLost: () => void;
  /** Registered again after an outage. */
  onBack: () => void;
};

function createUserAgent({ account, audioFactory }: ConnectionOptions): UserAgent {
  const uri = UserAgent.makeURI(`sip:${account.extension}@${account.domain}`);
  if (uri === undefined) throw new Error("Not a SIP address");
  return new UserAgent({
    uri,
    displayName: account.displayName,
    authorizationUsername: account.extension,
    authorizationPassword: account.secret,
    // Messages of SIP.js hold numbers and credentials.
    logBuiltinEnabled: true,
    logLevel: "warn",
    noAnswerTimeout: 120,
    // Sessions are ended one by one in `stop` of the phone; waiting for the far ends would take half a minute.
    gracefulShutdown: false,
    transportOptions: { server: account.url, connectionTimeout: 5, keepAliveInterval: 15, traceSip: false },
    sessionDescriptionHandlerFactory: audioFactory,
  });
}

function createRegisterer(userAgent: UserAgent): Registerer {
  return new Registerer(userAgent, { expires: 120, refreshFrequency: 90 });
}

function sendMessage(userAgent: UserAgent, domain: string, state: AcdState): Promise<void> {
  const target = UserAgent.makeURI(`sip:acd@${domain}`);
  if (target === undefined) return Promise.reject(noLine());
  return new Promise((resolve, reject) => {
    void new Messager(userAgent, target, state).message({
      requestDelegate: { onAccept: () => resolve(), onReject: () => reject(noLine()) },
    });
  });
}

/** Waits for the exchange's word, but not long. */
function unregister(registerer: Registerer, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(500, resolve);
    const done = () => {
      cancel();
      resolve();
    };
    registerer.unregister({ requestDelegate: { onAccept: done, onReject: done } }).catch(done);
  });
}

function noLine(): Error {
  return new Error("The exchange did not take the state");
}

const firstRetryMs = 100;
const lastRetryMs = 2000;
const refusedRetryMs = 30_000;
const answerWithinMs = 5000;
const refreshMs = 30_000;
