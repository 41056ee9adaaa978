import type { Clock } from "../clock.ts";

/**
 * Plays one spoken line. Calls `onEnd` exactly once when it is over, unless the returned function stopped it first.
 */
export type SpeechPlayer = { play(audio: string, durationMs: number, onEnd: () => void): () => void };

/**
 * Plays through an Audio element of the page. A line that cannot be played (no sound device, file missing) takes its
 * time all the same, so that the story goes on and its text can be read.
 */
export function createAudioPlayer(options: { clock: Clock }): SpeechPlayer {
  return {
    play(source, durationMs, onEnd) {
      const audio = new Audio(source);
      let cancelTimer = () => {};
      let over = false;
      function finish() {
        if (over) return;
        over = true;
        cancelTimer();
        onEnd();
      }
      function playSilently() {
        if (!over) cancelTimer = options.clock.after(durationMs, finish);
      }
      audio.addEventListener("ended", finish);
      audio.play().catch(playSilently);
      return () => {
        over = true;
        cancelTimer();
        audio.pause();
        audio.removeAttribute("src");
      };
    },
  };
}
