import { type Cancel, Invitation, type Inviter, type Session, SessionState, type URI } from "sip.js";
import type { CallEvent, EndCause, PhoneEvent, RejectReason } from "../../../../shared/call/phone.ts";
import type { Clock } from "../clock.ts";
import { type AudioSession, audioOf } from "./audioSession.ts";
import { transferBlind } from "./blindTransfer.ts";
import { createDtmfQueue } from "./dtmfQueue.ts";
import { causeOfCancel, causeOfStatus } from "./endCause.ts";
import { watchMedia } from "./mediaWatch.ts";
import { type AudioDevices, watchMicrophone } from "./microphoneWatch.ts";
import { createReinviter } from "./reinviter.ts";
import { closeStream, microphoneRule, type OpenMicrophone, type PlayRemote } from "./sound.ts";

/**
 * One SIP session told as call events: `ended` comes exactly once and last. The microphone is opened before the
 * answer is sent, so that a call can ring on when there is none.
 */
export function createSipCall(options: SipCallOptions): SipCall {
  const { callId, session, clock, random, tell } = options;
  let cause: EndCause | null = null;
  let over = false;
  let opening = false;
  let owesBye = false;
  let muted = false;
  /** On hold, or asking for it: the caller hears nothing of this desk, whatever the exchange does with the sound. */
  let quiet = false;
  let microphone: MediaStream | null = null;
  let stopRemote = () => {};
  let stopWatch = () => {};
  let stopMicrophoneWatch = () => {};
  const reinviter = createReinviter({ session, clock, random, weCalled: !(session instanceof Invitation) });
  const digits = createDtmfQueue(() => audioOf(session)?.peerConnection?.getSenders()[0]?.dtmf ?? null);

  function say(event: WithoutId) {
    if (!over) tell({ ...event, callId } as CallEvent);
  }

  function finish(fallback: EndCause) {
    if (over) return;
    say({ type: "ended", cause: cause ?? fallback });
    over = true;
    stopWatch();
    stopMicrophoneWatch();
    stopRemote();
    if (microphone !== null) closeStream(microphone);
    options.onOver();
  }

  function applySilence() {
    const audio = audioOf(session);
    audio?.enableSenderTracks(!muted && !quiet);
    audio?.enableReceiverTracks(!quiet);
  }

  /** Opens the microphone, then goes on; without one says why. */
  function withMicrophone(goOn: () => Promise<unknown>, onFailure: () => void) {
    if (opening || over) return;
    opening = true;
    options.openMicrophone().then(
      (stream) => {
        if (over) return closeStream(stream);
        microphone = stream;
        goOn().catch(() => {
          if (over) return;
          cause ??= "failed";
          tell({ type: "error", rule: "phone.answerFailed" });
          finish("failed");
        });
      },
      (error: unknown) => {
        opening = false;
        if (over) return;
        const direction = session instanceof Invitation ? "inbound" : "outbound";
        tell({ type: "error", rule: microphoneRule(error, direction), callId });
        onFailure();
      },
    );
  }

  function onEstablished() {
    say({ type: "answered" });
    if (microphone !== null) lookAfter(microphone);
    stopWatch = watchMedia({
      peerConnection: () => audioOf(session)?.peerConnection ?? null,
      clock,
      onSilent: (leg) => say({ type: "mediaSilent", leg }),
      onBack: (leg) => say({ type: "mediaBack", leg }),
      onQuality: (quality) => say({ type: "quality", quality }),
    });
  }

  function lookAfter(stream: MediaStream) {
    const { devices } = options;
    if (devices === undefined || over) return;
    stopMicrophoneWatch = watchMicrophone({
      devices,
      clock,
      stream,
      openMicrophone: options.openMicrophone,
      async use(other) {
        microphone = other;
        await audioOf(session)?.useMicrophone(other);
        applySilence();
      },
      onChange: (label) => tell({ type: "microphone", callId, label }),
    });
  }

  /** The far end learns our new address, and finds new media paths if the old ones are gone. */
  function renew() {
    const iceRestart = audioOf(session)?.peerConnection?.connectionState !== "connected";
    reinviter.request({
      hold: quiet,
      iceRestart,
      onOutcome(outcome) {
        if (outcome === "gone") giveUp();
      },
    });
  }

  /** The far end knows no such call: it hung up while we were away, or its BYE is on the way to us. */
  function giveUp() {
    clock.after(byeOnTheWayMs, () => {
      if (session.state === SessionState.Established) session.bye().catch(() => {});
      finish("lost");
    });
  }

  function changeHold(hold: boolean) {
    if (over || session.state !== SessionState.Established) return;
    const before = quiet;
    if (hold) quiet = true;
    applySilence();
    reinviter.request({
      hold,
      onOutcome(outcome) {
        if (outcome === "gone") return giveUp();
        quiet = outcome === "accepted" ? hold : before;
        applySilence();
        say({ type: outcome === "refused" ? "rejectedReinvite" : hold ? "held" : "resumed" });
      },
    });
  }

  session.delegate = {
    // An unanswered request is sent again and again and ends in a time-out at the far end.
    onBye(bye) {
      cause ??= "far";
      void bye.accept();
    },
    onCancel(cancel: Cancel) {
      cause ??= causeOfCancel(cancel.request.getHeader("Reason"));
    },
    onInfo: (info) => void info.accept(),
    onNotify: (notification) => void notification.accept(),
    onMessage: (message) => void message.accept(),
    // Nobody outside decides whom this desk calls.
    onRefer: (referral) => void referral.reject(),
    onSessionDescriptionHandler(handler) {
      const audio = handler as AudioSession;
      stopRemote();
      stopRemote = options.playRemote(audio.remoteMediaStream);
      audio.peerConnectionDelegate = {
        onconnectionstatechange() {
          if (audio.peerConnection?.connectionState === "failed" && options.isConnected()) renew();
        },
      };
    },
  };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) onEstablished();
    // The reason of a refusal is told right after the change of state.
    if (state === SessionState.Terminated) queueMicrotask(() => finish(opening ? "failed" : "noAnswer"));
  });

  const call: SipCall = {
    microphone: () =>
      microphone === null ? Promise.reject(new Error("No microphone")) : Promise.resolve(microphone),
    answer() {
      if (!(session instanceof Invitation) || session.state !== SessionState.Initial) return;
      withMicrophone(
        () => session.accept({ sessionDescriptionHandlerOptions: audioOnly }),
        () => {},
      );
    },
    reject(reason) {
      if (!(session instanceof Invitation) || over) return;
      cause ??= "rejected";
      session.reject({ statusCode: reason === "busy" ? 486 : 480 }).catch(() => finish("rejected"));
    },
    invite() {
      withMicrophone(
        () => sendInvite(session as Inviter, (status) => (cause ??= causeOfStatus(status)), say),
        () => finish("failed"),
      );
    },
    hangUp() {
      if (over) return;
      cause ??= "near";
      if (session.state === SessionState.Established && !options.isConnected()) {
        // The far end is told when the exchange can be reached again.
        owesBye = true;
        audioOf(session)?.close();
        return finish("near");
      }
      endSession(session).catch(() => finish("near"));
    },
    hold: () => changeHold(true),
    resume: () => changeHold(false),
    setMuted(wanted) {
      muted = wanted;
      applySilence();
    },
    sendDigits: (text) => digits.send(text),
    transfer(target) {
      if (over || session.state !== SessionState.Established) return;
      transferBlind(session, target, {
        onDone: () => call.hangUp(),
        onRefused: () => over || tell({ type: "error", rule: "phone.transferRefused", callId }),
      });
    },
    onSignallingLost() {
      // A call that does not stand yet cannot be answered any more: the exchange has lost the way to it.
      if (over || session.state === SessionState.Established) return;
      cause ??= "lost";
      endSession(session).catch(() => {});
      finish("lost");
    },
    onSignallingBack() {
      if (owesBye) {
        owesBye = false;
        session.bye().catch(() => {});
      } else if (!over && session.state === SessionState.Established) renew();
    },
    owesBye: () => owesBye,
  };
  return call;
}

export type SipCall = {
  /** The microphone opened for this call. */
  microphone(): Promise<MediaStream>;
  answer(): void;
  reject(reason: RejectReason): void;
  invite(): void;
  hangUp(): void;
  hold(): void;
  resume(): void;
  setMuted(muted: boolean): void;
  sendDigits(digits: string): void;
  transfer(target: URI): void;
  onSignallingLost(): void;
  /** Registered again after the connection was cut. */
  onSignallingBack(): void;
  /** Over for the agent, but the far end has not been told yet. */
  owesBye(): boolean;
};

type SipCallOptions = {
  callId: string;
  session: Invitation | Inviter;
  clock: Clock;
  random: () => number;
  openMicrophone: OpenMicrophone;
  /** What tells that a microphone came or went; without it nobody looks. */
  devices: AudioDevices | undefined;
  playRemote: PlayRemote;
  isConnected: () => boolean;
  tell: (event: PhoneEvent) => void;
  onOver: () => void;
};

type WithoutId = CallEvent extends infer Each
  ? Each extends CallEvent
    ? Omit<Each, "callId">
    : never
  : never;

const byeOnTheWayMs = 500;
const audioOnly = { constraints: { audio: true, video: false } };

function sendInvite(session: Inviter, onRefused: (status: number) => void, say: (event: WithoutId) => void) {
  return session.invite({
    requestDelegate: {
      onProgress({ message }) {
        if (message.statusCode === 180 || message.statusCode === 183) say({ type: "progress" });
      },
      onReject: ({ message }) => onRefused(message.statusCode ?? 500),
    },
  });
}

/** By BYE, CANCEL or a refusal, whichever fits the moment. */
async function endSession(session: Invitation | Inviter): Promise<void> {
  if (session.state === SessionState.Established) await session.bye();
  else if (session instanceof Invitation) await session.reject({ statusCode: 480 });
  else await session.cancel();
}

export function isStanding(session: Session): boolean {
  return session.state === SessionState.Established;
}
