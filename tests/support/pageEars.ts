import type { Page } from "playwright-core";

declare global {
  interface Window {
    /** Level of a tone in what the page receives over WebRTC, dB below full scale. */
    hearsTone(hertz: number): number;
  }
}

/** Gives a page ears of our own on every received audio track, beside whatever the console does with it. */
export async function listenToPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const context = new AudioContext({ sampleRate: 16_000 });
    let analyser: AnalyserNode | null = null;
    const Original = window.RTCPeerConnection;
    class Overheard extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener("track", ({ track }) => {
          const stream = new MediaStream([track]);
          // Chromium feeds a remote stream into Web Audio only while an element plays it.
          const element = new Audio();
          element.srcObject = stream;
          element.muted = true;
          void element.play();
          analyser = context.createAnalyser();
          analyser.fftSize = 4_096;
          context.createMediaStreamSource(stream).connect(analyser);
        });
      }
    }
    window.RTCPeerConnection = Overheard;
    window.hearsTone = (hertz) => {
      if (!analyser) return -120;
      const levels = new Float32Array(analyser.frequencyBinCount);
      analyser.getFloatFrequencyData(levels);
      const bin = Math.round((hertz * analyser.fftSize) / context.sampleRate);
      return Math.max(-120, ...levels.slice(Math.max(0, bin - 2), bin + 3));
    };
  });
}
