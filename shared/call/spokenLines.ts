import { practiceDurations } from "./practiceDurations.ts";
import type { PracticeLine } from "./practiceStory.ts";

/** The lines of a story with their ids, sound files and lengths. */
export function spoken(story: string, texts: readonly string[]): PracticeLine[] {
  return texts.map((text, at) => {
    const id = `${story}-${at + 1}`;
    return { id, text, audio: `practice/${id}.ogg`, durationMs: practiceDurations[id] ?? 0 };
  });
}
