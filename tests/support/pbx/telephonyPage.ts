import { systemClock } from "../../../renderer/features/softphone/clock.ts";
import { createSipPhone } from "../../../renderer/features/softphone/sip/sipPhone.ts";
import { createSoftphoneStore } from "../../../renderer/features/softphone/softphone.store.ts";
import type { Choice } from "../../../shared/call/agentState.ts";
import type { PhoneAccount } from "../../../shared/call/phone.ts";
import type { CallLeg, StateInterval } from "../../../shared/domain/call.ts";

/**
 * A page with nothing but the softphone: the real store and SIP adapter, a tone for a voice and an ear that tells
 * frequencies apart. Runs in the browser as `window.desk`.
 */
function openTelephone(options: TelephonePageOptions) {
  const sound = new AudioContext();
  const legs = new Map<string, CallLeg>();
  const intervals = new Map<string, StateInterval>();
  const moments: { what: string; at: number }[] = [];
  let ear: AnalyserNode | null = null;

  function speak(): Promise<MediaStream> {
    if (options.withoutMicrophone === true) {
      return Promise.reject(new DOMException("No device", "NotFoundError"));
    }
    const voice = new OscillatorNode(sound, { frequency: options.toneHz ?? 1000 });
    const volume = new GainNode(sound, { gain: 0.3 });
    const way = new MediaStreamAudioDestinationNode(sound);
    voice.connect(volume).connect(way);
    voice.start();
    return Promise.resolve(way.stream);
  }

  /** A remote stream feeds WebAudio only while an element plays it, too; and it has no track at first. */
  function listen(stream: MediaStream): () => void {
    const element = new Audio();
    element.srcObject = stream;
    element.play().catch(() => {});
    stream.addEventListener("addtrack", () => {
      ear = new AnalyserNode(sound, { fftSize: 8192, smoothingTimeConstant: 0 });
      new MediaStreamAudioSourceNode(sound, { mediaStream: stream }).connect(ear);
    });
    return () => {
      element.srcObject = null;
      ear = null;
    };
  }

  const { phone, acd } = createSipPhone({
    clock: systemClock,
    random: Math.random,
    newId: () => crypto.randomUUID(),
    openMicrophone: speak,
    playRemote: listen,
  });
  phone.onEvent((event) =>
    moments.push({ what: event.type, at: performance.timeOrigin + performance.now() }),
  );
  const store = createSoftphoneStore({
    phone,
    acd,
    clock: systemClock,
    newId: () => crypto.randomUUID(),
    ringTimeoutMs: options.ringTimeoutMs ?? 15_000,
    recordCall: async (leg) => void legs.set(leg.callId, leg),
    async recordIntervals(given) {
      for (const interval of given) intervals.set(interval.intervalId, interval);
    },
  });

  return {
    state: store.getState,
    actions: store.actions,
    signIn: (account: PhoneAccount) => store.actions.signIn(account),
    choose: (choice: Choice) => store.actions.choose(choice),
    moments,
    legs: () => [...legs.values()],
    intervals: () => [...intervals.values()],
    /** Answers and waits for the first sound packet: how long that took, in ms. */
    async answerAndListen(): Promise<number> {
      const answeredAt = performance.now();
      store.actions.answer();
      for (;;) {
        const stats = await connections.at(-1)?.getStats();
        let packets = 0;
        stats?.forEach((row: { type: string; packetsReceived?: number }) => {
          if (row.type === "inbound-rtp") packets += row.packetsReceived ?? 0;
        });
        if (packets > 0 && store.getState().call.name === "talking") return performance.now() - answeredAt;
        await new Promise((later) => setTimeout(later, 2));
      }
    },
    /**
     * How loud the next fifth of a second is that is played to the agent, dB below full scale. Measured in played
     * time: WebRTC gathers its figures anew only every 50 ms, so two readings close together are the same one, and
     * on a busy machine a stretch of real time may play little of a call that goes on.
     */
    async loudness(): Promise<number> {
      const before = await playedSoFar();
      const end = performance.now() + nothingPlayedAfterMs;
      for (;;) {
        const now = await playedSoFar();
        const seconds = now.seconds - before.seconds;
        if (seconds >= 0.2) return Math.max(-120, 10 * Math.log10((now.energy - before.energy) / seconds));
        if (performance.now() > end) return -120;
        await new Promise((later) => setTimeout(later, 10));
      }
    },
    /**
     * Strength of a tone in what the agent hears now, dB below full scale. Chromium feeds WebAudio no more once both
     * sides have held at a time (it plays all the same): after that ask `loudness`.
     */
    hears(hertz: number): number {
      if (ear === null) return -120;
      const bins = new Float32Array(ear.frequencyBinCount);
      ear.getFloatFrequencyData(bins);
      const bin = Math.round((hertz * ear.fftSize) / sound.sampleRate);
      return Math.max(-120, ...bins.slice(bin - 1, bin + 2));
    },
  };
}

export type TelephonePageOptions = { toneHz?: number; ringTimeoutMs?: number; withoutMicrophone?: boolean };

export type TelephonePage = ReturnType<typeof openTelephone>;

declare global {
  interface Window {
    desk: TelephonePage;
    openTelephone: (options: TelephonePageOptions) => TelephonePage;
  }
}

const connections: RTCPeerConnection[] = [];

/** Energy of the callers' sound that was played, and how long the loudspeaker has played anything, silence too. */
async function playedSoFar(): Promise<{ energy: number; seconds: number }> {
  const played = { energy: 0, seconds: 0 };
  const stats = await connections.at(-1)?.getStats();
  stats?.forEach((row: { type: string; totalAudioEnergy?: number; totalSamplesDuration?: number }) => {
    if (row.type === "inbound-rtp") played.energy += row.totalAudioEnergy ?? 0;
    if (row.type === "media-playout") played.seconds += row.totalSamplesDuration ?? 0;
  });
  return played;
}

const nothingPlayedAfterMs = 2000;

window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    connections.push(this);
  }
};

window.openTelephone = openTelephone;
