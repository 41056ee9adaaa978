import type { SoftphoneStore } from "./softphone.store.ts";

/**
 * Sounds while a call rings, with the rhythm of the Chinese network: 450 Hz, one second on, four off (GB/T 3380). Made
 * by the browser itself, so no sound file is needed. Returns what ends it.
 */
export function startRinger(store: SoftphoneStore): () => void {
  let stopSound: (() => void) | null = null;
  const unsubscribe = store.subscribe(({ call }) => {
    const rings = call.name === "ringing" && call.rejectedFor === null;
    if (rings && stopSound === null) stopSound = sound();
    if (!rings && stopSound !== null) {
      stopSound();
      stopSound = null;
    }
  });
  return () => {
    unsubscribe();
    stopSound?.();
  };
}

function sound(): () => void {
  if (typeof AudioContext === "undefined") return () => {};
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 450 });
  const volume = new GainNode(context, { gain: 0 });
  tone.connect(volume).connect(context.destination);
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const start = context.currentTime + cycle * 5;
    volume.gain.setTargetAtTime(0.15, start, 0.01);
    volume.gain.setTargetAtTime(0, start + 1, 0.01);
  }
  tone.start();
  return () => void context.close();
}

/** Two minutes: longer than any call is left to ring. */
const cycles = 24;
